/**
 * Removes what deleted monitors have left, in the background. Deleting a monitor puts it into `purges` (a trigger does, so
 * that nothing can be forgotten); its entry goes when nothing else of it is left.
 *
 * Nothing is written for a monitor once its entry can be seen:
 * - Results, gaps, events and late hours are written by transactions that have updated the monitor's row in `standings`
 *   (recordSql of store.ts), and the monitor's deletion deletes that row. A recorder that came first holds it: the deletion,
 *   and with it the entry, waits for what it writes. One that comes later finds no row and writes nothing.
 * - Rollups and their queue are written under `rollupLock`, by steps that read `targets` or the queue after they got it.
 *   The last step takes the same lock: what was begun before the deletion has ended then, and is removed with the entry.
 */
import type { Database, Query } from '../platform/database/database.js';
import type { Logger } from '../platform/logger.js';
import { wait } from '../platform/wait.js';
import { purgeLock, rollupLock } from './locks.js';

export type Purger = {
  /**
   * Removes the history of all monitors that are deleted by now, in steps that take a short transaction each, and as long
   * a pause. Ends early when `signal` aborts, when another process is at it or when the database is away: the next run
   * goes on from there. Resolves to how many monitors nothing is left of now; never rejects.
   */
  run(signal?: AbortSignal): Promise<number>;
};

/** Rows that one step removes at most. */
const stepSize = 5000;
/** Monitors whose entries go together. */
const batchSize = 100;

/** What a monitor may leave, and the column that follows `target_id` in its index. The queue goes before what it leads to. */
const history = [
  ['check_results', 'started_at'],
  ['gaps', 'started_at'],
  ['events', 'started_at'],
  ['rollup_queue', 'hour'],
  ['check_rollups', 'day'],
] as const;

/** How far a monitor's history is removed: all of the tables before this one, and of this one what is earlier. */
type Position = { table: number; from: string };
const beginning: Position = { table: 0, from: '-infinity' };

/** The purger of one process: runs of it must not overlap, those of other processes may. */
export function purger({ database, log }: { database: Database; log: Logger }): Purger {
  let isFailing = false;

  /** Undefined where a step was not done. */
  async function step<T>(work: (query: Query) => Promise<T>, signal?: AbortSignal): Promise<T | undefined> {
    if (signal?.aborted) return undefined;
    const begin = performance.now();
    const done = await database.transaction(async (query) => ((await isAlone(query)) ? work(query) : undefined));
    await wait(performance.now() - begin, signal);
    return done;
  }

  /** Resolves to whether it came to its end. */
  async function removeHistory(targetId: number, signal?: AbortSignal): Promise<boolean> {
    let position: Position | undefined = beginning;
    while (position && position.table < history.length) {
      const from: Position = position;
      position = await step((query) => removeSome(query, targetId, from), signal);
    }
    return position !== undefined;
  }

  async function workOff(onPurged: (monitors: number) => void, signal?: AbortSignal): Promise<void> {
    let batch = await entriesAfter(database.query, 0);
    for (; batch.length > 0; batch = await entriesAfter(database.query, batch.at(-1) ?? 0)) {
      for (const targetId of batch) if (!(await removeHistory(targetId, signal))) return;
      const removed = await withoutHistory(database.query, batch);
      const ended = await step((query) => removeEntries(query, removed), signal);
      if (ended === undefined) return;
      onPurged(ended);
    }
  }

  return {
    async run(signal) {
      let purged = 0;
      try {
        await workOff((monitors) => (purged += monitors), signal);
        isFailing = false;
      } catch (error) {
        if (!isFailing) log.warn({ err: error }, 'could not remove what deleted monitors have left: it is tried again');
        isFailing = true;
      }
      return purged;
    },
  };
}

/** Only one process purges at a time: it is to burden the database with a single statement, however many there are. */
async function isAlone(query: Query): Promise<boolean> {
  const [row] = await query<{ alone: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS alone', [purgeLock]);
  return row?.alone ?? false;
}

async function entriesAfter(query: Query, last: number): Promise<number[]> {
  const rows = await query<{ target_id: number }>(
    'SELECT target_id FROM purges WHERE target_id > $1 ORDER BY target_id LIMIT $2',
    [last, batchSize],
  );
  return rows.map(({ target_id }) => target_id);
}

/** Removes up to a step's rows of a monitor. Resolves to where the next step begins. */
async function removeSome(query: Query, targetId: number, position: Position): Promise<Position> {
  let { table, from } = position;
  let room = stepSize;
  // Days that were not analyzed yet seem small enough to be read whole and sorted: the index has the order.
  await query('SET LOCAL enable_sort = off');
  for (let entry = history[table]; entry && room > 0; entry = history[table]) {
    const [name, column] = entry;
    // In the order of the index, and from where the last step ended: what it removed is still there to be passed over.
    const [found] = await query<{ first: string; last: string; rows: number }>(
      `SELECT min(at)::text AS first, max(at)::text AS last, count(*)::int AS rows
       FROM (SELECT ${column} AS at FROM ${name} WHERE target_id = $1 AND ${column} >= $2 ORDER BY ${column} LIMIT $3) AS s`,
      [targetId, from, room],
    );
    const { first, last, rows } = found ?? { first: from, last: from, rows: 0 };
    // With both ends, so that days it does not touch are neither read nor locked.
    if (rows > 0) {
      await query(`DELETE FROM ${name} WHERE target_id = $1 AND ${column} BETWEEN $2 AND $3`, [targetId, first, last]);
    }
    ({ table, from } = rows < room ? { table: table + 1, from: beginning.from } : { table, from: last });
    room -= rows;
  }
  return { table, from };
}

/** Which of the monitors have neither results nor gaps nor events: by all that is known they can not get any. */
async function withoutHistory(query: Query, targetIds: readonly number[]): Promise<number[]> {
  const rows = await query<{ target_id: number }>(leftSql, [targetIds]);
  return rows.map(({ target_id }) => target_id);
}

// Ordered, so that each is looked up in its index.
const leftSql = `
  SELECT p.target_id FROM purges p
  WHERE p.target_id = ANY($1::int[])
    AND (SELECT c.target_id FROM check_results c WHERE c.target_id = p.target_id ORDER BY started_at LIMIT 1) IS NULL
    AND (SELECT g.target_id FROM gaps g WHERE g.target_id = p.target_id ORDER BY started_at LIMIT 1) IS NULL
    AND (SELECT e.target_id FROM events e WHERE e.target_id = p.target_id ORDER BY started_at LIMIT 1) IS NULL`;

/** The last step. Resolves to how many entries went. */
async function removeEntries(query: Query, targetIds: readonly number[]): Promise<number> {
  if (targetIds.length === 0) return 0;
  // A roll-up's step is short; one that hangs is waited for by the next run.
  await query(`SET LOCAL lock_timeout = '5s'`);
  // A statement of its own: the next ones see what was written under the lock.
  await query('SELECT pg_advisory_xact_lock($1)', [rollupLock]);
  await query('DELETE FROM rollup_queue WHERE target_id = ANY($1::int[])', [targetIds]);
  await query('DELETE FROM check_rollups WHERE target_id = ANY($1::int[])', [targetIds]);
  const ended = await query('DELETE FROM purges WHERE target_id = ANY($1::int[]) RETURNING target_id', [targetIds]);
  return ended.length;
}
