/** What must hold of every ledger, whatever happened to processes, connections and clocks: laws in SQL, and who broke them. */
import type { Database, Query } from '../../src/platform/database/database.js';

/** A fault, and a query for those who have it: rows of `target_id` and `at`. */
type Law = readonly [fault: string, sql: string];

const neighbours = `
  SELECT target_id, type, started_at, ended_at, lead(type) OVER w AS next_type, lead(started_at) OVER w AS next_start
  FROM events WINDOW w AS (PARTITION BY target_id ORDER BY started_at, id)`;

/** Of events and standings alone: however the clock was set meanwhile. */
const laws: readonly Law[] = [
  [
    'an event is followed by another of its type',
    `SELECT target_id, started_at AS at FROM (${neighbours}) AS e WHERE next_type = type`,
  ],
  [
    'an event does not end where the next one starts',
    `SELECT target_id, started_at AS at FROM (${neighbours}) AS e
     WHERE next_start IS NOT NULL AND ended_at IS DISTINCT FROM next_start`,
  ],
  [
    'the last event has ended',
    `SELECT target_id, started_at AS at FROM (${neighbours}) AS e WHERE next_start IS NULL AND ended_at IS NOT NULL`,
  ],
  ['an event ends before it starts', 'SELECT target_id, started_at AS at FROM events WHERE ended_at < started_at'],
  [
    'a status is not that of the open event',
    `SELECT s.target_id, s.status_since AS at
     FROM standings s LEFT JOIN events e ON e.target_id = s.target_id AND e.ended_at IS NULL
     WHERE CASE WHEN s.status = 'pending' THEN e.id IS NOT NULL
                ELSE (e.type::text, e.started_at) IS DISTINCT FROM (s.status::text, s.status_since) END`,
  ],
  ['a gap ends before it starts', 'SELECT target_id, started_at AS at FROM gaps WHERE ended_at <= started_at'],
  [
    'a gap starts within the one before it',
    `SELECT target_id, started_at AS at FROM (
       SELECT target_id, started_at, max(ended_at) OVER (
         PARTITION BY target_id ORDER BY started_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
       FROM gaps) AS g
     WHERE started_at < before`,
  ],
];

/** Checks that looked, of monitors that are still there, and the one before each. */
const looks = `
  SELECT r.target_id, r.started_at, r.outcome::text AS outcome, lag(r.outcome::text) OVER w AS outcome_before,
    lag(r.started_at) OVER w AS before
  FROM check_results r JOIN targets t ON t.id = r.target_id
  WHERE r.outcome <> 'unchecked' WINDOW w AS (PARTITION BY r.target_id ORDER BY r.started_at)`;

/** The gaps that checks leave of monitors that nobody edited (contract §6). */
const gapsLeft = `
  SELECT l.target_id, l.before + make_interval(secs => t.seconds_between_checks) AS started_at, l.started_at AS ended_at
  FROM (${looks}) AS l JOIN targets t ON t.id = l.target_id
  WHERE t.updated_at = t.created_at
    AND l.started_at > l.before + make_interval(secs => t.seconds_between_checks)
                       + worst_case(t.timeout, t.retries_per_check) + interval '5 s'`;

const gapsWritten = `
  SELECT g.target_id, g.started_at, g.ended_at FROM gaps g JOIN targets t ON t.id = g.target_id
  WHERE t.updated_at = t.created_at`;

/** Of checks in their order: where no result was dropped, and the clock was never set back. */
const lawsOfOrder: readonly Law[] = [
  [
    'a change that checks saw is no event',
    `SELECT target_id, started_at AS at FROM (${looks}) AS l
     WHERE outcome IS DISTINCT FROM outcome_before AND NOT EXISTS (
       SELECT FROM events e
       WHERE e.target_id = l.target_id AND e.started_at = l.started_at AND e.type::text = l.outcome)`,
  ],
  [
    'an event is no change that checks saw',
    `SELECT e.target_id, e.started_at AS at FROM events e JOIN targets t ON t.id = e.target_id
     WHERE NOT EXISTS (
       SELECT FROM (${looks}) AS l
       WHERE l.target_id = e.target_id AND l.started_at = e.started_at AND l.outcome = e.type::text
         AND l.outcome IS DISTINCT FROM l.outcome_before)`,
  ],
  [
    'a check started before the one before it had ended',
    // Retries come a second after the attempt before them; timers may be a little early.
    `SELECT target_id, started_at AS at FROM (
       SELECT target_id, started_at, lag(started_at + make_interval(
         secs => (attempts - 1) * 0.99 + coalesce(response_time_us, 0) / 1e6 - 0.01)) OVER w AS free
       FROM check_results WINDOW w AS (PARTITION BY target_id ORDER BY started_at)) AS r
     WHERE started_at < free`,
  ],
  ['time without checks is no gap', `SELECT target_id, started_at AS at FROM (${gapsLeft} EXCEPT ${gapsWritten}) AS g`],
  ['a gap is not what checks left', `SELECT target_id, started_at AS at FROM (${gapsWritten} EXCEPT ${gapsLeft}) AS g`],
  [
    'the last check is not what the monitor says',
    `SELECT s.target_id, s.last_checked_at AS at
     FROM standings s LEFT JOIN (SELECT target_id, max(started_at) AS last FROM (${looks}) AS l GROUP BY 1) AS l
       ON l.target_id = s.target_id
     WHERE s.last_checked_at IS DISTINCT FROM l.last`,
  ],
];

/**
 * What is wrong with a database's ledger, at one moment: a sentence for each kind of fault. A service may run meanwhile.
 * @param options.ordered false where the clock was set back, or results were dropped: what follows from checks in their
 *   order is then left out
 */
export function ledgerFaults(database: Database, { ordered = true } = {}): Promise<string[]> {
  return database.transaction(async (query) => {
    await query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const found: string[] = [];
    for (const law of ordered ? [...laws, ...lawsOfOrder] : laws) found.push(...(await broken(query, law)));
    return found;
  });
}

async function broken(query: Query, [fault, sql]: Law): Promise<string[]> {
  const rows = await query<{ target_id: number; at: Date | null }>(sql);
  const [first] = rows;
  if (!first) return [];
  return [
    `${rows.length} times ${fault}: first of monitor ${first.target_id} at ${first.at?.toISOString() ?? 'no time'}`,
  ];
}
