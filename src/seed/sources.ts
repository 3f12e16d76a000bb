/** How far the database's rollups are, and what of a past that is added to it must be there one by one (rollup_progress). */
import { dayMs, hourMs } from '../ledger/rollup.js';
import type { Query } from '../platform/database/database.js';

/** Instants (ms) up to which checks are read from rollups, and since which one by one. They may overlap. */
export type Sources = { rolledUntil: number; resultsSince: number };

type Wish = { resultsFrom: number; until: number };

/**
 * What the past of new monitors must have for their reports, so that those of others stay as they are: the two instants
 * count for all accounts. Single checks are there from `resultsFrom` on, or from earlier where the database has older ones.
 */
export async function planSources(query: Query, { resultsFrom, until }: Wish): Promise<Sources> {
  const { rolledUntil, resultsSince, oldest } = await progressOf(query);
  const rolled = Number.isFinite(rolledUntil)
    ? rolledUntil
    : // As the first roll-up would: what comes before the oldest check counts as rolled up. An hour to spare, for late ones.
      floor(oldest === null ? until : Math.min(oldest - hourMs, until), hourMs);
  const since = floor(Math.min(resultsFrom, oldest ?? Infinity, rolled), dayMs);
  return { rolledUntil: rolled, resultsSince: Math.max(since, resultsSince) };
}

/**
 * Says in the database what was planned. The service may have rolled up hours meanwhile, without checks that are not
 * committed yet: of the new monitors it is told to do so again.
 */
export async function announceSources(query: Query, planned: Sources, targetIds: readonly number[]): Promise<void> {
  // Whoever is half-way with an hour sees that the row was written, and begins with that hour anew.
  const [row] = await query<{ until: number }>(
    `UPDATE rollup_progress SET results_since = greatest(results_since, $1),
       rolled_until = CASE WHEN rolled_until = '-infinity' THEN $2 ELSE rolled_until END,
       closed_until = greatest(closed_until, $2)
     RETURNING date_part('epoch', rolled_until) * 1000 AS until`,
    [
      Number.isFinite(planned.resultsSince) ? new Date(planned.resultsSince) : '-infinity',
      new Date(planned.rolledUntil),
    ],
  );
  if (row === undefined || row.until <= planned.rolledUntil) return;
  await query(
    `INSERT INTO rollup_queue (target_id, hour)
     SELECT id, hour FROM unnest($1::int[]) AS id,
       generate_series($2::timestamptz, $3::timestamptz - interval '1 hour', interval '1 hour') AS hour
     ON CONFLICT DO NOTHING`,
    [targetIds, new Date(planned.rolledUntil), new Date(row.until)],
  );
}

async function progressOf(query: Query): Promise<Sources & { oldest: number | null }> {
  const [row] = await query<Sources & { oldest: number | null }>(
    `SELECT date_part('epoch', rolled_until) * 1000 AS "rolledUntil",
       date_part('epoch', results_since) * 1000 AS "resultsSince",
       (SELECT date_part('epoch', min(first.at)) * 1000 FROM targets t CROSS JOIN LATERAL (
         SELECT min(started_at) AS at FROM check_results WHERE target_id = t.id AND started_at >= results_since
       ) AS first) AS oldest
     FROM rollup_progress`,
  );
  return row ?? { rolledUntil: -Infinity, resultsSince: -Infinity, oldest: null };
}

function floor(at: number, unit: number): number {
  return Math.floor(at / unit) * unit;
}
