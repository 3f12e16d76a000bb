/** Rows of reports as clients see them. */
import type { z } from 'zod';
import { formatDate } from '../../platform/time.js';
import type { bucketAnswer, responseTimeAnswer, uptimeAnswer } from './schema.js';
import type { BucketRow, ResponseTimesRow, UptimeRow } from './store.js';

/** Percent of the known time, with 4 decimals: 100 only without any downtime, null when nothing is known. */
export function uptimeOf(upSeconds: number, downSeconds: number): number | null {
  const [up, known] = [BigInt(upSeconds), BigInt(upSeconds + downSeconds)];
  if (known === 0n) return null;
  // In whole numbers: the product of a long range and a million is beyond what a double holds exactly.
  const rounded = Number((2n * up * 1_000_000n + known) / (2n * known)) / 10_000;
  return downSeconds > 0 ? Math.min(rounded, 99.9999) : rounded;
}

/** UP. */
export function presentUptime(row: UptimeRow): z.infer<typeof uptimeAnswer> {
  const { target_id, target_name, up_seconds, down_seconds, unknown_seconds, checks, failed_checks, outages } = row;
  const uptime = uptimeOf(up_seconds, down_seconds);
  return { target_id, target_name, uptime, up_seconds, down_seconds, unknown_seconds, checks, failed_checks, outages };
}

/** RT of each row; `at` of a bucket is the edge that it begins with. */
export function presentResponseTimes(
  { rows, edges, buckets }: { rows: ResponseTimesRow[]; edges: readonly Date[]; buckets: BucketRow[] },
  timeZone: string,
): z.infer<typeof responseTimeAnswer>[] {
  const at = edges.map((edge) => formatDate(edge, timeZone));
  const series = new Map<number, z.infer<typeof bucketAnswer>[]>(rows.map((row) => [row.target_id, []]));
  for (const { target_id, bucket, average, minimum, maximum, checks } of buckets) {
    series.get(target_id)?.push({
      at: at[bucket] ?? '',
      average: milliseconds(average),
      minimum: milliseconds(minimum),
      maximum: milliseconds(maximum),
      checks,
    });
  }
  return rows.map((row) => ({
    target_id: row.target_id,
    target_name: row.target_name,
    average: orNone(row.average),
    minimum: orNone(row.minimum),
    maximum: orNone(row.maximum),
    median: orNone(row.percentiles?.[0]),
    p95: orNone(row.percentiles?.[1]),
    p99: orNone(row.percentiles?.[2]),
    checks: row.checks,
    series: series.get(row.target_id) ?? [],
  }));
}

function milliseconds(microseconds: number): number {
  return microseconds / 1000;
}

function orNone(microseconds: number | null | undefined): number | null {
  return microseconds === null || microseconds === undefined ? null : milliseconds(microseconds);
}
