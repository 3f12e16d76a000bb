import { afterEach, expect, test } from 'vitest';
import { reportRoutes } from '../../src/api/reports/routes.js';
import { partitions } from '../../src/monitoring/retention.js';
import { rollups } from '../../src/monitoring/rollups.js';
import type { Database } from '../../src/platform/database/database.js';
import { seed, type SeedOptions } from '../../src/seed/seed.js';
import { announceSources, planSources } from '../../src/seed/sources.js';
import { testClock } from '../support/clock.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { ask } from '../support/ledger.js';
import { makeMonitor, makeOwner } from '../support/monitors.js';
import { until as eventually } from '../support/until.js';

const open: TestDatabase[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.parse('2026-03-10T15:25:00Z');
const options: SeedOptions = {
  ...{ monitors: 4, days: 6, resultsDays: 2, interval: 300, seed: 3, until: new Date(now) },
  ...{ email: 'demo@example.com', password: 'correct horse' },
  service: { host: '127.0.0.1', port: 8443, tls: true },
};

async function freshDatabase(): Promise<Database> {
  const made = await testDatabase();
  open.push(made);
  return made.database;
}

/** A database in use: a monitor of another account that was checked each 7 minutes for some days. */
async function usedDatabase(days: number) {
  const database = await freshDatabase();
  const owner = await makeOwner(database);
  const id = await makeMonitor(database, owner);
  const from = now - days * day;
  await partitions(database).ensure(Array.from({ length: days + 1 }, (_, place) => from + place * day));
  await database.query('UPDATE targets SET created_at = $1', [new Date(from)]);
  await database.query(
    `INSERT INTO check_results (target_id, started_at, outcome, attempts, response_time_us)
     SELECT $1, at, 'up', 1, 1000 + extract(epoch FROM at)::bigint % 977
     FROM generate_series($2::timestamptz, $3, interval '7 minutes') AS at`,
    [id, new Date(from), new Date(now - 1)],
  );
  return { database, userId: owner.userId };
}

async function rollUp(database: Database, until: number): Promise<void> {
  const rolled = () =>
    database.query<{ done: boolean }>('SELECT rolled_until >= closed_until AS done FROM rollup_progress');
  await eventually(
    async () => {
      await rollups({ database }).run(until);
      return rolled();
    },
    ([row]) => row?.done === true,
  );
}

/** Reports over ranges that need single checks, rollups and both. */
async function reportsOf(database: Database, userId: number) {
  const routes = reportRoutes({ database, clock: testClock(now) });
  const reports: unknown[] = [];
  for (const back of [0.1, 1.01, 1.9, 3.123, 5.05, 9]) {
    for (const to of [now, now - 2 * day - 1234]) {
      const range = {
        'date_range[from]': new Date(to - back * day).toISOString(),
        'date_range[to]': new Date(to).toISOString(),
      };
      for (const path of ['/reports/uptimes', '/reports/response_times'])
        reports.push((await ask(routes, path, range, { userId })).body);
    }
  }
  return reports;
}

test.each([
  ['that began today and rolled up nothing yet', 1, undefined, undefined, 2],
  ['that has older single checks than are asked for', 8, now, undefined, 6],
  ['that has older single checks and stood still for days', 8, now - 4 * day, undefined, 6],
  ['that rolled up nothing of older single checks yet', 5, undefined, undefined, 6],
  ['that keeps single checks for fewer days', 8, now, 1, 2],
])('reports of another account of a database %s stay as they are', async (_, days, rolledUp, kept, seeded) => {
  const { database, userId } = await usedDatabase(days);
  if (rolledUp !== undefined) await rollUp(database, rolledUp);
  if (kept !== undefined) await partitions(database).drop(now, kept);
  const before = await reportsOf(database, userId);
  const made = await seed(database, options);
  expect(await reportsOf(database, userId)).toEqual(before);

  // And the new ones are what they are in a database of their own that keeps as many single checks.
  const alone = await freshDatabase();
  const same = await seed(alone, { ...options, resultsDays: seeded });
  const told = async (from: Database, account: number) =>
    JSON.stringify(await reportsOf(from, account)).replaceAll(/"target_id":\d+,/g, '');
  expect((await told(database, made.userId)) === (await told(alone, same.userId))).toBe(true);

  // Also after the next roll-up.
  await rollUp(database, now + 2 * hour);
  expect(await reportsOf(database, userId)).toEqual(before);
});

test('hours that were rolled up while a past was made are rolled up again for its monitors', async () => {
  const { database } = await usedDatabase(2);
  await rollUp(database, now - 3 * hour);
  const planned = await planSources(database.query, { resultsFrom: now - day, until: now });
  await rollUp(database, now);
  await database.transaction((query) => announceSources(query, planned, [71, 72]));
  const queue = await database.query<{ target_id: number; hour: Date }>('SELECT * FROM rollup_queue ORDER BY 1, 2');
  const hours = ['12:00', '13:00', '14:00'].map((time) => new Date(`2026-03-10T${time}Z`));
  expect(queue).toEqual([71, 72].flatMap((target_id) => hours.map((hour) => ({ target_id, hour }))));
});

test('while a past is made, others read and write how far rollups are', async () => {
  const database = await freshDatabase();
  let done = 0;
  const seen: number[] = [];
  await seed(database, options, () => {
    seen.push(done);
    void database.query('UPDATE rollup_progress SET closed_until = closed_until').then(() => (done += 1));
  });
  expect(seen.at(-1)).toBeGreaterThan(0);
});
