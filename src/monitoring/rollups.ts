/**
 * Rolls single checks up into `check_rollups` soon after each hour.
 *
 * An hour goes three steps. It is closed: who writes a result of it from now on puts it into the queue. Each monitor's
 * share of it is put into the queue, and reports take what is not in the queue from the rollups. The queue is worked off
 * in short transactions, each of which writes rollups and takes their hours out of it: whenever a report looks, each check
 * is told once, from one of the two sources.
 *
 * Recorders share a lock on the row of `rollup_progress` (recordSql of store.ts) until they commit. So the closing waits
 * for those that do not know of it, and what they wrote is seen afterwards. They hold it while they wait for the queue, so
 * nobody asks for that row who has written into the queue.
 */
import { setImmediate as yieldToChecks } from 'node:timers/promises';
import { hourMs, dayMs, rollUp, type DayRollup, type Sample } from '../ledger/rollup.js';
import { eachSample, packedSamples } from '../ledger/samples.js';
import type { Database, Query } from '../platform/database/database.js';
import { rollupLock } from './locks.js';

/** Milliseconds after an hour's end at which it is closed: most of its checks have come to their end by then. */
const settle = 120_000;
/** Hours of monitors that one transaction rolls up. */
const stepSize = 200;
/** Rollups that are packed before checks that wait get their turn. */
const slice = 20;

export type Rollups = {
  /**
   * Rolls up what can be at `now` (ms): hours that have ended, and those that late results came for. Stops early when
   * `signal` aborts or another process is at it, and rejects when a recorder keeps an hour from being closed for long; the
   * next run goes on from there. Running it twice changes nothing.
   */
  run(now: number, signal?: AbortSignal): Promise<void>;
};

type Entry = { target_id: number; hour: Date };

export function rollups({ database }: { database: Database }): Rollups {
  return {
    async run(now, signal) {
      const until = Math.floor((now - settle) / hourMs) * hourMs;
      const workAllOff = async () => {
        while (!signal?.aborted && (await database.transaction(workOff)));
      };
      // The queue first: what was left there is worked off before more is put into it.
      await workAllOff();
      if (!signal?.aborted) await database.transaction((query) => close(query, until));
      while (!signal?.aborted && (await handOver(database))) await workAllOff();
    },
  };
}

/** Closes the hours before an instant, and opens those after it: the clock was ahead, what it closed has not been yet. */
async function close(query: Query, until: number): Promise<void> {
  await query(lockTimeout);
  await query(
    `UPDATE rollup_progress SET closed_until = $1, rolled_until = least(rolled_until, $1)
     WHERE closed_until < $1 OR closed_until > $1::timestamptz + interval '1 hour'`,
    [new Date(until)],
  );
}

// Recorders are short. One that hangs is told of in the log by who runs this, and waited for again.
const lockTimeout = `SET LOCAL lock_timeout = '5s'`;

/** Only one process rolls up at a time. */
async function isAlone(query: Query): Promise<boolean> {
  const [row] = await query<{ alone: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS alone', [rollupLock]);
  return row?.alone ?? false;
}

/** Hands the first hour over that is closed and was not yet. Resolves to whether there was one. */
async function handOver(database: Database): Promise<boolean> {
  const hour = await database.transaction(enqueueHour);
  if (!hour) return false;
  // Whoever closed or opened hours meanwhile has written the row anew: then what is next is looked for again.
  await database.query('UPDATE rollup_progress SET rolled_until = $1 WHERE xmin = $2::xid', [hour.to, hour.version]);
  return true;
}

type Hour = { from: Date; to: Date; version: string };

/** Puts the next hour into the queue: more often than once does no harm. */
async function enqueueHour(query: Query): Promise<Hour | undefined> {
  if (!(await isAlone(query))) return undefined;
  const [hour] = await query<Hour>(nextHourSql);
  if (!hour) return undefined;
  // In the order in which recorders write into it.
  await query(
    `INSERT INTO rollup_queue (target_id, hour)
     SELECT t.id, $1 FROM targets t WHERE EXISTS (
       SELECT FROM check_results c WHERE c.target_id = t.id AND c.started_at >= $1 AND c.started_at < $2
     ) ORDER BY t.id ON CONFLICT DO NOTHING`,
    [hour.from, hour.to],
  );
  return hour;
}

// At the very first, everything before the oldest result counts as rolled up already.
const nextHourSql = `
  WITH next AS (
    SELECT xmin::text AS version, closed_until, CASE WHEN rolled_until > '-infinity' THEN rolled_until ELSE (
      SELECT date_trunc('hour', min(first.at)) FROM targets t CROSS JOIN LATERAL (
        SELECT min(started_at) AS at FROM check_results WHERE target_id = t.id
      ) AS first
    ) END AS hour
    FROM rollup_progress WHERE rolled_until < closed_until
  )
  SELECT least(hour, closed_until - interval '1 hour') AS from, least(hour + interval '1 hour', closed_until) AS to,
    version
  FROM next`;

/** Rolls up some of the queue. Resolves to whether there was anything. */
async function workOff(query: Query): Promise<boolean> {
  if (!(await isAlone(query))) return false;
  // Entries that a late result is just being added to come later: whoever adds waits for nothing, nor do we.
  const entries = await query<Entry>(
    'SELECT target_id, hour FROM rollup_queue ORDER BY hour, target_id LIMIT $1 FOR UPDATE SKIP LOCKED',
    [stepSize],
  );
  if (entries.length === 0) return false;
  await writeRollups(query, await packed(await readDays(query, entries)));
  await query(
    `DELETE FROM rollup_queue q USING unnest($1::int[], $2::timestamptz[]) AS b (target_id, hour)
     WHERE q.target_id = b.target_id AND q.hour = b.hour`,
    columns(entries),
  );
  return true;
}

/** A monitor's day: what is stored of it, and the checks of the hours that are rolled up. */
type Day = { targetId: number; day: number; before?: Buffer; hours: Set<number>; samples: Sample[] };

async function readDays(query: Query, entries: readonly Entry[]): Promise<Day[]> {
  const days = new Map<string, Day>();
  for (const { target_id: targetId, hour } of entries) {
    const day = Math.floor(hour.getTime() / dayMs);
    const known = days.get(`${targetId} ${day}`) ?? { targetId, day, hours: new Set(), samples: [] };
    known.hours.add((hour.getTime() - day * dayMs) / hourMs);
    days.set(`${targetId} ${day}`, known);
  }
  const times = entries.map(({ hour }) => hour.getTime());
  const span = [new Date(Math.min(...times)), new Date(Math.max(...times) + hourMs)];
  for (const row of await query<SamplesRow>(samplesSql, [...columns(entries), ...span])) {
    const samples = days.get(`${row.target_id} ${row.day}`)?.samples;
    if (samples && row.samples)
      eachSample(row.samples, (second, responseTime) => samples.push({ second, responseTime }));
  }
  const list = [...days.values()];
  const ids = list.map(({ targetId }) => targetId);
  for (const row of await query<BeforeRow>(beforeSql, [ids, list.map(({ day }) => day)])) {
    const day = days.get(`${row.target_id} ${row.day}`);
    if (day) day.before = row.quarters;
  }
  return list;
}

type SamplesRow = { target_id: number; day: number; samples: Buffer | null };
type BeforeRow = { target_id: number; day: number; quarters: Buffer };

const epoch = `DATE '1970-01-01'`;

// $3 and $4 say once more within which partitions the hours lie.
const samplesSql = `
  SELECT q.target_id, (date_trunc('day', q.hour)::date - ${epoch}) AS day, found.samples
  FROM unnest($1::int[], $2::timestamptz[]) AS q (target_id, hour) CROSS JOIN LATERAL (
    SELECT ${packedSamples(`date_trunc('day', q.hour)`)} AS samples FROM check_results c
    WHERE c.target_id = q.target_id AND c.started_at >= q.hour AND c.started_at < q.hour + interval '1 hour'
      AND c.started_at >= $3 AND c.started_at < $4
  ) AS found`;

const beforeSql = `
  SELECT r.target_id, (r.day - ${epoch}) AS day, r.quarters FROM unnest($1::int[], $2::int[]) AS q (target_id, day)
  JOIN check_rollups r ON r.target_id = q.target_id AND r.day = ${epoch} + q.day`;

type PackedDay = Day & { rollup: DayRollup };

async function packed(days: readonly Day[]): Promise<PackedDay[]> {
  const done: PackedDay[] = [];
  for (const day of days) {
    done.push({ ...day, rollup: rollUp(day.before, day.hours, day.samples) });
    if (done.length % slice === 0) await yieldToChecks();
  }
  return done;
}

async function writeRollups(query: Query, days: readonly PackedDay[]): Promise<void> {
  const column = <T>(value: (rollup: DayRollup) => T) => days.map(({ rollup }) => value(rollup));
  await query(
    `INSERT INTO check_rollups (target_id, day, checks, failed, hours, sketch, quarters)
     SELECT target_id, ${epoch} + day, checks, failed, hours, sketch, quarters
     FROM unnest($1::int[], $2::int[], $3::int[], $4::int[], $5::bytea[], $6::bytea[], $7::bytea[])
       AS b (target_id, day, checks, failed, hours, sketch, quarters)
     ON CONFLICT (target_id, day) DO UPDATE SET checks = excluded.checks, failed = excluded.failed,
       hours = excluded.hours, sketch = excluded.sketch, quarters = excluded.quarters`,
    [
      days.map(({ targetId }) => targetId),
      days.map(({ day }) => day),
      column(({ checks }) => checks),
      column(({ failed }) => failed),
      column(({ hours }) => hours),
      column(({ sketch }) => sketch),
      column(({ quarters }) => quarters),
    ],
  );
}

function columns(entries: readonly Entry[]): [ids: number[], hours: Date[]] {
  return [entries.map(({ target_id }) => target_id), entries.map(({ hour }) => hour)];
}
