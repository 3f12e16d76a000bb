/** The params `date_range[from]` and `date_range[to]`, and the range that they mean to somebody (contract §2, R). */
import { z } from 'zod';
import { optional, refuse } from '../platform/fields.js';
import {
  endOf,
  firstInstant,
  formatDate,
  parseMoment,
  startOfDay,
  type Moment,
  type TimeRange,
} from '../platform/time.js';
import { dateTime } from './answers.js';
import type { ParamProblem } from './problem.js';

const moment = z
  .unknown()
  .transform((value, context): Moment => {
    const read = typeof value === 'string' ? parseMoment(value) : undefined;
    if (read) return read;
    refuse(context, { code: 'invalid', message: 'date' });
    return z.NEVER;
  })
  .meta({ type: 'string', examples: ['2013-01-31', '2013-01-31T00:00:00+02:00'] });

/** What was asked for, before it is known by whom and when. */
export const dateRangeParams = z.strictObject({
  from: optional(moment).meta({
    description:
      "ISO 8601 date or date-time; one without an offset is in the user's time zone. A date is its first instant. " +
      'Without it: midnight of the day in which the range ends.',
  }),
  to: optional(moment).meta({
    description:
      "ISO 8601 date or date-time; one without an offset is in the user's time zone. A date includes that whole day. " +
      'Without it, and at most: now.',
  }),
});

export type DateRangeParams = { from?: Moment | undefined; to?: Moment | undefined };

/** R. */
export const dateRangeAnswer = z
  .object({ from: dateTime, to: dateTime })
  .meta({ id: 'DateRange', description: 'The half-open range [from, to) that was used.' });

/** Cuts fractions of a second off. */
export function wholeSecond(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000);
}

/** A range of whole seconds, as it is printed, and the instant until which facts belong to it. */
export type ResolvedRange = {
  range: TimeRange;
  /** The range's end or, where that is now, now to the millisecond: what has just happened is not kept for later. */
  until: Date;
};

/**
 * The range that `params` mean at `now` to somebody in `timeZone`, never reaching beyond now. One that would begin after
 * its end, or in the future, is a problem.
 */
export function resolveRange(
  params: DateRangeParams,
  { now, timeZone }: { now: Date; timeZone: string },
): ResolvedRange | { problem: ParamProblem } {
  const latest = wholeSecond(now);
  const from = params.from && wholeSecond(firstInstant(params.from, timeZone));
  const end = params.to && wholeSecond(endOf(params.to, timeZone));
  const isPast = end !== undefined && end <= latest;
  const range = { from: from ?? dayOf(params.to, latest, timeZone), to: isPast ? end : latest };
  if (range.from <= range.to && !areReversed(params, timeZone)) return { range, until: isPast ? end : now };
  return { problem: { param: 'date_range[from]', code: 'out_of_range', message: 'range_order' } };
}

/** R, in somebody's time zone. */
export function presentRange({ from, to }: TimeRange, timeZone: string): z.infer<typeof dateRangeAnswer> {
  return { from: formatDate(from, timeZone), to: formatDate(to, timeZone) };
}

/** The end of a date is the beginning of the next one: that these two meet is no reason to take them for a range. */
function areReversed({ from, to }: DateRangeParams, timeZone: string): boolean {
  return from?.kind === 'date' && to?.kind === 'date' && firstInstant(from, timeZone) > firstInstant(to, timeZone);
}

/** The first instant of the day that `to` falls in; of today where that is later or `to` was not given. */
function dayOf(to: Moment | undefined, latest: Date, timeZone: string): Date {
  const at = to && firstInstant(to, timeZone);
  return wholeSecond(startOfDay(at && at < latest ? at : latest, timeZone));
}
