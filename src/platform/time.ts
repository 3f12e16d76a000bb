/**
 * Instants as people in a time zone write and count them (contract §1, Dates; §6, Ranges). Zones are IANA names;
 * what they say at an instant follows the runtime's zone data.
 */
import { Temporal } from 'temporal-polyfill';

/** A half-open stretch of time, `[from, to)`. */
export type TimeRange = { from: Date; to: Date };

/** A date or time of day as it was written, which only a time zone turns into an instant. */
export type Moment =
  | { kind: 'date'; date: Temporal.PlainDate }
  | { kind: 'local'; dateTime: Temporal.PlainDateTime }
  | { kind: 'instant'; at: Date };

/** Between two changes of a zone's offset. All in milliseconds; the offset is of whole minutes, as it is printed. */
type Stretch = { from: number; until: number; offset: number; suffix: string };

const minute = 60_000;
// Rows of one answer lie in a few stretches of one zone; finding them costs a thousand times what looking them up does.
const stretches = new Map<string, Stretch[]>();
const stretchesKept = 8;

/** `at` in ISO 8601 with the zone's numeric offset; fractions of a second are cut off. For years 1 to 9999. */
export function formatDate(at: Date, timeZone: string): string {
  const { offset, suffix } = stretchAt(at.getTime(), timeZone);
  return new Date(at.getTime() + offset).toISOString().slice(0, 19) + suffix;
}

/** The zone's offset at an instant: `+02:00`; in whole minutes, as `formatDate` prints it. */
export function utcOffset(at: Date, timeZone: string): string {
  return stretchAt(at.getTime(), timeZone).suffix;
}

// The last blank is a `+` that was not encoded in a query.
const momentForm =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:(Z)|([+\- ])([01]\d|2[0-3]):?([0-5]\d))?)?$/;

/** Reads exactly the forms of contract §6 (Ranges), fractions of a second cut off; undefined for anything else. */
export function parseMoment(text: string): Moment | undefined {
  const match = momentForm.exec(text);
  if (!match || match[1] === '0000') return undefined;
  const [, year, month, day, hour, minutes, second, zulu, sign, offsetHours, offsetMinutes] = match;
  const dateTime = plainDateTime([year, month, day, hour, minutes, second]);
  if (!dateTime) return undefined;
  if (hour === undefined) return { kind: 'date', date: dateTime.toPlainDate() };
  if (zulu === undefined && sign === undefined) return { kind: 'local', dateTime };
  const offset = (Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0)) * (sign === '-' ? -minute : minute);
  return { kind: 'instant', at: new Date(dateTime.toZonedDateTime('UTC').epochMilliseconds - offset) };
}

/** The instant that a moment names in a zone; of a date, its first one. Skipped and repeated times: `compatible`. */
export function firstInstant(moment: Moment, timeZone: string): Date {
  if (moment.kind === 'instant') return moment.at;
  const local = moment.kind === 'date' ? moment.date : moment.dateTime;
  return new Date(local.toZonedDateTime(timeZone).epochMilliseconds);
}

/** Where a range up to a moment ends: at its instant or, where it is a date, after the whole of it. */
export function endOf(moment: Moment, timeZone: string): Date {
  return moment.kind === 'date' ? startOf(moment.date.add({ days: 1 }), timeZone) : firstInstant(moment, timeZone);
}

/** The first instant of the local day that `at` falls in; not always midnight, where daylight saving skips it. */
export function startOfDay(at: Date, timeZone: string): Date {
  return new Date(zoned(at.getTime(), timeZone).startOfDay().epochMilliseconds);
}

/** The same time of day, so many local days later. */
export function daysAfter(at: Date, days: number, timeZone: string): Date {
  return new Date(zoned(at.getTime(), timeZone).add({ days }).epochMilliseconds);
}

/** Sizes of buckets that a range can be divided into. */
export const bucketSizes = ['minute', '5minutes', 'hour', 'day'] as const;

export type BucketSize = (typeof bucketSizes)[number];

/**
 * Where the buckets of a range begin, aligned to local time: the first edge is not after `from`, the last before `to`.
 * A change of the zone's offset begins a bucket too, so a repeated hour has two; days have the hours that they have.
 */
export function* bucketEdges({ from, to }: TimeRange, size: BucketSize, timeZone: string): Generator<Date, void> {
  if (from >= to) return;
  if (size === 'day') yield* dayEdges(from, to, timeZone);
  else yield* clockEdges(from.getTime(), to.getTime(), stepOf[size], timeZone);
}

const stepOf = { minute, '5minutes': 5 * minute, hour: 60 * minute };

function* dayEdges(from: Date, to: Date, timeZone: string) {
  let last = Number.NEGATIVE_INFINITY;
  for (let date = zoned(from.getTime(), timeZone).toPlainDate(); ; date = date.add({ days: 1 })) {
    const edge = startOf(date, timeZone);
    if (edge >= to) return;
    // A date that the zone left out begins where the next one does.
    if (edge.getTime() > last) yield edge;
    last = edge.getTime();
  }
}

function* clockEdges(from: number, to: number, step: number, timeZone: string) {
  let stretch = stretchAt(from, timeZone);
  const floor = (at: number) => Math.floor((at + stretch.offset) / step) * step - stretch.offset;
  let edge = Math.max(floor(from), stretch.from);
  while (edge < to) {
    yield new Date(edge);
    edge = Math.min(floor(edge) + step, stretch.until);
    if (edge === stretch.until) stretch = stretchAt(edge, timeZone);
  }
}

function startOf(date: Temporal.PlainDate, timeZone: string): Date {
  return new Date(date.toZonedDateTime(timeZone).epochMilliseconds);
}

function zoned(milliseconds: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(timeZone);
}

function plainDateTime(digits: readonly (string | undefined)[]): Temporal.PlainDateTime | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minutes = 0, second = 0] = digits.map((part) => Number(part ?? 0));
  try {
    return new Temporal.PlainDateTime(year, month, day, hour, minutes, second);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function stretchAt(milliseconds: number, timeZone: string): Stretch {
  const known = stretches.get(timeZone) ?? [];
  const found = known.find(({ from, until }) => from <= milliseconds && milliseconds < until);
  if (found) return found;
  const stretch = findStretch(milliseconds, timeZone);
  stretches.set(timeZone, [stretch, ...known.slice(0, stretchesKept - 1)]);
  return stretch;
}

function findStretch(milliseconds: number, timeZone: string): Stretch {
  // Offsets change at whole seconds, and "previous" means strictly before: a look from just inside the second.
  const inside = zoned(Math.floor(milliseconds / 1000) * 1000 + 1, timeZone);
  const minutes = Math.round(inside.offsetNanoseconds / 60e9);
  return {
    from: inside.getTimeZoneTransition('previous')?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: inside.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: minutes * minute,
    suffix: `${minutes < 0 ? '-' : '+'}${twoDigits(Math.abs(minutes) / 60)}:${twoDigits(Math.abs(minutes) % 60)}`,
  };
}

function twoDigits(number: number): string {
  return String(Math.floor(number)).padStart(2, '0');
}
