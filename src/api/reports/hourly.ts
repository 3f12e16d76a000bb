/** Average response times by the hour, of many monitors at once: what sparklines are drawn from. */
import { hourMs } from '../../ledger/rollup.js';
import type { Query } from '../../platform/database/database.js';
import type { TimeRange } from '../../platform/time.js';
import { readResponseTimes } from './responseTimes.js';

/**
 * Reads for each monitor the average response time (ms, with 3 decimals) of each hour of UTC from the one that the range
 * begins in, which is told as a whole, to the one that it ends in, told up to there. Null: no check succeeded. Hours of UTC
 * are what rollups have at hand. `query` has to read as of one moment.
 */
export async function readHourlyAverages(
  query: Query,
  targetIds: readonly number[],
  { from, to }: TimeRange,
): Promise<Map<number, (number | null)[]>> {
  const range = { from: Math.floor(from.getTime() / hourMs) * hourMs, to: to.getTime() };
  const edges: number[] = [];
  for (let edge = range.from; edge < range.to; edge += hourMs) edges.push(edge);
  const addUp = await readResponseTimes(query, targetIds, { range, edges, exact: false, percentiles: 'none' });
  return new Map(
    targetIds.map((id) => {
      const averages = edges.map((): number | null => null);
      for (const { bucket, average } of addUp(id).buckets()) averages[bucket] = average / 1000;
      return [id, averages];
    }),
  );
}
