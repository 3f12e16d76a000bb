/** What checks must be beside the ledger: in the order of their slots, known to their targets, held by who is alive. */
import type { Database } from '../../src/platform/database/database.js';
import type { Request } from './watchedTarget.js';

/** Milliseconds after its start by which a check's request has come. */
const patience = 1500;

/**
 * Pairs what a target saw with the results of checks that make one attempt each, one to one: requests without a result,
 * and results without a request, as counts.
 */
export async function unmatched(
  database: Database,
  requests: readonly Request[],
): Promise<{ unrecorded: number; unseen: number }> {
  const results = await database.query<{ id: number; at: Date }>(
    'SELECT target_id AS id, started_at AS at FROM check_results',
  );
  const seen = timesOf(requests);
  const recorded = timesOf(results.map(({ id, at }) => ({ id, at: at.getTime() })));
  const found = { unrecorded: 0, unseen: 0 };
  for (const id of new Set([...seen.keys(), ...recorded.keys()])) {
    const { unrecorded, unseen } = leftOver(seen.get(id) ?? [], recorded.get(id) ?? []);
    found.unrecorded += unrecorded;
    found.unseen += unseen;
  }
  return found;
}

/** Of times in their order: the earliest request and the earliest start that may belong together do. */
function leftOver(requests: readonly number[], starts: readonly number[]): { unrecorded: number; unseen: number } {
  const left = [...starts];
  let pairs = 0;
  for (const at of requests) {
    while ((left[0] ?? Infinity) < at - patience) left.shift();
    if ((left[0] ?? Infinity) > at) continue;
    left.shift();
    pairs += 1;
  }
  return { unrecorded: requests.length - pairs, unseen: starts.length - pairs };
}

/** The shortest time between two requests of one monitor, in milliseconds. */
export function spacings(requests: readonly { id: number; at: number }[]): number {
  let shortest = Infinity;
  for (const times of timesOf(requests).values()) {
    for (const [index, at] of times.entries()) shortest = Math.min(shortest, at - (times[index - 1] ?? -Infinity));
  }
  return shortest;
}

/** The times of each id, in their order. */
function timesOf(all: readonly { id: number; at: number }[]): Map<number, number[]> {
  const times = new Map<number, number[]>();
  for (const { id, at } of all) {
    const those = times.get(id);
    if (those) those.push(at);
    else times.set(id, [at]);
  }
  for (const those of times.values()) those.sort((one, other) => one - other);
  return times;
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
