import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { partitions } from '../../src/monitoring/retention.js';
import { startUpkeep, type Upkeep } from '../../src/monitoring/upkeep.js';
import type { Database } from '../../src/platform/database/database.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { makeLedger, type Ledger } from '../support/ledger.js';
import { memoryLog } from '../support/log.js';

let db: TestDatabase;
let ledger: Ledger;
let upkeep: Upkeep | undefined;

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const now = Date.UTC(2026, 0, 31, 12, 30);

beforeAll(async () => {
  db = await testDatabase();
  ledger = await makeLedger(db.database);
});
beforeEach(async () => {
  await db.database.query('TRUNCATE check_results, check_rollups');
  await db.database.query('UPDATE rollup_progress SET rolled_until = $1, closed_until = $1', [new Date(now - 2 * day)]);
  // What node-cron tells the time and waits by. The database is waited for as ever.
  vi.useFakeTimers({ now, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await upkeep?.stop();
  upkeep = undefined;
});
afterAll(async () => {
  await db.close();
});

async function start(database: Database = db.database) {
  const { log, lines } = memoryLog();
  const said = () => undefined;
  upkeep = await startUpkeep({
    database,
    days: partitions(database),
    retentionDays: 30,
    clock: { now: () => Date.now(), elapsed: () => Date.now() },
    log,
    cronLog: { info: said, warn: said, error: said, debug: said },
  });
  return lines;
}

const count = async (from: string) => {
  const [row] = await db.database.query<{ count: number }>(`SELECT count(*) FROM ${from}`);
  return row?.count;
};

/** Lets so many milliseconds pass, second by second: whoever waits for the database is given some real time in each. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += second) {
    await vi.advanceTimersByTimeAsync(second);
    await pause(10);
  }
}

/** Lets minutes pass until the database has what is waited for. */
async function passUntil(isDone: () => Promise<boolean>): Promise<void> {
  for (let passed = 0; passed < 10 && !(await isDone()); passed += 1) await pass(minute);
  expect(await isDone()).toBe(true);
}

test('the days that come next are there once it has started, and those past their retention are gone', async () => {
  await partitions(db.database).ensure([now - 40 * day]);
  await start();
  const rows = await db.database.query<{ name: string }>(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits
     WHERE inhparent = 'check_results'::regclass AND inhrelid::regclass::text ~ '[0-9]$' ORDER BY 1`,
  );
  const names = ['20260130', '20260131', '20260201', '20260202'].map((date) => `check_results_${date}`);
  expect(rows.map(({ name }) => name)).toEqual(names);
});

test('within a minute the hours before are rolled up, and within seconds deleted monitors are purged', async () => {
  await start();
  const [kept, deleted] = [await ledger.monitor(), await ledger.monitor()];
  for (const target of [kept, deleted]) await ledger.checks(target, [{ at: now - 2 * hour }, { at: now - 3 * hour }]);
  await db.database.query('DELETE FROM targets WHERE id = $1', [deleted]);
  await pass(10 * second);
  expect(await count(`check_results WHERE target_id = ${deleted}`)).toBe(0);
  expect(await count('check_rollups')).toBe(0);
  await passUntil(async () => (await count(`check_rollups WHERE target_id = ${kept} AND checks = 2`)) === 1);
});

test('what fails is told once a turn, and tried again with the next', async () => {
  let isAway = true;
  const lines = await start({
    ...db.database,
    query: (sql, values) => {
      return isAway && sql.includes('rollup_progress')
        ? Promise.reject(new Error('away'))
        : db.database.query(sql, values);
    },
  });
  const target = await ledger.monitor();
  await ledger.checks(target, [{ at: now - hour }]);
  const told = () => lines.filter(({ msg }) => String(msg).startsWith('could not roll up check results'));
  await pass(minute);
  expect(told()).toHaveLength(1);
  isAway = false;
  await passUntil(async () => (await count(`check_rollups WHERE target_id = ${target}`)) === 1);
  expect(told()).toHaveLength(1);
});
