/** Reports as tables, for CSV. */
import type { z } from 'zod';
import type { Cell } from '../../http/format.js';
import { presentUptime } from './present.js';
import type { responseTimeAnswer } from './schema.js';
import type { UptimeRow } from './store.js';

export const uptimeColumns = [
  ...['target_id', 'target_name', 'uptime', 'up_seconds', 'down_seconds', 'unknown_seconds'],
  ...['checks', 'failed_checks', 'outages'],
];

/** A row for each monitor. */
export function* uptimeCells(rows: readonly UptimeRow[]): Generator<Cell[]> {
  for (const row of rows) {
    const { target_id, target_name, uptime, ...rest } = presentUptime(row);
    const { up_seconds, down_seconds, unknown_seconds, checks, failed_checks, outages } = rest;
    yield [
      ...[target_id, target_name, uptime, up_seconds, down_seconds, unknown_seconds],
      ...[checks, failed_checks, outages],
    ];
  }
}

export const responseTimeColumns = [
  ...['target_id', 'target_name', 'at', 'average', 'minimum', 'maximum', 'median', 'p95', 'p99', 'checks'],
];

/** A row for each monitor over the whole range, without `at`, followed by a row for each bucket of its series. */
export async function* responseTimeCells(
  rows: AsyncIterable<z.infer<typeof responseTimeAnswer>>,
): AsyncGenerator<Cell[]> {
  for await (const row of rows) {
    const { target_id: id, target_name: name, average, minimum, maximum, median, p95, p99, checks } = row;
    yield [id, name, null, average, minimum, maximum, median, p95, p99, checks];
    for (const part of row.series) {
      yield [id, name, part.at, part.average, part.minimum, part.maximum, null, null, null, part.checks];
    }
  }
}
