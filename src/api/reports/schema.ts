import { z } from 'zod';
import { dateTime } from '../../http/answers.js';
import { dateRangeAnswer } from '../../http/dateRange.js';
import { formatParams } from '../../http/format.js';
import { scopeParams } from '../../http/scope.js';
import { optional, refuse } from '../../platform/fields.js';
import { bucketSizes, type BucketSize } from '../../platform/time.js';

export const uptimeParams = z.object({ ...scopeParams, ...formatParams });

const interval = z
  .unknown()
  .transform((value, context): BucketSize => {
    const size = bucketSizes.find((name) => name === value);
    if (size) return size;
    refuse(context, { code: 'invalid', message: 'interval' });
    return z.NEVER;
  })
  .meta({ type: 'string', enum: [...bucketSizes] });

export const responseTimeParams = z.object({
  ...scopeParams,
  ...formatParams,
  interval: optional(interval).meta({
    description:
      'Size of the buckets of `series`, at most 2,000 of them. Without it: a minute for ranges up to 6 hours, ' +
      '5 minutes up to 2 days, an hour up to 31 days, a day beyond.',
  }),
});

/** UP. */
export const uptimeAnswer = z
  .object({
    target_id: z.int().describe('The monitor.'),
    target_name: z.string().describe("The monitor's name as it is now."),
    uptime: z
      .number()
      .nullable()
      .meta({
        description:
          'Percent of the known time in which the monitor was up, with 4 decimals; below 100 when there was any ' +
          'downtime, null when nothing is known.',
      }),
    up_seconds: z.int().describe('Seconds in which it was up.'),
    down_seconds: z.int().describe('Seconds in which it was down.'),
    unknown_seconds: z.int().meta({
      description: 'Seconds in which the monitor did not exist or nobody checked it. The three add up to the range.',
    }),
    checks: z.int().describe('Checks that could look.'),
    failed_checks: z.int().describe('Of these, checks whose attempts all failed.'),
    outages: z.int().meta({ description: '`down` events that overlap the range.' }),
  })
  .meta({ id: 'Uptime', description: 'How a monitor spent the range.' });

export const uptimesAnswer = z.object({
  date_range: dateRangeAnswer,
  uptimes: z.array(uptimeAnswer).meta({ description: 'By target_id.' }),
});

const milliseconds = z.number().meta({ description: 'Milliseconds, with 3 decimals.' });
const orNone = milliseconds.nullable().meta({ description: 'Milliseconds, with 3 decimals; null without checks.' });

export const bucketAnswer = z
  .object({
    at: dateTime.meta({ description: "The bucket's beginning, also where that is before the range." }),
    average: milliseconds,
    minimum: milliseconds,
    maximum: milliseconds,
    checks: z.int().describe('Successful checks.'),
  })
  .meta({ id: 'ResponseTimeBucket', description: 'Response times of one bucket.' });

/** RT. */
export const responseTimeAnswer = z
  .object({
    target_id: z.int().describe('The monitor.'),
    target_name: z.string().describe("The monitor's name as it is now."),
    average: orNone,
    minimum: orNone,
    maximum: orNone,
    median: orNone,
    p95: orNone,
    p99: orNone,
    checks: z.int().meta({ description: 'Successful checks: the ones that have a response time.' }),
    series: z.array(bucketAnswer).meta({ description: 'Buckets of local time; empty ones are left out.' }),
  })
  .meta({ id: 'ResponseTimes', description: "Response times of a monitor's successful checks." });

export const responseTimesAnswer = z.object({
  date_range: dateRangeAnswer,
  response_times: z.array(responseTimeAnswer).meta({ description: 'By target_id.' }),
});
