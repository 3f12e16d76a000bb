import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { reportStore, type ReportStore } from '../../src/api/reports/store.js';
import { rollups } from '../../src/monitoring/rollups.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { makeLedger, type Ledger } from '../support/ledger.js';

let db: TestDatabase;
let store: ReportStore;
let ledger: Ledger;

beforeAll(async () => {
  db = await testDatabase();
  store = reportStore(db.database);
});
beforeEach(async () => {
  ledger = await makeLedger(db.database);
});
afterAll(async () => {
  await db.close();
});

const from = new Date('2026-01-30T20:30Z');
const to = new Date('2026-01-31T00:15Z');

test('each hour has the average of its checks, the first as a whole and the last up to the end', async () => {
  const busy = await ledger.monitor();
  const silent = await ledger.monitor();
  await ledger.checks(busy, [
    { at: '2026-01-30T19:59:59.999Z', us: 1 },
    { at: '2026-01-30T20:10Z', us: 10_000 },
    { at: '2026-01-30T20:50Z', us: 20_001 },
    { at: '2026-01-30T21:30Z', outcome: 'down' },
    { at: '2026-01-30T23:59:59.999Z', us: 7000 },
    { at: '2026-01-31T00:00Z', us: 30_000 },
    { at: '2026-01-31T00:15Z', us: 1 },
  ]);
  const expected = new Map([
    [busy, [15.001, null, null, 7, 30]],
    [silent, [null, null, null, null, null]],
  ]);
  expect(await store.hourlyAverages([busy, silent], { from, to })).toEqual(expected);
  await rollups({ database: db.database }).run(Date.parse('2026-01-31T00:20Z'));
  expect(await store.hourlyAverages([busy, silent], { from, to })).toEqual(expected);
});

test('an empty range at the beginning of an hour has no hours', async () => {
  const target = await ledger.monitor();
  const at = new Date('2026-01-30T20:00Z');
  expect(await store.hourlyAverages([target], { from: at, to: at })).toEqual(new Map([[target, []]]));
});
