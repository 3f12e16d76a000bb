/** Which buckets a range of response times is divided into (contract §2, RT). */
import type { ResolvedRange } from '../../http/dateRange.js';
import { bucketEdges, daysAfter, type BucketSize, type TimeRange } from '../../platform/time.js';
import type { Question } from './responseTimes.js';

/** As many as may be asked for; a size that was chosen from the range never fails. */
export const mostBuckets = 2000;

const hour = 3_600_000;

/** Whether a report reads single checks as far as they are kept: short ranges, and buckets that no rollup can tell. */
export function isExact({ from, to }: TimeRange, size: BucketSize, timeZone: string): boolean {
  return size === 'minute' || size === '5minutes' || to <= daysAfter(from, 2, timeZone);
}

/** The size for a range of which none was asked for. Days are local ones, so a month of 31 days has hours in any zone. */
export function chooseSize({ from, to }: TimeRange, timeZone: string): BucketSize {
  if (to.getTime() - from.getTime() <= 6 * hour) return 'minute';
  if (to <= daysAfter(from, 2, timeZone)) return '5minutes';
  return to <= daysAfter(from, 31, timeZone) ? 'hour' : 'day';
}

/** Whether a range has more than `mostBuckets` buckets of a size. */
export function tooMany(range: TimeRange, size: BucketSize, timeZone: string): boolean {
  let count = 0;
  for (const _edge of bucketEdges(range, size, timeZone)) {
    count += 1;
    if (count > mostBuckets) return true;
  }
  return false;
}

/** Where the buckets of a range begin, but for those that end a day or more before `earliest`, the first monitor's. */
function edgesSince(earliest: Date, range: TimeRange, size: BucketSize, timeZone: string): Date[] {
  // A day, since the clocks of the database and of who checks need not agree.
  const since = daysAfter(earliest, -1, timeZone);
  return [...bucketEdges({ from: range.from < since ? since : range.from, to: range.to }, size, timeZone)];
}

/**
 * What is asked about a range in buckets of a size, of monitors the first of which was made at `earliest`; undefined: there
 * are none.
 */
export function questionOf(
  { range, until }: ResolvedRange,
  { size, timeZone, earliest }: { size: BucketSize; timeZone: string; earliest: Date | undefined },
): Question {
  const counted = { from: range.from, to: until };
  const edges = earliest ? edgesSince(earliest, counted, size, timeZone) : [];
  return {
    range: { from: counted.from.getTime(), to: counted.to.getTime() },
    edges: edges.map((edge) => edge.getTime()),
    exact: isExact(range, size, timeZone),
  };
}

/** The place of the last edge that is not after `at`, of edges in order; -1 where there is none. */
export function lastNotAfter(edges: ArrayLike<number>, at: number): number {
  let [low, high] = [-1, edges.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? Infinity) <= at) low = middle;
    else high = middle;
  }
  return low;
}
