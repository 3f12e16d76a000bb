/**
 * The checks of a monitor and a day (UTC) in packed form: `check_rollups` of schema.prisma.
 *
 * - `hours`: for each hour with checks its place in the day, and its tally.
 * - `quarters`: the same for each quarter hour, each followed by its sketch. Every time zone in use is shifted by whole
 *   quarter hours, so local hours and days of all of them can be told from these.
 * - `sketch`: of the response times of the whole day.
 */
import { createWriter, readByte, readNumber, type Reader, type Writer } from './bytes.js';
import { addTo, emptySketch, mergeSketch, writeSketch, type Sketch } from './sketch.js';

export const hourMs = 3_600_000;
/** The grain: what rollups can be cut at. */
export const quarterMs = 900_000;
export const dayMs = 86_400_000;

/** Checks that looked, of some stretch of time. Response times in microseconds; of none, the last three are 0. */
export type Tally = { failed: number; up: number; sum: number; minimum: number; maximum: number };

/** A check that looked. */
export type Sample = {
  /** Seconds since the day began. */
  second: number;
  /** Microseconds; null where it failed. */
  responseTime: number | null;
};

export type DayRollup = { checks: number; failed: number; hours: Buffer; sketch: Buffer; quarters: Buffer };

const quarterSeconds = quarterMs / 1000;
const quartersPerHour = hourMs / quarterMs;

/**
 * The rollup of a day in which the checks of some hours are `samples`, and those of its other hours what `before` says.
 * @param hours those that are replaced; every sample is in one of them
 */
export function rollUp(before: Buffer | undefined, hours: ReadonlySet<number>, samples: readonly Sample[]): DayRollup {
  const quarters = new Map<number, Uint8Array>();
  if (before) {
    for (const { place, bytes } of packedQuarters(before)) {
      if (!hours.has(Math.floor(place / quartersPerHour))) quarters.set(place, bytes);
    }
  }
  for (const [place, ofQuarter] of byQuarter(samples)) quarters.set(place, packQuarter(ofQuarter));
  return packDay([...quarters].sort(([a], [b]) => a - b));
}

function byQuarter(samples: readonly Sample[]): Map<number, Sample[]> {
  const quarters = new Map<number, Sample[]>();
  for (const sample of samples) {
    const place = Math.floor(sample.second / quarterSeconds);
    const list = quarters.get(place);
    if (list) list.push(sample);
    else quarters.set(place, [sample]);
  }
  return quarters;
}

// One for all: packing awaits nothing.
const writer = createWriter();
const scratch = emptySketch();

function packQuarter(samples: readonly Sample[]): Uint8Array {
  const tally = emptyTally();
  scratch.fill(0);
  for (const { responseTime } of samples) {
    addSample(tally, responseTime);
    if (responseTime !== null) addTo(scratch, responseTime);
  }
  writeTally(writer, tally);
  writeSketch(writer, scratch);
  return writer.take();
}

function packDay(parts: readonly (readonly [place: number, bytes: Uint8Array])[]): DayRollup {
  const hours = new Map<number, Tally>();
  const day = emptyTally();
  scratch.fill(0);
  for (const [place, bytes] of parts) {
    const from = { bytes, at: 0 };
    const tally = readTally(from);
    mergeSketch(from, bytes.length, scratch);
    const hour = Math.floor(place / quartersPerHour);
    hours.set(hour, addTally(hours.get(hour) ?? emptyTally(), tally));
    addTally(day, tally);
  }
  writeSketch(writer, scratch);
  const sketch = writer.take();
  for (const [place, bytes] of parts) {
    writer.byte(place);
    writer.number(bytes.length);
    writer.bytes(bytes);
  }
  const quarters = writer.take();
  for (const [place, tally] of hours) {
    writer.byte(place);
    writeTally(writer, tally);
  }
  return { checks: day.up + day.failed, failed: day.failed, hours: writer.take(), sketch, quarters };
}

/** Calls `visit` with each hour's place in the day and its tally, which is the same object each time. */
export function eachHour(hours: Buffer, visit: (place: number, tally: Tally) => void): void {
  const from = { bytes: hours, at: 0 };
  const tally = emptyTally();
  while (from.at < hours.length) {
    const place = readByte(from);
    visit(place, readTally(from, tally));
  }
}

/**
 * Calls `visit` with each quarter hour's place in the day and its tally, which is the same object each time. Where it
 * returns a sketch, the quarter's is added to it.
 */
export function eachQuarter(quarters: Buffer, visit: (place: number, tally: Tally) => Sketch | undefined): void {
  const tally = emptyTally();
  for (const { place, bytes } of packedQuarters(quarters)) {
    const from = { bytes, at: 0 };
    const into = visit(place, readTally(from, tally));
    if (into) mergeSketch(from, bytes.length, into);
  }
}

function* packedQuarters(quarters: Buffer): Generator<{ place: number; bytes: Uint8Array }> {
  const from = { bytes: quarters, at: 0 };
  while (from.at < quarters.length) {
    const place = readByte(from);
    const end = readNumber(from) + from.at;
    yield { place, bytes: quarters.subarray(from.at, end) };
    from.at = end;
  }
}

export function emptyTally(): Tally {
  return { failed: 0, up: 0, sum: 0, minimum: 0, maximum: 0 };
}

/** Adds `more` to `to`, and returns that. */
export function addTally(to: Tally, more: Readonly<Tally>): Tally {
  if (more.up > 0) {
    to.minimum = to.up === 0 ? more.minimum : Math.min(to.minimum, more.minimum);
    to.maximum = Math.max(to.maximum, more.maximum);
  }
  to.failed += more.failed;
  to.up += more.up;
  to.sum += more.sum;
  return to;
}

/** Adds one check: its response time in microseconds, or null where it failed. */
export function addSample(to: Tally, responseTime: number | null): void {
  if (responseTime === null) {
    to.failed += 1;
    return;
  }
  to.minimum = to.up === 0 ? responseTime : Math.min(to.minimum, responseTime);
  to.maximum = Math.max(to.maximum, responseTime);
  to.up += 1;
  to.sum += responseTime;
}

// Sum and maximum as what they have beyond the least that they could be: fewer digits.
function writeTally(to: Writer, { failed, up, sum, minimum, maximum }: Tally): void {
  to.number(failed);
  to.number(up);
  if (up === 0) return;
  to.number(minimum);
  to.number(maximum - minimum);
  to.number(sum - up * minimum);
}

function readTally(from: Reader, into: Tally = emptyTally()): Tally {
  into.failed = readNumber(from);
  into.up = readNumber(from);
  into.minimum = into.up === 0 ? 0 : readNumber(from);
  into.maximum = into.up === 0 ? 0 : into.minimum + readNumber(from);
  into.sum = into.up === 0 ? 0 : into.up * into.minimum + readNumber(from);
  return into;
}
