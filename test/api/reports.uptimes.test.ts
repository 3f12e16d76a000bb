import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { uptimeOf } from '../../src/api/reports/present.js';
import { reportRoutes } from '../../src/api/reports/routes.js';
import type { Route } from '../../src/http/route.js';
import { testClock, type TestClock } from '../support/clock.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { ask, makeLedger, type Ledger } from '../support/ledger.js';
import { makeOwner } from '../support/monitors.js';

type Uptime = {
  target_id: number;
  uptime: number | null;
  up_seconds: number;
  down_seconds: number;
  unknown_seconds: number;
  checks: number;
  failed_checks: number;
  outages: number;
};
type Body = { date_range: { from: string; to: string }; uptimes: Uptime[] };

let db: TestDatabase;
let clock: TestClock;
let routes: Route[];
let ledger: Ledger;

beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(async () => {
  clock = testClock(Date.parse('2026-01-31T12:00:00.789Z'));
  routes = reportRoutes({ database: db.database, clock });
  ledger = await makeLedger(db.database);
});
afterAll(async () => {
  await db.close();
});

async function report(params: Record<string, string> = {}, timeZone = 'UTC'): Promise<Body> {
  const { body, refused } = await ask(routes, '/reports/uptimes', params, { userId: ledger.userId, timeZone });
  expect(refused).toEqual([]);
  return body as Body;
}

/** `[up, down, unknown]` seconds of the only monitor, which add up to the range. */
async function spent(from: string, to: string, timeZone = 'UTC') {
  const { date_range, uptimes } = await report({ 'date_range[from]': from, 'date_range[to]': to }, timeZone);
  const [only, ...others] = uptimes;
  if (!only || others.length > 0) throw new Error('not one monitor');
  const { up_seconds, down_seconds, unknown_seconds } = only;
  const range = (Date.parse(date_range.to) - Date.parse(date_range.from)) / 1000;
  expect(up_seconds + down_seconds + unknown_seconds).toBe(range);
  return [up_seconds, down_seconds, unknown_seconds];
}

async function outages(from: string, to: string) {
  const { uptimes } = await report({ 'date_range[from]': from, 'date_range[to]': to });
  return uptimes.map((row) => row.outages);
}

const ten = '2026-01-30T10:00:00Z';
const eleven = '2026-01-30T11:00:00Z';

test('a report is told as the contract says', async () => {
  const target = await ledger.monitor({ name: 'Shop' });
  await ledger.statuses(target, [
    ['up', '2026-01-30T10:00:00Z'],
    ['down', '2026-01-30T10:30:00.400Z'],
    ['up', '2026-01-30T10:45:00.900Z'],
  ]);
  await ledger.checks(target, [
    { at: '2026-01-30T09:59:59.999Z' },
    { at: '2026-01-30T10:00:00.000Z' },
    { at: '2026-01-30T10:30:00.400Z', outcome: 'down' },
    { at: '2026-01-30T10:31:00.400Z', outcome: 'unchecked' },
    { at: '2026-01-30T10:59:59.999Z' },
    { at: '2026-01-30T11:00:00.000Z' },
  ]);
  expect(await report({ 'date_range[from]': ten, 'date_range[to]': eleven }, 'Europe/Madrid')).toEqual({
    date_range: { from: '2026-01-30T11:00:00+01:00', to: '2026-01-30T12:00:00+01:00' },
    uptimes: [
      {
        ...{ target_id: target, target_name: 'Shop', uptime: 75 },
        ...{ up_seconds: 2700, down_seconds: 900, unknown_seconds: 0, checks: 3, failed_checks: 1, outages: 1 },
      },
    ],
  });
});

test('without a range it is about today so far', async () => {
  const target = await ledger.monitor();
  await ledger.statuses(target, [['up', '2026-01-01T00:00Z']]);
  const { date_range, uptimes } = await report({}, 'Asia/Kathmandu');
  expect(date_range).toEqual({ from: '2026-01-31T00:00:00+05:45', to: '2026-01-31T17:45:00+05:45' });
  expect(uptimes).toMatchObject([{ up_seconds: 63_900, uptime: 100 }]);
});

test('what has just happened is counted at once, its time with the next second', async () => {
  const target = await ledger.monitor();
  await ledger.statuses(target, [['down', '2026-01-31T12:00:00.700Z']]);
  await ledger.checks(target, [{ at: '2026-01-31T12:00:00.700Z', outcome: 'down' }]);
  const counted = { checks: 1, failed_checks: 1, outages: 1 };
  expect((await report()).uptimes).toMatchObject([{ ...counted, down_seconds: 0, unknown_seconds: 43_200 }]);
  clock.advance(1000);
  expect((await report()).uptimes).toMatchObject([{ ...counted, down_seconds: 1, unknown_seconds: 43_200 }]);
});

describe('time', () => {
  test('before the first event is unknown', async () => {
    const target = await ledger.monitor({ createdAt: '2026-01-30T10:10Z' });
    await ledger.statuses(target, [['up', '2026-01-30T10:20:00.700Z']]);
    expect(await spent(ten, eleven)).toEqual([2400, 0, 1200]);
  });

  test('of a monitor that was never checked is unknown', async () => {
    await ledger.monitor({ knownUntil: null });
    const { uptimes } = await report({ 'date_range[from]': ten, 'date_range[to]': eleven });
    expect(uptimes).toMatchObject([{ uptime: null, unknown_seconds: 3600, checks: 0, failed_checks: 0, outages: 0 }]);
  });

  test('of an outage is cut at the edges of the range', async () => {
    const target = await ledger.monitor();
    await ledger.statuses(target, [
      ['up', '2026-01-30T00:00Z'],
      ['down', '2026-01-30T09:00Z'],
      ['up', '2026-01-30T10:15Z'],
      ['down', '2026-01-30T10:50Z'],
      ['up', '2026-01-30T13:00Z'],
    ]);
    expect(await spent(ten, eleven)).toEqual([2100, 1500, 0]);
    expect(await outages(ten, eleven)).toEqual([2]);
    expect(await spent('2026-01-30T11:30Z', '2026-01-30T12:30Z')).toEqual([0, 3600, 0]);
  });

  test('of a gap is unknown, whatever the status was', async () => {
    const target = await ledger.monitor();
    await ledger.statuses(target, [
      ['up', '2026-01-30T10:00Z'],
      ['down', '2026-01-30T10:20Z'],
      ['up', '2026-01-30T10:40Z'],
    ]);
    await ledger.gaps(target, [
      ['2026-01-30T09:00Z', '2026-01-30T10:05Z'],
      ['2026-01-30T10:15Z', '2026-01-30T10:25Z'],
      ['2026-01-30T10:30Z', '2026-01-30T10:31Z'],
      ['2026-01-30T10:55Z', '2026-01-30T11:05Z'],
    ]);
    expect(await spent(ten, eleven)).toEqual([1500, 840, 1260]);
  });

  test('of gaps that overlap is counted once', async () => {
    const target = await ledger.monitor();
    await ledger.statuses(target, [['up', '2026-01-30T00:00Z']]);
    await ledger.gaps(target, [
      ['2026-01-30T10:10Z', '2026-01-30T10:30Z'],
      ['2026-01-30T10:20Z', '2026-01-30T10:40Z'],
      ['2026-01-30T10:25Z', '2026-01-30T10:26Z'],
    ]);
    expect(await spent(ten, eleven)).toEqual([1800, 0, 1800]);
  });

  test('of an outage that lies in a gap is unknown, and the outage is counted', async () => {
    const target = await ledger.monitor();
    await ledger.statuses(target, [
      ['up', '2026-01-30T09:00Z'],
      ['down', '2026-01-30T10:20Z'],
      ['up', '2026-01-30T10:30Z'],
    ]);
    await ledger.gaps(target, [['2026-01-30T10:10Z', '2026-01-30T10:40Z']]);
    expect(await spent(ten, eleven)).toEqual([1800, 0, 1800]);
    expect(await outages(ten, eleven)).toEqual([1]);
  });

  test('is of whole seconds, so that shorter ranges add up to the whole', async () => {
    const target = await ledger.monitor();
    await ledger.statuses(target, [
      ['up', '2026-01-30T10:00:00.999Z'],
      ['down', '2026-01-30T10:00:05.001Z'],
      ['up', '2026-01-30T10:00:05.999Z'],
      ['down', '2026-01-30T10:00:07.500Z'],
    ]);
    expect(await spent(ten, '2026-01-30T10:00:10Z')).toEqual([7, 3, 0]);
    expect(await spent(ten, '2026-01-30T10:00:06Z')).toEqual([6, 0, 0]);
    expect(await spent('2026-01-30T10:00:06Z', '2026-01-30T10:00:10Z')).toEqual([1, 3, 0]);
  });

  test('of days with 23 and 25 hours', async () => {
    const target = await ledger.monitor();
    await ledger.statuses(target, [['up', '2025-01-01T00:00Z']]);
    expect(await spent('2025-03-30', '2025-03-30', 'Europe/Madrid')).toEqual([82_800, 0, 0]);
    expect(await spent('2025-10-26', '2025-10-26', 'Europe/Madrid')).toEqual([90_000, 0, 0]);
    expect(await spent('2025-04-06', '2025-04-06', 'Australia/Lord_Howe')).toEqual([88_200, 0, 0]);
  });

  test('of a range since the year 1 adds up too', async () => {
    const target = await ledger.monitor();
    await ledger.statuses(target, [['up', '2026-01-31T11:00Z']]);
    const range = (Date.parse('2026-01-31T12:00Z') - Date.parse('0001-01-01T00:00Z')) / 1000;
    expect(await spent('0001-01-01', '')).toEqual([3600, 0, range - 3600]);
  });

  test('of an empty range is none', async () => {
    const target = await ledger.monitor();
    await ledger.statuses(target, [['down', '2026-01-01T00:00Z']]);
    const { uptimes } = await report({ 'date_range[from]': ten, 'date_range[to]': ten });
    expect(uptimes).toMatchObject([
      { uptime: null, up_seconds: 0, down_seconds: 0, unknown_seconds: 0, checks: 0, outages: 0 },
    ]);
  });
});

describe('the time since the last check', () => {
  // The worst case: 10 s × 3 attempts and 2 s between them; then 5 s of grace.
  const knownUntil = '2026-01-31T11:59:00.500Z';
  const overdue = Date.parse(knownUntil) + 37_000;

  test('has the last status as long as the next check is not overdue', async () => {
    const target = await ledger.monitor({ knownUntil });
    await ledger.statuses(target, [['down', '2026-01-31T11:00Z']]);
    clock.step(overdue - clock.now());
    expect(await spent('2026-01-31T11:58Z', '')).toEqual([0, 97, 0]);
  });

  test('is unknown from then on, since the last check vouched for it', async () => {
    const target = await ledger.monitor({ knownUntil });
    await ledger.statuses(target, [['down', '2026-01-31T11:00Z']]);
    clock.step(overdue + 1 - clock.now());
    expect(await spent('2026-01-31T11:58Z', '')).toEqual([0, 60, 37]);
    clock.advance(60_000);
    expect(await spent('2026-01-31T11:58Z', '')).toEqual([0, 60, 97]);
    expect(await spent('2026-01-31T11:58Z', '2026-01-31T11:58:30Z')).toEqual([0, 30, 0]);
    expect(await spent('2026-01-31T11:59:10Z', '2026-01-31T11:59:30Z')).toEqual([0, 0, 20]);
  });

  test('depends on the timeout and the retries of the monitor', async () => {
    const target = await ledger.monitor({ knownUntil, timeout: 60, retries: 10 });
    await ledger.statuses(target, [['up', '2026-01-31T11:00Z']]);
    clock.step(Date.parse(knownUntil) + (60 * 11 + 10 + 5) * 1000 - clock.now());
    expect((await spent('2026-01-31T11:58Z', ''))[2]).toBe(0);
    clock.advance(1);
    expect((await spent('2026-01-31T11:58Z', ''))[2]).toBe(675);
  });
});

describe('outages', () => {
  test('one that ended in the second in which the range begins is not in it', async () => {
    const target = await ledger.monitor();
    await ledger.statuses(target, [
      ['down', '2026-01-30T09:00Z'],
      ['up', '2026-01-30T10:00:00.999Z'],
    ]);
    expect(await outages(ten, eleven)).toEqual([0]);
    expect(await outages('2026-01-30T09:59:59Z', eleven)).toEqual([1]);
  });

  test('one that began when the range ended is not in it', async () => {
    const target = await ledger.monitor();
    await ledger.statuses(target, [['down', eleven]]);
    expect(await outages(ten, eleven)).toEqual([0]);
    expect(await outages(ten, '2026-01-30T11:00:01Z')).toEqual([1]);
  });

  test('one that is shorter than a second counts where it began', async () => {
    const target = await ledger.monitor();
    await ledger.statuses(target, [
      ['down', '2026-01-30T10:00:00.200Z'],
      ['up', '2026-01-30T10:00:00.800Z'],
    ]);
    expect(await outages(ten, eleven)).toEqual([1]);
    expect(await outages('2026-01-30T09:00:00Z', ten)).toEqual([0]);
    expect(await outages('2026-01-30T10:00:01Z', eleven)).toEqual([0]);
  });
});

describe('uptime', () => {
  test('has 4 decimals and is 100 only without any downtime', () => {
    expect(uptimeOf(2, 1)).toBe(66.6667);
    expect(uptimeOf(1, 2)).toBe(33.3333);
    expect(uptimeOf(0, 5)).toBe(0);
    expect(uptimeOf(5, 0)).toBe(100);
    expect(uptimeOf(31_535_999, 1)).toBe(99.9999);
    expect(uptimeOf(1_999_999, 1)).toBe(99.9999);
    expect(uptimeOf(999_999, 1)).toBe(99.9999);
    expect(uptimeOf(60_000_000_000, 1)).toBe(99.9999);
    expect(uptimeOf(0, 0)).toBeNull();
  });
});

describe('which monitors', () => {
  test('all of the user by id, or those that are listed', async () => {
    const made = [await ledger.monitor(), await ledger.monitor(), await ledger.monitor()];
    const ids = async (params: Record<string, string>) => (await report(params)).uptimes.map((row) => row.target_id);
    expect(await ids({})).toEqual(made);
    expect(await ids({ target_ids: `${made[2]},${made[0]},${made[2]}` })).toEqual([made[0], made[2]]);
  });

  test("never another user's", async () => {
    const theirs = await ledger.monitor({ owner: await makeOwner(db.database) });
    expect((await report()).uptimes).toEqual([]);
    const params = { target_ids: String(theirs), 'date_range[to]': 'x', 'date_range[from]': '2027-01-01' };
    const { refused } = await ask(routes, '/reports/uptimes', params, ledger);
    expect(refused).toEqual([
      ['date_range[to]', 'invalid'],
      ['date_range[from]', 'out_of_range'],
      ['target_ids', 'not_allowed'],
    ]);
  });
});
