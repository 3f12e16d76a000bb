/** What checks must be beside the ledger: in the order of their slots, known to their targets, held by who is alive. */
import type { Database } from '../../src/platform/database/database.js';
import type { Request } from './watchedTarget.js';

/**
 * Compares what a target saw with the results of checks that make one attempt each: requests without a result, and
 * results without a request, as counts.
 */
export async function unmatched(
  database: Database,
  requests: readonly Request[],
): Promise<{ unrecorded: number; unseen: number }> {
  const [row] = await database.query<{ unrecorded: number; unseen: number }>(
    `WITH seen AS (SELECT * FROM unnest($1::int[], $2::timestamptz[]) AS s (target_id, at))
     SELECT
       (SELECT count(*) FROM seen s WHERE NOT EXISTS (
          SELECT FROM check_results r
          WHERE r.target_id = s.target_id AND r.started_at BETWEEN s.at - interval '1.5 s' AND s.at)) AS unrecorded,
       (SELECT count(*) FROM check_results r WHERE NOT EXISTS (
          SELECT FROM seen s
          WHERE r.target_id = s.target_id AND s.at BETWEEN r.started_at AND r.started_at + interval '1.5 s')) AS unseen`,
    [requests.map(({ id }) => id), requests.map(({ at }) => new Date(at))],
  );
  return row ?? { unrecorded: NaN, unseen: NaN };
}

export type Slots = {
  /** Slots that no check met. */
  missed: number;
  /** Slots that more than one check met. */
  doubled: number;
  met: number;
  /** Milliseconds from its slot to a check's start: the median, the 99th percentile and the most. */
  lateness: { median: number; p99: number; most: number };
};

/** How the slots of monitors in `[from, to)` (ms) were met, by the results that are written. */
export async function slotsMet(
  database: Database,
  { from, to, targetIds }: { from: number; to: number; targetIds: readonly number[] },
): Promise<Slots> {
  const [row] = await database.query<Omit<Slots, 'lateness'> & Slots['lateness']>(
    `WITH slots AS (
       SELECT t.id, slot
       FROM targets t, generate_series(next_slot(t.id, t.seconds_between_checks, $2), $3::timestamptz - interval '1 ms',
                                       make_interval(secs => t.seconds_between_checks)) AS slot
       WHERE t.id = ANY($1::int[])
     ), met AS (
       SELECT t.id, next_slot(t.id, t.seconds_between_checks,
                              r.started_at - make_interval(secs => t.seconds_between_checks)) AS slot, r.started_at
       FROM check_results r JOIN targets t ON t.id = r.target_id
     ), both_ AS (
       SELECT id, slot, count(m.started_at) AS checks, min(m.started_at) - slot AS late
       FROM slots LEFT JOIN met m USING (id, slot) GROUP BY id, slot
     )
     SELECT count(*) FILTER (WHERE checks = 0) AS missed, count(*) FILTER (WHERE checks > 1) AS doubled,
       count(*) FILTER (WHERE checks > 0) AS met,
       extract(epoch FROM percentile_disc(0.5) WITHIN GROUP (ORDER BY late))::float8 * 1000 AS median,
       extract(epoch FROM percentile_disc(0.99) WITHIN GROUP (ORDER BY late))::float8 * 1000 AS p99,
       extract(epoch FROM max(late))::float8 * 1000 AS most
     FROM both_`,
    [targetIds, new Date(from), new Date(to)],
  );
  if (!row) throw new Error('no answer');
  const { missed, doubled, met, median, p99, most } = row;
  return { missed, doubled, met, lateness: { median, p99, most } };
}

/** Monitors whose check is claimed by no process that is alive. */
export async function orphanedClaims(database: Database): Promise<number[]> {
  const rows = await database.query<{ target_id: number }>(
    `SELECT target_id FROM standings WHERE claimed_by IS NOT NULL AND claimed_by NOT IN (
       SELECT id FROM checkers WHERE seen_at > clock_timestamp() - interval '5 s')`,
  );
  return rows.map(({ target_id }) => target_id);
}
