/** The days of `check_results`: made before they are needed, dropped when they are too old. The end of rollups, too. */
import type { Database, Query } from '../platform/database/database.js';
import { partitionLock } from './locks.js';

const dayMs = 86_400_000;
/** Months that rollups are kept (contract §5). */
const rollupMonths = 25;
/** Monitors whose rollups one statement removes. */
const stepSize = 1000;

// Every reader and writer waits behind these statements while they wait for a report: not for long.
const lockTimeout = `SET LOCAL lock_timeout = '5s'`;

export type Partitions = {
  /** Makes the partitions that results of these instants (ms) go to, where they are not known to be there. */
  ensure(instants: readonly number[]): Promise<void>;
  /**
   * Drops the partitions whose last instant is older than `days` days before `now` (ms), the oldest first, up to one that
   * is not rolled up yet: a later round drops the others. Resolves to the names of those that are gone.
   */
  drop(now: number, days: number): Promise<string[]>;
};

/** `check_results` has a partition for each day in UTC: `check_results_20260131`. */
export function partitions(database: Database): Partitions {
  const known = new Set<string>();

  async function make(day: number): Promise<void> {
    const name = nameOf(day);
    if (known.has(name)) return;
    // The lock keeps two processes from making the same one at once, which IF NOT EXISTS does not.
    await database.transaction(async (query) => {
      await query(lockTimeout);
      await query('SELECT pg_advisory_xact_lock($1)', [partitionLock]);
      await query(
        `CREATE TABLE IF NOT EXISTS ${name} PARTITION OF check_results
         FOR VALUES FROM ('${new Date(day).toISOString()}') TO ('${new Date(day + dayMs).toISOString()}')`,
      );
    });
    known.add(name);
  }

  return {
    async ensure(instants) {
      const days = new Set(instants.map((at) => Math.floor(at / dayMs) * dayMs));
      for (const day of days) await make(day);
    },
    async drop(now, days) {
      const oldest = nameOf(Math.floor((now - days * dayMs) / dayMs) * dayMs);
      // Other processes drop them too.
      for (const name of known) if (name < oldest) known.delete(name);
      const rows = await database.query<Partition>(olderSql, [oldest]);
      const dropped: string[] = [];
      for (const partition of rows) {
        // In order: what is read begins where the last one that was dropped ends.
        if (!(await isDroppable(database.query, partition))) break;
        if (!(await database.transaction((query) => dropOne(query, partition)))) break;
        dropped.push(partition.name);
      }
      return dropped;
    },
  };
}

function nameOf(day: number): string {
  return `check_results_${new Date(day).toISOString().slice(0, 10).replaceAll('-', '')}`;
}

type Partition = { name: string; first: Date; next: Date };

const olderSql = `
  SELECT name, day::timestamptz AS first, (day + 1)::timestamptz AS next
  FROM (
    SELECT c.relname AS name, to_date(right(c.relname, 8), 'YYYYMMDD') AS day
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'check_results'::regclass AND c.relname ~ '^check_results_[0-9]{8}$' AND c.relname < $1
  ) AS older
  ORDER BY day`;

// What lies before `results_since` is read by nobody: a clock that was wrong brought it.
const droppable = `(
  results_since >= $2 OR rolled_until >= $2 AND NOT EXISTS (SELECT FROM rollup_queue WHERE hour >= $1 AND hour < $2)
)`;

async function isDroppable(query: Query, { first, next }: Partition): Promise<boolean> {
  return (await query(`SELECT 1 FROM rollup_progress WHERE ${droppable}`, [first, next])).length > 0;
}

/**
 * Drops a partition and says so in `rollup_progress`, in one transaction, so that whoever reads knows what is there.
 * Resolves to whether it did.
 */
async function dropOne(query: Query, { name, first, next }: Partition): Promise<boolean> {
  // A report that reads it goes first; what can not be had now is dropped with the next round.
  await query(lockTimeout);
  // Late results come with an entry in the queue. With the lock no more can come, so that it is looked for again.
  await query('LOCK TABLE ONLY check_results IN ACCESS EXCLUSIVE MODE');
  const moved = await query(
    `UPDATE rollup_progress SET results_since = greatest(results_since, $2) WHERE ${droppable} RETURNING id`,
    [first, next],
  );
  if (moved.length === 0) return false;
  await query(`DROP TABLE IF EXISTS ${name}`);
  return true;
}

/**
 * Removes rollups of days that are older than 25 months before the day (UTC) of `now` (ms). Resolves to how many. Those of
 * days whose single checks are kept stay: reports read them instead.
 */
export async function dropRollups(database: Database, now: number): Promise<number> {
  const today = new Date(now).toISOString().slice(0, 10);
  let removed = 0;
  for (let ids = await targetsAfter(database, 0); ids.length > 0; ids = await targetsAfter(database, ids.at(-1) ?? 0)) {
    // By monitor, as the primary key has them: an index over the days alone would cost each roll-up.
    const [gone] = await database.query<{ rows: number }>(
      `WITH gone AS (
         DELETE FROM check_rollups
         WHERE target_id = ANY($1::int[]) AND day < (
           SELECT least(($2::date - make_interval(months => $3))::date, results_since::date) FROM rollup_progress
         ) RETURNING 1
       ) SELECT count(*)::int AS rows FROM gone`,
      [ids, today, rollupMonths],
    );
    removed += gone?.rows ?? 0;
  }
  return removed;
}

async function targetsAfter(database: Database, last: number): Promise<number[]> {
  const rows = await database.query<{ id: number }>('SELECT id FROM targets WHERE id > $1 ORDER BY id LIMIT $2', [
    last,
    stepSize,
  ]);
  return rows.map(({ id }) => id);
}
