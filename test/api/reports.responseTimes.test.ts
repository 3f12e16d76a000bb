import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { reportRoutes } from '../../src/api/reports/routes.js';
import type { Route } from '../../src/http/route.js';
import { testClock, type TestClock } from '../support/clock.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { ask, makeLedger, seeded, type Check, type Ledger } from '../support/ledger.js';
import { makeOwner } from '../support/monitors.js';

type Figures = { average: number | null; minimum: number | null; maximum: number | null; checks: number };
type ResponseTimes = Figures & {
  target_id: number;
  median: number | null;
  p95: number | null;
  p99: number | null;
  series: (Figures & { at: string })[];
};

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

async function report(params: Record<string, string> = {}, timeZone = 'UTC'): Promise<ResponseTimes[]> {
  const { body, refused } = await ask(routes, '/reports/response_times', params, { userId: ledger.userId, timeZone });
  expect(refused).toEqual([]);
  return (body as { response_times: ResponseTimes[] }).response_times;
}

const between = (from: string, to: string, more: Record<string, string> = {}) => ({
  ...{ 'date_range[from]': from, 'date_range[to]': to },
  ...more,
});

/** `at` of the only monitor's buckets. */
async function edges(from: string, to: string, timeZone: string, interval = '') {
  const [only] = await report(between(from, to, { interval }), timeZone);
  return only?.series.map(({ at }) => at);
}

test('a report is told as the contract says', async () => {
  const target = await ledger.monitor({ name: 'Shop' });
  await ledger.checks(target, [
    { at: '2026-01-30T10:59:59.999Z', us: 1 },
    { at: '2026-01-30T11:00:00.000Z', us: 12_345 },
    { at: '2026-01-30T11:00:59.999Z', us: 20_000 },
    { at: '2026-01-30T11:01:30.000Z', outcome: 'down' },
    { at: '2026-01-30T11:01:31.000Z', outcome: 'unchecked' },
    { at: '2026-01-30T11:03:00.000Z', us: 30_001 },
    { at: '2026-01-30T12:00:00.000Z', us: 1 },
  ]);
  expect(await report(between('2026-01-30T11:00Z', '2026-01-30T12:00Z'), 'Europe/Madrid')).toEqual([
    {
      ...{ target_id: target, target_name: 'Shop', average: 20.782, minimum: 12.345, maximum: 30.001 },
      ...{ median: 20, p95: 30.001, p99: 30.001, checks: 3 },
      series: [
        { at: '2026-01-30T12:00:00+01:00', average: 16.173, minimum: 12.345, maximum: 20, checks: 2 },
        { at: '2026-01-30T12:03:00+01:00', average: 30.001, minimum: 30.001, maximum: 30.001, checks: 1 },
      ],
    },
  ]);
});

test('where there was no successful check all is null', async () => {
  const target = await ledger.monitor();
  await ledger.checks(target, [{ at: '2026-01-31T11:00Z', outcome: 'down' }]);
  const none = { average: null, minimum: null, maximum: null, median: null, p95: null, p99: null };
  expect(await report()).toEqual([{ target_id: target, target_name: 'monitor', ...none, checks: 0, series: [] }]);
});

test('an empty range has no checks', async () => {
  const target = await ledger.monitor();
  await ledger.checks(target, [{ at: '2026-01-30T11:00Z' }]);
  expect(await report(between('2026-01-30T11:00Z', '2026-01-30T11:00Z'))).toMatchObject([{ checks: 0, series: [] }]);
});

test('a check that has just been made is counted at once, in the bucket of its own minute', async () => {
  const target = await ledger.monitor();
  await ledger.checks(target, [{ at: '2026-01-31T12:00:00.100Z', us: 5000 }]);
  const [row] = await report({ 'date_range[from]': '2026-01-31T11:59:00Z' });
  expect(row).toMatchObject({ checks: 1, median: 5, series: [{ at: '2026-01-31T12:00:00+00:00', checks: 1 }] });
});

describe('percentiles', () => {
  test.each([1, 2, 3, 19, 20, 21, 99, 100, 101, 250])('of %i checks are those of nearest rank', async (count) => {
    const random = seeded(count);
    const target = await ledger.monitor();
    const start = Date.parse('2026-01-31T00:00Z');
    const times = Array.from({ length: count }, () => 1 + Math.floor(random() * 2_000_000));
    await ledger.checks(
      target,
      times.map((us, n) => ({ at: start + n * 60_000, us })),
    );
    const [only] = await report();
    const sorted = times.sort((a, b) => a - b);
    const rank = (percent: number) => (sorted[Math.ceil((percent * count) / 100) - 1] ?? 0) / 1000;
    expect(only).toMatchObject({ median: rank(50), p95: rank(95), p99: rank(99), checks: count });
  });
});

describe('the size of the buckets', () => {
  const bucketLength = async (from: string, to: string, timeZone = 'UTC') => {
    const target = await ledger.monitor();
    const checks = Array.from({ length: 3000 }, (_, n) => ({ at: Date.parse(from) + n * 60_000 }));
    await ledger.checks(target, checks);
    const [only] = await report(between(from, to, { target_ids: String(target) }), timeZone);
    return (Date.parse(only?.series[2]?.at ?? '') - Date.parse(only?.series[1]?.at ?? '')) / 60_000;
  };

  test.each([
    ['2026-01-01T00:00:00Z', '2026-01-01T06:00:00Z', 1],
    ['2026-01-01T00:00:00Z', '2026-01-01T06:00:01Z', 5],
    ['2026-01-01T00:00:00Z', '2026-01-03T00:00:00Z', 5],
    ['2026-01-01T00:00:00Z', '2026-01-03T00:00:01Z', 60],
    ['2025-12-01T00:00:00Z', '2026-01-01T00:00:00Z', 60],
    ['2025-12-01T00:00:00Z', '2026-01-01T00:00:01Z', 1440],
  ])('from %s to %s is %i minutes', async (from, to, minutes) => {
    expect(await bucketLength(from, to)).toBe(minutes);
  });

  test('a month of 31 days has hours, also where a day of it has 25', async () => {
    expect(await bucketLength('2025-09-30T22:00:00Z', '2025-10-31T23:00:00Z', 'Europe/Madrid')).toBe(60);
    expect(await bucketLength('2025-09-30T22:00:00Z', '2025-10-31T23:00:01Z', 'Europe/Madrid')).toBe(1440);
  });

  test('one that was asked for holds for any range with at most 2,000 buckets', async () => {
    const target = await ledger.monitor();
    await ledger.checks(target, [{ at: '2026-01-30T11:02:03Z' }]);
    const at = async (interval: string) => edges('2026-01-30T11:00Z', '2026-01-30T12:00Z', 'UTC', interval);
    expect(await at('minute')).toEqual(['2026-01-30T11:02:00+00:00']);
    expect(await at('5minutes')).toEqual(['2026-01-30T11:00:00+00:00']);
    expect(await at('hour')).toEqual(['2026-01-30T11:00:00+00:00']);
    expect(await at('day')).toEqual(['2026-01-30T00:00:00+00:00']);
  });

  test('more than 2,000 are out of range', async () => {
    const refused = async (from: string, to: string, interval: string) =>
      (await ask(routes, '/reports/response_times', between(from, to, { interval }), ledger)).refused;
    const tooMany = [['interval', 'out_of_range']];
    expect(await refused('2026-01-01T00:00Z', '2026-01-02T09:20Z', 'minute')).toEqual([]);
    expect(await refused('2026-01-01T00:00Z', '2026-01-02T09:20:01Z', 'minute')).toEqual(tooMany);
    expect(await refused('2026-01-01T00:00:30Z', '2026-01-02T09:20:30Z', 'minute')).toEqual(tooMany);
    expect(await refused('0001-01-01', '2026-01-02', 'day')).toEqual(tooMany);
    expect(await refused('2026-01-01', '2026-01-02', 'week')).toEqual([['interval', 'invalid']]);
    expect(await refused('2025-01-01', 'tomorrow', 'minute')).toEqual([['date_range[to]', 'invalid']]);
    expect(await refused('2026-01-02', '2026-01-01', 'minute')).toEqual([['date_range[from]', 'out_of_range']]);
  });

  test('the size that is chosen never fails, however long the range is', async () => {
    const target = await ledger.monitor({ createdAt: '2015-06-01T00:00Z' });
    await ledger.checks(target, [{ at: '2015-06-01T10:00Z' }, { at: '2026-01-31T10:00Z' }]);
    expect(await edges('0001-01-01', '', 'Europe/Madrid')).toEqual([
      '2015-06-01T00:00:00+02:00',
      '2026-01-31T00:00:00+01:00',
    ]);
  });
});

describe('buckets', () => {
  test('an edge is told where it is, also before the range', async () => {
    const target = await ledger.monitor();
    await ledger.checks(target, [{ at: '2026-01-30T11:00:20Z' }, { at: '2026-01-30T11:00:40Z' }]);
    const [only] = await report(between('2026-01-30T11:00:30Z', '2026-01-30T12:00Z'));
    expect(only).toMatchObject({ checks: 1, series: [{ at: '2026-01-30T11:00:00+00:00', checks: 1 }] });
  });

  test('a repeated hour gives two', async () => {
    const target = await ledger.monitor();
    const start = Date.parse('2025-10-25T22:00Z');
    await ledger.checks(
      target,
      Array.from({ length: 8 }, (_, n) => ({ at: start + n * 1_800_000 })),
    );
    expect(await edges('2025-10-26', '2025-10-26', 'Europe/Madrid', 'hour')).toEqual([
      '2025-10-26T00:00:00+02:00',
      '2025-10-26T01:00:00+02:00',
      '2025-10-26T02:00:00+02:00',
      '2025-10-26T02:00:00+01:00',
    ]);
  });

  test.each([
    ['Asia/Kolkata', '2026-01-30T10:15:00Z', '2026-01-30T15:00:00+05:30'],
    ['Asia/Kathmandu', '2026-01-30T10:10:00Z', '2026-01-30T15:00:00+05:45'],
    ['Australia/Lord_Howe', '2026-01-30T10:10:00Z', '2026-01-30T21:00:00+11:00'],
    ['Australia/Lord_Howe', '2025-07-30T10:40:00Z', '2025-07-30T21:00:00+10:30'],
  ])('in %s the hour of %s begins at %s', async (timeZone, at, edge) => {
    const target = await ledger.monitor();
    await ledger.checks(target, [{ at }]);
    const [from, to] = [new Date(Date.parse(at) - 7_200_000), new Date(Date.parse(at) + 7_200_000)];
    expect(await edges(from.toISOString(), to.toISOString(), timeZone, 'hour')).toEqual([edge]);
  });
});

describe('random checks', () => {
  const figures = (times: readonly number[]): Figures => ({
    average: Math.round(times.reduce((sum, us) => sum + us, 0) / times.length) / 1000,
    minimum: Math.min(...times) / 1000,
    maximum: Math.max(...times) / 1000,
    checks: times.length,
  });

  /** The hour that clocks show, with the offset that they show it by. */
  const clockHour = (at: number, timeZone: string) =>
    new Intl.DateTimeFormat('sv-SE', {
      ...{ timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', timeZoneName: 'longOffset' },
    }).format(at);

  test.each(['UTC', 'Europe/Madrid', 'Asia/Kathmandu', 'America/St_Johns', 'Australia/Lord_Howe'])(
    'give what sorting them by the clocks of %s gives',
    async (timeZone) => {
      const random = seeded(5);
      // Lord Howe and Europe change their offsets in these days.
      const [from, to] = [Date.parse('2025-10-03T10:17:00Z'), Date.parse('2025-10-28T20:44:00Z')];
      const expected = new Map<number, Map<string, number[]>>();
      for (let n = 0; n < 3; n += 1) {
        const target = await ledger.monitor();
        const checks = Array.from({ length: 500 }, (): Check & { at: number } => ({
          at: from - 3_600_000 + Math.floor(random() * (to - from + 7_200_000)),
          us: 1 + Math.floor(random() * 3_000_000),
          outcome: random() < 0.9 ? 'up' : 'down',
        }));
        await ledger.checks(target, checks);
        const hours = new Map<string, number[]>();
        for (const { at, us, outcome } of checks.sort((a, b) => a.at - b.at)) {
          if (outcome !== 'up' || at < from || at >= to) continue;
          const hour = clockHour(at, timeZone);
          hours.set(hour, [...(hours.get(hour) ?? []), us ?? 0]);
        }
        expected.set(target, hours);
      }
      const range = between(new Date(from).toISOString(), new Date(to).toISOString(), { interval: 'hour' });
      for (const { target_id, series, average, minimum, maximum, checks } of await report(range, timeZone)) {
        const hours = [...(expected.get(target_id)?.values() ?? [])];
        expect({ average, minimum, maximum, checks }).toEqual(figures(hours.flat()));
        expect(series.map((row) => [row.average, row.minimum, row.maximum, row.checks])).toEqual(
          hours.map((times) => Object.values(figures(times))),
        );
        for (const { at } of series) expect(at).toMatch(/:(00|30):00[+-]/);
      }
    },
  );
});

describe('which monitors', () => {
  test('all of the user by id, or those that are listed, never others', async () => {
    const made = [await ledger.monitor(), await ledger.monitor({ createdAt: '2026-01-31T10:00Z' })];
    const theirs = await ledger.monitor({ owner: await makeOwner(db.database) });
    for (const target of [...made, theirs]) await ledger.checks(target, [{ at: '2026-01-31T11:00Z' }]);
    expect((await report()).map((row) => [row.target_id, row.checks])).toEqual(made.map((id) => [id, 1]));
    expect((await report({ target_ids: String(made[1]) })).map((row) => row.target_id)).toEqual([made[1]]);
    const { refused } = await ask(routes, '/reports/response_times', { target_ids: `${made[0]},${theirs}` }, ledger);
    expect(refused).toEqual([['target_ids', 'not_allowed']]);
  });
});
