/** Rows of reports as clients see them. */
import type { z } from 'zod';
import type { responseTimeAnswer, uptimeAnswer } from './schema.js';
import type { TargetRow, UptimeRow } from './store.js';
import type { Summary } from './summary.js';

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

/**
 * RT.
 * @param at the edges that buckets begin with, as they are printed
 */
export function presentResponseTimes(
  { id, name }: TargetRow,
  summary: Summary,
  at: readonly string[],
): z.infer<typeof responseTimeAnswer> {
  const { checks, average, minimum, maximum, percentiles } = summary.figures();
  const series = [];
  for (const bucket of summary.buckets()) {
    series.push({
      at: at[bucket.bucket] ?? '',
      average: bucket.average / 1000,
      minimum: bucket.minimum / 1000,
      maximum: bucket.maximum / 1000,
      checks: bucket.checks,
    });
  }
  return {
    target_id: id,
    target_name: name,
    average: milliseconds(average),
    minimum: milliseconds(minimum),
    maximum: milliseconds(maximum),
    median: milliseconds(percentiles?.[0]),
    p95: milliseconds(percentiles?.[1]),
    p99: milliseconds(percentiles?.[2]),
    checks,
    series,
  };
}

function milliseconds(microseconds: number | null | undefined): number | null {
  return microseconds === null || microseconds === undefined ? null : microseconds / 1000;
}
