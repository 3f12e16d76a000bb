/**
 * A mergeable sketch of response times: how many fell into each of 942 fixed buckets, no wider than that a bucket's value
 * is within 1 % of all that fall into it. Adding two sketches gives the sketch of both, so percentiles over any range
 * are as good as over an hour (the idea of DDSketch, Masson, Rim and Lee, VLDB 2019, with buckets of whole numbers).
 */
import { readByte, readNumber, type Reader, type Writer } from './bytes.js';

/** The longest response time that has a bucket: microseconds, as much as an int4 holds. */
const longest = 2 ** 31 - 1;

/** The first microsecond of each bucket, and the value that stands for it. */
const { firsts, values } = divide();

// Whole numbers only: the division is part of the stored form, and must be the same on every machine and for ever.
function divide() {
  const firsts: number[] = [];
  const values: number[] = [];
  for (let first = 0; first <= longest;) {
    const value = first + Math.floor(first / 100);
    firsts.push(first);
    values.push(value);
    first = Math.floor((value * 100) / 99) + 1;
  }
  return { firsts: Float64Array.from(firsts), values: Float64Array.from(values) };
}

export const bucketCount = firsts.length;

/** How many response times fell into each bucket. */
export type Sketch = Float64Array;

export function emptySketch(): Sketch {
  return new Float64Array(bucketCount);
}

// Past the narrow buckets at the beginning they grow evenly: a guess by the logarithm is off by a few.
const narrow = 100;
const narrowBuckets = bucketNear(narrow, 0);
const growth = (bucketCount - 1 - narrowBuckets) / Math.log((firsts.at(-1) ?? longest) / narrow);

/** The bucket of a response time in microseconds. */
export function bucketOf(microseconds: number): number {
  if (microseconds < narrow) return bucketNear(microseconds, microseconds);
  return bucketNear(microseconds, narrowBuckets + Math.floor(Math.log(microseconds / narrow) * growth));
}

function bucketNear(microseconds: number, guess: number): number {
  let bucket = Math.min(guess, firsts.length - 1);
  while (bucket > 0 && (firsts[bucket] ?? 0) > microseconds) bucket -= 1;
  while ((firsts[bucket + 1] ?? Infinity) <= microseconds) bucket += 1;
  return bucket;
}

export function addTo(sketch: Sketch, microseconds: number): void {
  const bucket = bucketOf(microseconds);
  sketch[bucket] = (sketch[bucket] ?? 0) + 1;
}

/**
 * The response time at nearest rank, within 1 %: of `count` times the one below which a `share` of them lies.
 * @param share above 0, at most 1
 */
export function percentile(sketch: Sketch, count: number, share: number): number {
  const rank = rankOf(share, count);
  let passed = 0;
  for (let bucket = 0; bucket < sketch.length; bucket += 1) {
    passed += sketch[bucket] ?? 0;
    if (passed >= rank) return values[bucket] ?? longest;
  }
  throw new RangeError(`a sketch of ${passed} times was asked for the ${rank}th`);
}

/** Which of `count` sorted values is at a share of them by nearest rank, counted from 1. */
export function rankOf(share: number, count: number): number {
  return Math.max(1, Math.ceil(share * count));
}

// Buckets that are used lie close together and hold few: most take one byte for the way from the last one and the count.
const nibble = 15;

export function writeSketch(to: Writer, sketch: Sketch): void {
  let last = -1;
  for (let bucket = 0; bucket < sketch.length; bucket += 1) {
    const count = sketch[bucket] ?? 0;
    if (count === 0) continue;
    writeBucket(to, bucket - last, count);
    last = bucket;
  }
}

function writeBucket(to: Writer, step: number, count: number): void {
  if (step <= nibble && count <= nibble) {
    to.byte((step << 4) | count);
    return;
  }
  to.byte(0);
  to.number(step);
  to.number(count);
}

/** Adds what `writeSketch` wrote, up to `end`, to a sketch. */
export function mergeSketch(from: Reader, end: number, into: Sketch): void {
  let bucket = -1;
  while (from.at < end) {
    const both = readByte(from);
    bucket += both === 0 ? readNumber(from) : both >> 4;
    into[bucket] = (into[bucket] ?? 0) + (both === 0 ? readNumber(from) : both & nibble);
  }
}
