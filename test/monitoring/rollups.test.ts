import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { reportRoutes } from '../../src/api/reports/routes.js';
import type { Route } from '../../src/http/route.js';
import { rollups } from '../../src/monitoring/rollups.js';
import { testClock, type TestClock } from '../support/clock.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { ask, makeLedger, seeded, type Ledger } from '../support/ledger.js';

let db: TestDatabase;
let clock: TestClock;
let routes: Route[];
let ledger: Ledger;

const hour = 3_600_000;
const begin = Date.parse('2026-01-10T00:00:00Z');

beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(async () => {
  clock = testClock(begin + 24 * hour);
  routes = reportRoutes({ database: db.database, clock });
  ledger = await makeLedger(db.database);
  await db.database.query('TRUNCATE check_results, check_rollups, rollup_queue');
  await db.database.query(
    `UPDATE rollup_progress SET closed_until = '-infinity', rolled_until = '-infinity', results_since = '-infinity'`,
  );
});
afterAll(async () => {
  await db.close();
});

const rolledUntil = async () => {
  const [row] = await db.database.query<{ at: Date | number }>('SELECT rolled_until AS at FROM rollup_progress');
  return Number(row?.at);
};

/** Rolls up all hours before `now`, however long transactions of other tests of the server last. */
async function rollUp(now: number) {
  const until = Math.floor((now - 120_000) / hour) * hour;
  do await rollups({ database: db.database }).run(now);
  while ((await rolledUntil()) < until);
}

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

test('a report says the same before and after the roll-up', async () => {
  await aDay();
  const before = [await answer(week), await answer(week, 'uptimes')];
  await rollUp(begin + 10 * hour + 17 * 60_000);
  expect(await rolledUntil()).toBe(begin + 10 * hour);
  expect([await answer(week), await answer(week, 'uptimes')]).toEqual(before);
  await rollUp(clock.now());
  expect([await answer(week), await answer(week, 'uptimes')]).toEqual(before);
  await db.database.query('TRUNCATE check_results');
  const { response_times: after } = (await answer(week)) as { response_times: object[] };
  expect(after).toMatchObject([{ checks: expect.any(Number) as number }]);
});
