import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportRoutes } from '../../src/api/reports/routes.js';
import { purger } from '../../src/monitoring/purge.js';
import { rollups } from '../../src/monitoring/rollups.js';
import { migrate } from '../../src/platform/database/migrations.js';
import { testClock } from '../support/clock.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { ask, makeLedger } from '../support/ledger.js';
import { memoryLog } from '../support/log.js';

let db: TestDatabase;
let older: string;

const first = '0001_first';
const hour = 3_600_000;
const begin = Date.parse('2026-01-10T00:00:00Z');
const { log } = memoryLog();

beforeAll(async () => {
  db = await testDatabase({ empty: true });
  older = await mkdtemp(join(tmpdir(), 'port-monitor-older-'));
  await cp(join(import.meta.dirname, '../../prisma/migrations', first), join(older, first), { recursive: true });
});
afterAll(async () => {
  await db.close();
  await rm(older, { recursive: true });
});

test('a history from before there were rollups is reported, rolled up and purged like any other', async () => {
  const { database } = db;
  expect(await migrate(database, log, older)).toEqual([first]);
  const ledger = await makeLedger(database);
  const [kept, deleted] = [await ledger.monitor(), await ledger.monitor()];
  for (const target of [kept, deleted]) {
    await ledger.checks(
      target,
      Array.from({ length: 30 }, (_, n) => ({ at: begin + n * hour })),
    );
    await ledger.statuses(target, [
      ['up', begin],
      ['down', begin + 5 * hour],
    ]);
    await ledger.gaps(target, [[begin + 3 * hour, begin + 4 * hour]]);
  }

  expect(await migrate(database, log)).not.toEqual([]);
  const clock = testClock(begin + 40 * hour);
  const routes = reportRoutes({ database, clock });
  const answers = () =>
    Promise.all(
      ['uptimes', 'response_times'].map((path) =>
        ask(routes, `/reports/${path}`, { 'date_range[from]': '2026-01-08', target_ids: String(kept) }, ledger),
      ),
    );
  const before = await answers();
  const spent = { checks: 30, up_seconds: 4 * 3600, down_seconds: 35 * 3600, outages: 1 };
  expect(before[0]?.body).toMatchObject({ uptimes: [spent] });

  const rolled = () => database.query<{ checks: number }>('SELECT sum(checks) AS checks FROM check_rollups');
  while ((await rolled())[0]?.checks !== 60) await rollups({ database }).run(clock.now());
  expect(await answers()).toEqual(before);

  await database.query('DELETE FROM targets WHERE id = $1', [deleted]);
  while ((await database.query('SELECT FROM purges')).length > 0) await purger({ database, log }).run();
  const left = ['check_results', 'check_rollups', 'events', 'gaps'].map((table) =>
    database.query(`SELECT DISTINCT target_id FROM ${table}`),
  );
  expect(await Promise.all(left)).toEqual(left.map(() => [{ target_id: kept }]));
  expect(await answers()).toEqual(before);
});
