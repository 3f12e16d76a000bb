import { z } from 'zod';
import { dateTime } from '../../http/answers.js';
import { dateRangeAnswer } from '../../http/dateRange.js';
import { formatParams } from '../../http/format.js';
import { scopeParams } from '../../http/scope.js';
import { optional, wholeNumber } from '../../platform/fields.js';
import { cursor } from './cursor.js';

/** Events in one answer, at most and by default. */
export const mostEvents = 1000;

export const eventParams = z.object({
  ...scopeParams,
  ...formatParams,
  limit: optional(wholeNumber({ min: 1, max: mostEvents })).meta({
    description:
      'Events in one answer. Default: 1,000; in CSV, where neither `limit` nor `cursor` is given, all of the range.',
  }),
  cursor: optional(cursor).meta({
    description:
      '`next_cursor` of the page before, in CSV its header `X-Next-Cursor`, which the last page has not; none for the first page.',
  }),
});

const reasonCode = z.enum([
  'timeout',
  'dns_failure',
  'connection_refused',
  'connection_reset',
  'host_unreachable',
  'tls_error',
  'http_status',
  'too_many_redirects',
  'invalid_response',
  'not_allowed',
  'no_reply',
  'error',
]);

export type ReasonCode = z.infer<typeof reasonCode>;

const reason = z
  .object({
    code: reasonCode.meta({ description: 'What went wrong, as a word.' }),
    detail: z.string().meta({ description: 'The facts.', examples: ['HTTP 503 Service Unavailable'] }),
  })
  .meta({ id: 'Reason', description: 'Why a check failed.' });

/** E. */
export const eventAnswer = z
  .object({
    id: z.int().describe('Of the event.'),
    target_id: z.int().describe('The monitor.'),
    target_name: z.string().describe("The monitor's name as it is now."),
    group_id: z.int().meta({ description: 'The group in which the monitor is now.' }),
    type: z.enum(['up', 'down']).describe('What the monitor became.'),
    started_at: dateTime.meta({
      description:
        'Of `down`: start of the first failed attempt of the check that failed. Of `up`: start of the check that succeeded.',
    }),
    ended_at: dateTime.nullable().meta({ description: 'When the next event of the monitor started; null: it lasts.' }),
    duration_seconds: z.int().meta({ description: 'Until now while it lasts.' }),
    reason: reason.nullable().meta({ description: 'null for `up`.' }),
  })
  .meta({ id: 'Event', description: "A change of a monitor's status." });

export const eventsAnswer = z.object({
  date_range: dateRangeAnswer,
  events: z.array(eventAnswer).meta({ description: 'Those that started in the range, newest first.' }),
  next_cursor: z.string().nullable().meta({ description: '`cursor` of the next page; null on the last one.' }),
});
