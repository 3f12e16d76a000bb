/** What comes between a roll-up and a recorder, or two roll-ups: each interleaving is forced. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { reportRoutes } from '../../src/api/reports/routes.js';
import { rollups } from '../../src/monitoring/rollups.js';
import { monitoringStore } from '../../src/monitoring/store.js';
import { testClock, type TestClock } from '../support/clock.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { barred, blocked, held, interrupted } from '../support/held.js';
import { ask, makeLedger, type Ledger } from '../support/ledger.js';
import { rollingOf, type Rolling } from '../support/rolling.js';
import { day, hour, minute } from '../support/wallClock.js';

let db: TestDatabase;
let clock: TestClock;
let ledger: Ledger;
let rolling: Rolling;

const begin = Date.parse('2026-01-10T00:00:00Z');

beforeAll(async () => {
  db = await testDatabase({ max: 10 });
});
beforeEach(async () => {
  clock = testClock(begin + day);
  ledger = await makeLedger(db.database);
  rolling = rollingOf(db.database, clock);
  await rolling.reset();
});
afterAll(async () => {
  await db.close();
});

/** Checks of each monitor that a report over all of them counts. */
async function counted(): Promise<number[]> {
  const routes = reportRoutes({ database: db.database, clock });
  const { body } = await ask(routes, '/reports/uptimes', { 'date_range[from]': '2026-01-03' }, ledger);
  return (body as { uptimes: { checks: number }[] }).uptimes.map(({ checks }) => checks);
}

test('a result is told although its hour is closed and rolled up after its recording has begun', async () => {
  const target = await ledger.monitor();
  await ledger.checks(target, [{ at: begin + 21 * hour }]);
  const finished = await rolling.finished(target, begin + 22 * hour + 30 * minute, 1000);
  const bar = await barred(db.database, 'standings');
  const recording = monitoringStore(db.database, randomUUID()).record([finished], clock.now());
  await blocked(db.database);
  await rolling.rollUp(clock.now());
  await bar.release();
  expect(await recording).toHaveLength(1);
  expect(await counted()).toEqual([2]);
  await rolling.rollUp(clock.now());
  expect(await counted()).toEqual([2]);
});

test('a result that is written but not committed while its hour is closed is waited for', async () => {
  const target = await ledger.monitor();
  const finished = await rolling.finished(target, begin + 22 * hour + 30 * minute, 1000);
  expect(finished.verdict.change).not.toBeNull();
  const recorder = held(db.database, /INSERT INTO events/);
  const recording = monitoringStore(recorder.database, randomUUID()).record([finished], clock.now());
  await recorder.reached();
  const rollingUp = rollups({ database: db.database }).run(clock.now());
  await blocked(db.database);
  expect(await rolling.rolledUntil()).toBe(-Infinity);
  recorder.state.release();
  expect(await recording).toHaveLength(1);
  await rollingUp;
  expect(await rolling.rolledUntil()).toBe(begin + 23 * hour);
  expect(await counted()).toEqual([1]);
});

test('a recorder that hangs keeps hours from being closed, which is said, but neither other recorders nor the queue', async () => {
  const [target, other] = [await ledger.monitor(), await ledger.monitor()];
  await rolling.rollUp(begin + 10 * hour + 2 * minute);
  await rolling.record(other, begin + 3 * hour, 1000);
  const finished = await rolling.finished(target, begin + 22 * hour, 1000);
  const recorder = held(db.database, /INSERT INTO events/);
  const recording = monitoringStore(recorder.database, randomUUID()).record([finished], clock.now());
  await recorder.reached();
  const rollingUp = rollups({ database: db.database }).run(clock.now());
  await Promise.all([
    expect(rollingUp).rejects.toMatchObject({ code: '55P03' }),
    blocked(db.database).then(() => rolling.record(other, begin + 22 * hour, 1000)),
  ]);
  expect(await rolling.queue()).toEqual([]);
  expect(await rolling.rolledUntil()).toBe(begin + 10 * hour);
  recorder.state.release();
  await recording;
  await rolling.rollUp(clock.now());
  expect(await counted()).toEqual([1, 2]);
});

test('an open transaction that writes no results keeps nothing from being rolled up', async () => {
  const target = await ledger.monitor();
  await ledger.checks(target, [{ at: begin }]);
  await db.database.transaction(async (query) => {
    await query('SELECT pg_current_xact_id()');
    await rolling.rollUp(clock.now());
  });
  expect(await rolling.rolledUntil()).toBe(begin + 23 * hour);
});

test('a late result of an hour that is being put into the queue waits for nobody who waits for it', async () => {
  const [first, second] = [await ledger.monitor(), await ledger.monitor()];
  await ledger.checks(first, [{ at: begin }]);
  await ledger.checks(second, [{ at: begin }]);
  let recording: Promise<unknown> | undefined;
  const finished = await rolling.finished(first, begin + 1, 1000);
  const roller = interrupted(db.database, /INTO rollup_queue/, async () => {
    recording = monitoringStore(db.database, randomUUID()).record([finished], clock.now());
    await blocked(db.database);
  });
  await rollups({ database: roller }).run(clock.now());
  expect(await recording).toHaveLength(1);
  await rolling.rollUp(clock.now());
  expect(await counted()).toEqual([2, 1]);
});

test.each([
  ['', []],
  [' and closed again', [begin + 23 * hour]],
])('hours that are opened%s while one of them is being put into the queue stay open', async (_and, closings) => {
  const target = await ledger.monitor();
  await ledger.checks(
    target,
    Array.from({ length: 9 }, (_, n) => ({ at: begin + (15 + n) * hour })),
  );
  await rolling.rollUp(begin + 21 * hour + 2 * minute);
  // The clock of another process is three hours behind.
  const roller = interrupted(db.database, /INTO rollup_queue/, async () => {
    await rollups({ database: db.database }).run(begin + 19 * hour + 2 * minute);
    await rolling.record(target, begin + 20 * hour + 30 * minute, 1000);
    await rolling.record(target, begin + 21 * hour + 30 * minute, 1000);
    for (const until of closings) await rollups({ database: db.database }).run(until + 2 * minute);
  });
  await rollups({ database: roller }).run(begin + 22 * hour + 2 * minute);
  clock.step(6 * hour);
  await rolling.rollUp(clock.now());
  expect(await counted()).toEqual([11]);
  await db.database.query('TRUNCATE check_results');
  expect(await counted()).toEqual([11]);
});
