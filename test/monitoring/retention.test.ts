import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dropRollups, partitions } from '../../src/monitoring/retention.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { blocked } from '../support/held.js';
import { makeMonitor, makeOwner } from '../support/monitors.js';

let db: TestDatabase;

const day = 86_400_000;
const now = Date.UTC(2026, 0, 31, 12);
/** The oldest day that is kept for 30 days, and the two before it. */
const [first, second, third] = [Date.UTC(2025, 11, 30), Date.UTC(2025, 11, 31), Date.UTC(2026, 0, 1)];

beforeEach(async () => {
  db = await testDatabase();
});
afterEach(async () => {
  await db.close();
});

const drop = () => partitions(db.database).drop(now, 30);

async function names(): Promise<string[]> {
  const rows = await db.database.query<{ name: string }>(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'check_results'::regclass ORDER BY 1`,
  );
  return rows.map(({ name }) => name.replace('check_results_', ''));
}

const rolledUntil = (at: number) =>
  db.database.query('UPDATE rollup_progress SET closed_until = $1, rolled_until = $1', [new Date(at)]);

const queue = (at: number) => db.database.query('INSERT INTO rollup_queue VALUES (1, $1)', [new Date(at)]);

async function resultsSince(): Promise<number> {
  const [row] = await db.database.query<{ at: Date | number }>('SELECT results_since AS at FROM rollup_progress');
  return Number(row?.at);
}

describe('days of results', () => {
  beforeEach(async () => {
    await partitions(db.database).ensure([first, second, third, now]);
  });

  test('are made once by whoever needs them', async () => {
    const old = now - 40 * day;
    await Promise.all([partitions(db.database).ensure([old]), partitions(db.database).ensure([old, now])]);
    expect(await names()).toEqual(['20251222', '20251230', '20251231', '20260101', '20260131']);
  });

  test('are dropped when they are too old, and readers are told from where on there are any', async () => {
    await rolledUntil(now);
    expect(await drop()).toEqual(['check_results_20251230', 'check_results_20251231']);
    expect(await names()).toEqual(['20260101', '20260131']);
    expect(await resultsSince()).toBe(third);
    expect(await drop()).toEqual([]);
  });

  test('are made again where they are needed although another process has dropped them', async () => {
    await rolledUntil(now);
    const [here, there] = [partitions(db.database), partitions(db.database)];
    await here.ensure([first]);
    await there.drop(now, 30);
    await here.drop(now, 30);
    await here.ensure([first]);
    expect(await names()).toContain('20251230');
  });

  test('are kept while there was no roll-up at all', async () => {
    expect(await drop()).toEqual([]);
    expect(await resultsSince()).toBe(Number.NEGATIVE_INFINITY);
  });

  test('are kept until their last hour is rolled up', async () => {
    await rolledUntil(third - 3_600_000);
    expect(await drop()).toEqual(['check_results_20251230']);
    expect(await resultsSince()).toBe(second);
    await rolledUntil(third);
    expect(await drop()).toEqual(['check_results_20251231']);
    expect(await resultsSince()).toBe(third);
  });

  test('are kept, with all that follow, while an hour of theirs is in the queue', async () => {
    await rolledUntil(now);
    await queue(second - 3_600_000);
    expect(await drop()).toEqual([]);
    expect(await resultsSince()).toBe(Number.NEGATIVE_INFINITY);
    await db.database.query('DELETE FROM rollup_queue');
    await queue(second);
    expect(await drop()).toEqual(['check_results_20251230']);
    await db.database.query('DELETE FROM rollup_queue');
    await queue(third);
    expect(await drop()).toEqual(['check_results_20251231']);
  });

  test('are kept where a late result is being written: it waits in the queue then', async () => {
    await rolledUntil(now);
    let dropping: Promise<string[]> | undefined;
    await db.database.transaction(async (query) => {
      await query(
        `WITH late AS (INSERT INTO rollup_queue VALUES (1, $1))
         INSERT INTO check_results (target_id, started_at, outcome, attempts) VALUES (1, $1, 'up', 1)`,
        [new Date(first)],
      );
      dropping = drop();
      await blocked(db.database);
    });
    expect(await dropping).toEqual([]);
    expect(await names()).toContain('20251230');
  });

  test('are dropped at once where a clock that was wrong brought them back', async () => {
    await rolledUntil(now);
    await drop();
    await rolledUntil(first);
    await queue(first);
    await partitions(db.database).ensure([first]);
    expect(await drop()).toEqual(['check_results_20251230']);
    expect(await resultsSince()).toBe(third);
  });

  test('are dropped by a later round where a reader holds them for long', async () => {
    await rolledUntil(now);
    await db.database.transaction(async (query) => {
      await query('LOCK TABLE check_results IN ACCESS SHARE MODE');
      await expect(drop()).rejects.toMatchObject({ code: '55P03' });
    });
    expect(await resultsSince()).toBe(Number.NEGATIVE_INFINITY);
    expect(await drop()).toHaveLength(2);
  });
});

describe('rollups', () => {
  const keptSince = (date: string) => db.database.query('UPDATE rollup_progress SET results_since = $1', [date]);

  beforeEach(async () => {
    await keptSince('2030-01-01');
  });

  async function monitorWith(...days: string[]): Promise<number> {
    const id = await makeMonitor(db.database, await makeOwner(db.database));
    await db.database.query(
      `INSERT INTO check_rollups SELECT $1, day, 1, 0, '', '', '' FROM unnest($2::date[]) AS day`,
      [id, days],
    );
    return id;
  }

  async function daysOf(id: number): Promise<string[]> {
    const rows = await db.database.query<{ day: string }>(
      'SELECT day::text AS day FROM check_rollups WHERE target_id = $1 ORDER BY day',
      [id],
    );
    return rows.map(({ day }) => day);
  }

  test.each([
    ['a common day', '2026-06-15T00:00:00Z', '2024-05-15'],
    ['the last moment of a day', '2026-06-15T23:59:59.999Z', '2024-05-15'],
    ['a year that begins between', '2026-01-01T12:00:00Z', '2023-12-01'],
    ['the 31st, 25 months after a month of 30 days', '2026-07-31T12:00:00Z', '2024-06-30'],
    ['the 31st, 25 months after February', '2027-03-31T12:00:00Z', '2025-02-28'],
    ['the 31st, 25 months after the February of a leap year', '2026-03-31T12:00:00Z', '2024-02-29'],
    ['a leap day', '2028-02-29T12:00:00Z', '2026-01-29'],
  ])('are kept for 25 months before %s', async (_what, at, oldest) => {
    const before = new Date(Date.parse(oldest) - day).toISOString().slice(0, 10);
    const id = await monitorWith('2001-01-01', before, oldest, at.slice(0, 10));
    expect(await dropRollups(db.database, Date.parse(at))).toBe(2);
    expect(await daysOf(id)).toEqual([oldest, at.slice(0, 10)]);
    expect(await dropRollups(db.database, Date.parse(at))).toBe(0);
  });

  test.each([
    ['since a day', '2023-12-30', ['2023-12-30', '2023-12-31', '2026-01-01']],
    ['all', '-infinity', ['2023-12-29', '2023-12-30', '2023-12-31', '2026-01-01']],
  ])('are kept for longer where single checks are: %s', async (_since, since, kept) => {
    const id = await monitorWith('2023-12-29', '2023-12-30', '2023-12-31', '2026-01-01');
    await keptSince(since);
    await dropRollups(db.database, Date.parse('2026-06-15T12:00:00Z'));
    expect(await daysOf(id)).toEqual(kept);
  });

  test('are dropped in steps of a thousand monitors', async () => {
    const { userId, groupId } = await makeOwner(db.database);
    await db.database.query(
      `WITH made AS (
         INSERT INTO targets (user_id, group_id, type, name, settings, seconds_between_checks, timeout, retries_per_check)
         SELECT $1, $2, 'target_url', 'monitor', '{}', 60, 10, 2 FROM generate_series(1, 2500) RETURNING id
       ) INSERT INTO check_rollups SELECT id, day, 1, 0, '', '', '' FROM made, unnest($3::date[]) AS day`,
      [userId, groupId, ['2023-01-01', '2026-01-01']],
    );
    const steps: number[] = [];
    const query = (async (sql: string, values?: readonly unknown[]) => {
      const rows = await db.database.query<{ rows: number }>(sql, values);
      if (sql.includes('DELETE')) steps.push(rows[0]?.rows ?? 0);
      return rows;
    }) as typeof db.database.query;
    expect(await dropRollups({ ...db.database, query }, now)).toBe(2500);
    expect(steps).toEqual([1000, 1000, 500]);
    expect(await db.database.query('SELECT count(*) AS n FROM check_rollups')).toEqual([{ n: 2500 }]);
  });
});
