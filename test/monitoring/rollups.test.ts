import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { reportRoutes } from '../../src/api/reports/routes.js';
import type { Route } from '../../src/http/route.js';
import { rollups } from '../../src/monitoring/rollups.js';
import type { Database } from '../../src/platform/database/database.js';
import { testClock, type TestClock } from '../support/clock.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { ask, makeLedger, seeded, type Ledger } from '../support/ledger.js';
import { rollingOf, type Rolling } from '../support/rolling.js';

let db: TestDatabase;
let clock: TestClock;
let routes: Route[];
let ledger: Ledger;
let rolling: Rolling;

const hour = 3_600_000;
const begin = Date.parse('2026-01-10T00:00:00Z');

beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(async () => {
  clock = testClock(begin + 24 * hour);
  routes = reportRoutes({ database: db.database, clock });
  ledger = await makeLedger(db.database);
  rolling = rollingOf(db.database, clock);
  await rolling.reset();
});
afterAll(async () => {
  await db.close();
});

const rolledUntil = () => rolling.rolledUntil();
const rollUp = (now: number) => rolling.rollUp(now);
const queue = () => rolling.queue();
const record = (target: number, at: number, us: number) => rolling.record(target, at, us);

const answer = async (params: Record<string, string>, path = 'response_times') =>
  (await ask(routes, `/reports/${path}`, params, ledger)).body;

const week = { 'date_range[from]': '2026-01-03', 'date_range[to]': '2026-01-12' };

async function aDay(interval = 60_000) {
  const random = seeded(interval);
  const target = await ledger.monitor();
  await ledger.checks(
    target,
    Array.from({ length: (24 * hour) / interval }, (_, n) => {
      const isDown = random() < 0.05;
      return {
        at: begin + n * interval + Math.floor(random() * 1000),
        outcome: isDown ? ('down' as const) : ('up' as const),
        us: isDown ? null : Math.floor(1000 + random() * 1e6),
      };
    }),
  );
  return target;
}

test('a report says the same before and after the roll-up, as long as single checks are kept and when they are not', async () => {
  await aDay();
  const before = [await answer(week), await answer(week, 'uptimes')];
  await rollUp(begin + 10 * hour + 17 * 60_000);
  expect(await rolledUntil()).toBe(begin + 10 * hour);
  expect([await answer(week), await answer(week, 'uptimes')]).toEqual(before);
  await rollUp(clock.now());
  expect(await rolledUntil()).toBe(begin + 23 * hour);
  expect([await answer(week), await answer(week, 'uptimes')]).toEqual(before);
  await rollUp(clock.now() + 120_000);
  await db.database.query('TRUNCATE check_results');
  expect([await answer(week), await answer(week, 'uptimes')]).toEqual(before);
});

test('a report about some hours of a day counts nothing of the next day', async () => {
  await aDay();
  await rollUp(clock.now());
  const before = { 'date_range[from]': '2026-01-09T00:00', 'date_range[to]': '2026-01-09T06:00' };
  expect(await answer(before, 'uptimes')).toMatchObject({ uptimes: [{ checks: 0, failed_checks: 0 }] });
});

test.each([
  ['2026-01-10', 'UTC'],
  ['0001-01-01', 'UTC'],
  ['0001-01-01', 'Asia/Kolkata'],
  ['0001-01-01T00:00:00+14:00', 'America/Havana'],
])('a range that begins at %s in %s tells what is rolled up', async (from, timeZone) => {
  await aDay(hour);
  await rollUp(clock.now());
  const params = { 'date_range[from]': from, 'date_range[to]': '2026-01-12' };
  for (const path of ['uptimes', 'response_times']) {
    const { body } = await ask(routes, `/reports/${path}`, params, { ...ledger, timeZone });
    expect(body).toMatchObject({ [path]: [{ checks: 24 }] });
  }
});

test('an hour is left alone until two minutes after its end', async () => {
  await aDay();
  await rollUp(begin + 5 * hour + 119_999);
  expect(await rolledUntil()).toBe(begin + 4 * hour);
  await rollUp(begin + 5 * hour + 120_000);
  expect(await rolledUntil()).toBe(begin + 5 * hour);
});

test('rolling up twice, or by three processes at once, changes nothing', async () => {
  await aDay();
  const before = await answer(week);
  await Promise.all([1, 2, 3].map(() => rollups({ database: db.database }).run(clock.now())));
  await rollUp(clock.now());
  const rows = await db.database.query('SELECT * FROM check_rollups ORDER BY 1, 2');
  await rollUp(clock.now());
  expect(await db.database.query('SELECT * FROM check_rollups ORDER BY 1, 2')).toEqual(rows);
  expect(await answer(week)).toEqual(before);
});

test('a late result is told at once, and its hour is rolled up again', async () => {
  const target = await aDay();
  await rollUp(clock.now());
  const late = begin + 3 * hour + 5;
  await record(target, late, 59_000_000);
  expect(await queue()).toEqual([{ target_id: target, hour: new Date(begin + 3 * hour) }]);
  const told = await answer(week);
  expect(told).toMatchObject({ response_times: [{ maximum: 59_000 }] });
  const counted = await answer(week, 'uptimes');
  await rollUp(clock.now());
  expect(await queue()).toEqual([]);
  expect(await answer(week)).toEqual(told);
  expect(await answer(week, 'uptimes')).toEqual(counted);
});

test('a result that is not late, or from before what is kept, asks for no roll-up', async () => {
  const target = await aDay();
  await rollUp(clock.now());
  await db.database.query('UPDATE rollup_progress SET results_since = $1', [new Date(begin)]);
  await record(target, begin + 23 * hour + 7, 1000);
  await db.database.query('UPDATE standings SET known_until = NULL');
  await record(target, begin - 1000, 1000);
  expect(await queue()).toEqual([]);
});

test('what a roll-up that broke off had begun is done by the next one', async () => {
  await aDay();
  const before = await answer(week);
  let statements = 0;
  const breaking: Database = {
    ...db.database,
    transaction: (work) =>
      db.database.transaction((query) =>
        work((sql, values) => {
          statements += 1;
          if (statements % 23 === 0) return Promise.reject(new Error('broken off'));
          return query(sql, values);
        }),
      ),
  };
  for (let broken = 0; broken < 5; broken += 1) {
    await expect(rollups({ database: breaking }).run(clock.now())).rejects.toThrow('broken off');
    expect(await answer(week)).toEqual(before);
  }
  await rollUp(clock.now());
  expect(await answer(week)).toEqual(before);
});

test('days of standstill are caught up in steps of 200 hours of monitors, each told right in between', async () => {
  const targets = await Promise.all(Array.from({ length: 250 }, () => ledger.monitor()));
  for (const target of targets) await ledger.checks(target, [{ at: begin }, { at: begin + 25 * hour }]);
  const told = { uptimes: targets.map(() => ({ checks: 2 })) };
  const [first] = targets;
  const steps: number[] = [];
  const watched: Database = {
    ...db.database,
    transaction: async (work) => {
      const before = (await queue()).length;
      const result = await db.database.transaction(work);
      steps.push(before - (await queue()).length);
      if (steps.length % 5 === 0) expect(await answer(week, 'uptimes')).toMatchObject(told);
      return result;
    },
  };
  clock.step(3 * 24 * hour);
  await rollups({ database: watched }).run(clock.now());
  expect(await rolledUntil()).toBe(begin + 95 * hour);
  expect(steps.filter((taken) => taken > 0)).toEqual([200, 50, 200, 50]);
  expect(steps.filter((taken) => taken < 0)).toEqual([-250, -250]);
  await db.database.query('TRUNCATE check_results');
  expect(await answer({ ...week, target_ids: String(first) }, 'uptimes')).toMatchObject({ uptimes: [{ checks: 2 }] });
});

test('a clock that was ahead for a while leaves no hour out', async () => {
  const target = await aDay();
  await rollUp(clock.now() + 30 * 24 * hour);
  await rollUp(clock.now());
  expect(await rolledUntil()).toBe(begin + 23 * hour);
  await record(target, begin + 23 * hour + 1, 59_000_000);
  const told = await answer(week);
  expect(told).toMatchObject({ response_times: [{ maximum: 59_000 }] });
  await rollUp(clock.now() + hour);
  expect(await answer(week)).toEqual(told);
});

test('the first roll-up begins with the oldest result, and without any where the clock is', async () => {
  await rollUp(clock.now());
  expect(await rolledUntil()).toBe(begin + 23 * hour);
  const target = await ledger.monitor();
  await ledger.checks(target, [{ at: begin }]);
  await db.database.query(`UPDATE rollup_progress SET closed_until = '-infinity', rolled_until = '-infinity'`);
  await rollUp(clock.now());
  expect(await db.database.query('SELECT target_id, checks FROM check_rollups')).toEqual([
    { target_id: target, checks: 1 },
  ]);
});
