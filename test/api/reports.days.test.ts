/** How days were spent, by hand; `reports.days.properties.test.ts` compares them with an oracle. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { reportStore, type ReportStore } from '../../src/api/reports/store.js';
import { bucketEdges } from '../../src/platform/time.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { makeLedger, type Ledger } from '../support/ledger.js';
import { makeOwner } from '../support/monitors.js';

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

type Asked = { zone?: string; now?: string; targetIds?: number[] };

const scopeOf = (from: string, to: string, { now = '2026-01-31T12:00Z', targetIds }: Asked = {}) => ({
  ...{ userId: ledger.userId, targetIds, now: new Date(now) },
  ...{ range: { from: new Date(from), to: new Date(to) }, until: new Date(to) },
});

async function days(from: string, to: string, asked: Asked = {}) {
  const scope = scopeOf(from, to, asked);
  const rows = await store.days(scope, [...bucketEdges(scope.range, 'day', asked.zone ?? 'UTC')]);
  return rows.map(({ target_id, up_seconds, down_seconds, unknown_seconds, outages }) => ({
    target_id,
    up: [...up_seconds],
    down: [...down_seconds],
    unknown: [...unknown_seconds],
    outages: [...outages],
  }));
}

const hour = 3600;

test('an outage over midnight is told in both of its days', async () => {
  const target = await ledger.monitor({ name: 'Shop' });
  await ledger.statuses(target, [
    ['up', '2026-01-01T00:00Z'],
    ['down', '2026-01-28T23:00Z'],
    ['up', '2026-01-29T02:00Z'],
    ['down', '2026-01-30T10:00Z'],
    ['up', '2026-01-30T11:00Z'],
  ]);
  expect(await days('2026-01-28T00:00Z', '2026-01-31T12:00Z')).toEqual([
    {
      target_id: target,
      up: [23 * hour, 22 * hour, 23 * hour, 12 * hour],
      down: [hour, 2 * hour, hour, 0],
      unknown: [0, 0, 0, 0],
      outages: [1, 1, 1, 0],
    },
  ]);
});

test('days are local ones, of 23 and of 25 hours where clocks are changed', async () => {
  await ledger.statuses(await ledger.monitor(), [['up', '2025-01-01T00:00Z']]);
  const [spring] = await days('2025-03-28T23:00Z', '2025-03-31T22:00Z', { zone: 'Europe/Madrid' });
  expect(spring?.up).toEqual([24 * hour, 23 * hour, 24 * hour]);
  const [autumn] = await days('2025-10-24T22:00Z', '2025-10-27T23:00Z', { zone: 'Europe/Madrid' });
  expect(autumn?.up).toEqual([24 * hour, 25 * hour, 24 * hour]);
});

test('a range that begins and ends within days has what lies in it', async () => {
  await ledger.statuses(await ledger.monitor(), [['down', '2026-01-01T00:00Z']]);
  const [row] = await days('2026-01-29T18:00Z', '2026-01-31T06:00Z');
  expect(row).toMatchObject({ down: [6 * hour, 24 * hour, 6 * hour], outages: [1, 1, 1] });
});

test('days before a monitor was made are unknown, and so are those of one without events', async () => {
  const young = await ledger.monitor({ createdAt: '2026-01-30T06:00Z' });
  await ledger.statuses(young, [['up', '2026-01-30T06:00Z']]);
  const silent = await ledger.monitor({ knownUntil: null });
  expect(await days('2026-01-29T00:00Z', '2026-01-31T00:00Z')).toEqual([
    { target_id: young, up: [0, 18 * hour], down: [0, 0], unknown: [24 * hour, 6 * hour], outages: [0, 0] },
    { target_id: silent, up: [0, 0], down: [0, 0], unknown: [24 * hour, 24 * hour], outages: [0, 0] },
  ]);
});

test('what gaps cover is unknown once, however many overlap, and so is the time since an overdue check', async () => {
  const target = await ledger.monitor({ knownUntil: '2026-01-31T06:00Z' });
  await ledger.statuses(target, [['up', '2026-01-01T00:00Z']]);
  await ledger.gaps(target, [
    ['2026-01-29T22:00Z', '2026-01-30T02:00Z'],
    ['2026-01-30T01:00Z', '2026-01-30T03:00Z'],
    ['2026-01-30T03:00Z', '2026-01-30T04:00Z'],
    ['2026-01-31T05:00Z', '2026-01-31T05:30Z'],
  ]);
  const [row] = await days('2026-01-29T00:00Z', '2026-01-31T12:00Z');
  expect(row).toMatchObject({ up: [22 * hour, 20 * hour, 5.5 * hour], unknown: [2 * hour, 4 * hour, 6.5 * hour] });
});

test('the days add up to the uptimes of the whole range', async () => {
  const target = await ledger.monitor({ knownUntil: '2026-01-31T11:00:00.700Z' });
  await ledger.statuses(target, [
    ['up', '2026-01-27T10:00:00.999Z'],
    ['down', '2026-01-28T22:59:59.999Z'],
    ['up', '2026-01-28T23:00:00.001Z'],
    ['down', '2026-01-29T22:10:00.500Z'],
    ['up', '2026-01-30T01:00:00.400Z'],
  ]);
  await ledger.gaps(target, [
    ['2026-01-29T22:59:58.500Z', '2026-01-29T23:00:01.300Z'],
    ['2026-01-30T00:59:00.900Z', '2026-01-30T01:10:00.100Z'],
  ]);
  const asked = ['2026-01-26T12:00:00Z', '2026-01-31T12:00:00Z'] as const;
  const [whole] = await store.uptimes(scopeOf(...asked));
  const [row] = await days(...asked, { zone: 'Europe/Madrid' });
  const sum = (column: number[] | undefined) => column?.reduce((all, one) => all + one, 0);
  expect({ up: sum(row?.up), down: sum(row?.down), unknown: sum(row?.unknown) }).toEqual({
    up: whole?.up_seconds,
    down: whole?.down_seconds,
    unknown: whole?.unknown_seconds,
  });
  expect(whole?.down_seconds).toBeGreaterThan(2 * hour);
});

test('an empty range has no days', async () => {
  const target = await ledger.monitor();
  await ledger.statuses(target, [['down', '2026-01-01T00:00Z']]);
  expect(await days('2026-01-30T10:00Z', '2026-01-30T10:00Z')).toEqual([
    { target_id: target, up: [], down: [], unknown: [], outages: [] },
  ]);
});

test("only the chosen monitors are told, never another user's", async () => {
  const made = [await ledger.monitor(), await ledger.monitor()];
  const theirs = await ledger.monitor({ owner: await makeOwner(db.database) });
  const ids = async (asked: Asked) =>
    (await days('2026-01-30T00:00Z', '2026-01-31T00:00Z', asked)).map((row) => row.target_id);
  expect(await ids({})).toEqual(made);
  expect(await ids({ targetIds: [made[1] ?? 0, theirs] })).toEqual([made[1]]);
});
