import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventRoutes } from '../../src/api/events/routes.js';
import type { Route } from '../../src/http/route.js';
import { testClock, type TestClock } from '../support/clock.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { ask, makeLedger, seeded, type Ledger } from '../support/ledger.js';
import { makeOwner } from '../support/monitors.js';

type Event = { id: number; target_id: number; duration_seconds: number } & Record<string, unknown>;
type Body = { date_range: unknown; events: Event[]; next_cursor: string | null };

let db: TestDatabase;
let clock: TestClock;
let routes: Route[];
let ledger: Ledger;

beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(async () => {
  clock = testClock(Date.parse('2026-01-31T12:00:00.789Z'));
  routes = eventRoutes({ database: db.database, clock });
  ledger = await makeLedger(db.database);
});
afterAll(async () => {
  await db.close();
});

async function list(params: Record<string, string> = {}, timeZone = 'UTC'): Promise<Body> {
  const { body, refused } = await ask(routes, '/events', params, { userId: ledger.userId, timeZone });
  expect(refused).toEqual([]);
  return body as Body;
}

async function refusal(params: Record<string, string>) {
  return (await ask(routes, '/events', params, { userId: ledger.userId })).refused;
}

const ids = ({ events }: Body) => events.map(({ id }) => id);
const january = { 'date_range[from]': '2026-01-01', 'date_range[to]': '2026-01-31' };

describe('an event', () => {
  test('is told as the contract says, in the time zone of the user', async () => {
    const target = await ledger.monitor({ name: 'Shop' });
    const [up, down] = await ledger.statuses(target, [
      ['up', '2026-01-31T08:00:00.900Z'],
      ['down', '2026-01-31T10:00:00.100Z'],
    ]);
    const { date_range, events, next_cursor } = await list({}, 'Europe/Madrid');
    expect(date_range).toEqual({ from: '2026-01-31T00:00:00+01:00', to: '2026-01-31T13:00:00+01:00' });
    const monitor = { target_id: target, target_name: 'Shop', group_id: ledger.groupId };
    expect(events).toEqual([
      {
        ...{ id: down, ...monitor, type: 'down', started_at: '2026-01-31T11:00:00+01:00', ended_at: null },
        ...{ duration_seconds: 7200, reason: { code: 'timeout', detail: 'no answer' } },
      },
      {
        ...{ id: up, ...monitor, type: 'up', started_at: '2026-01-31T09:00:00+01:00' },
        ...{ ended_at: '2026-01-31T11:00:00+01:00', duration_seconds: 7200, reason: null },
      },
    ]);
    expect(next_cursor).toBeNull();
  });

  test('lasts as long as the times that are printed are apart, until now while it is open', async () => {
    const target = await ledger.monitor();
    await ledger.statuses(target, [
      ['up', '2026-01-31T08:00:00.900Z'],
      ['down', '2026-01-31T08:00:01.100Z'],
      ['up', '2026-01-31T11:59:59.999Z'],
    ]);
    expect((await list()).events.map((event) => event.duration_seconds)).toEqual([1, 14_398, 1]);
    clock.advance(10_000);
    expect((await list()).events[0]?.duration_seconds).toBe(11);
  });

  test('is in the group in which its monitor is now', async () => {
    const target = await ledger.monitor();
    await ledger.statuses(target, [['up', '2026-01-31T08:00Z']]);
    const [group] = await db.database.query<{ id: number }>(
      `INSERT INTO groups (user_id, name) VALUES ($1, 'Other') RETURNING id`,
      [ledger.userId],
    );
    await db.database.query('UPDATE targets SET group_id = $2 WHERE id = $1', [target, group?.id]);
    expect((await list()).events).toMatchObject([{ group_id: group?.id }]);
  });
});

describe('which events', () => {
  test('those that started in the range: its first second is in it, its end is not', async () => {
    const target = await ledger.monitor();
    const [, first, second] = await ledger.statuses(target, [
      ['up', '2026-01-30T09:59:59.999Z'],
      ['down', '2026-01-30T10:00:00.000Z'],
      ['up', '2026-01-30T10:59:59.999Z'],
      ['down', '2026-01-30T11:00:00.000Z'],
    ]);
    const found = await list({ 'date_range[from]': '2026-01-30T10:00', 'date_range[to]': '2026-01-30T11:00' });
    expect(ids(found)).toEqual([second, first]);
  });

  test('one that has just started is there at once, in a range that ends now', async () => {
    const target = await ledger.monitor();
    const [just] = await ledger.statuses(target, [['up', '2026-01-31T12:00:00.700Z']]);
    expect((await list()).events).toMatchObject([{ id: just, duration_seconds: 0 }]);
    expect(ids(await list({ 'date_range[to]': '2026-01-31T12:00:01Z' }))).toEqual([just]);
    expect(ids(await list({ 'date_range[to]': '2026-01-31T12:00:00Z' }))).toEqual([]);
  });

  test('an empty range has none', async () => {
    const target = await ledger.monitor();
    await ledger.statuses(target, [['up', '2026-01-30T10:00Z']]);
    const at = '2026-01-30T10:00';
    expect(ids(await list({ 'date_range[from]': at, 'date_range[to]': at }))).toEqual([]);
  });

  test('those of the monitors that are listed', async () => {
    const [a, b, c] = [await ledger.monitor(), await ledger.monitor(), await ledger.monitor()];
    const [ofA] = await ledger.statuses(a, [['up', '2026-01-30T10:00Z']]);
    await ledger.statuses(b, [['up', '2026-01-30T11:00Z']]);
    const [ofC] = await ledger.statuses(c, [['up', '2026-01-30T12:00Z']]);
    expect(ids(await list({ ...january, target_ids: `${a},${c},${a}` }))).toEqual([ofC, ofA]);
    expect(ids(await list(january))).toHaveLength(3);
  });

  test("never another user's", async () => {
    const owner = await makeOwner(db.database);
    const theirs = await ledger.monitor({ owner });
    await ledger.statuses(theirs, [['up', '2026-01-30T10:00Z']]);
    expect(ids(await list(january))).toEqual([]);
    expect(await refusal({ target_ids: String(theirs) })).toEqual([['target_ids', 'not_allowed']]);
  });

  test('a range from the year 1 has all of them', async () => {
    const target = await ledger.monitor();
    const all = await ledger.statuses(target, [['up', '1970-01-01T00:00Z']]);
    expect(ids(await list({ 'date_range[from]': '0001-01-01T00:00+14:00' }))).toEqual(all);
  });
});

describe('pages', () => {
  test('follow each other without loss or repetition, also where many events start at once', async () => {
    const random = seeded(3);
    const start = Date.parse('2026-01-10T00:00Z');
    const expected: { id: number; at: number }[] = [];
    for (let n = 0; n < 6; n += 1) {
      const target = await ledger.monitor();
      const starts = Array.from({ length: 10 }, () => start + Math.floor(random() * 5)).sort();
      const made = await ledger.statuses(
        target,
        starts.map((at, turn) => [turn % 2 ? 'down' : 'up', at]),
      );
      expected.push(...made.map((id, turn) => ({ id, at: starts[turn] ?? 0 })));
    }
    expected.sort((a, b) => b.at - a.at || b.id - a.id);
    for (const limit of [1, 7, 59, 60, 61]) {
      const found: number[] = [];
      let cursor = '';
      for (let page = 0; page < 61; page += 1) {
        const answer = await list({ ...january, limit: String(limit), cursor });
        expect(answer.events.length).toBeLessThanOrEqual(limit);
        found.push(...ids(answer));
        if (answer.next_cursor === null) break;
        cursor = answer.next_cursor;
      }
      expect(found).toEqual(expected.map(({ id }) => id));
    }
  });

  test('events that come meanwhile do not shift the pages that follow', async () => {
    const target = await ledger.monitor();
    const [older, newer] = await ledger.statuses(
      target,
      [
        ['up', '2026-01-31T10:00Z'],
        ['down', '2026-01-31T11:00Z'],
      ],
      '2026-01-31T11:59Z',
    );
    const first = await list({ limit: '1' });
    expect(ids(first)).toEqual([newer]);
    await ledger.statuses(target, [['up', '2026-01-31T11:59Z']]);
    clock.advance(60_000);
    expect(ids(await list({ limit: '1', cursor: first.next_cursor ?? '' }))).toEqual([older]);
  });

  test('have 1,000 events unless asked for fewer', async () => {
    const target = await ledger.monitor();
    const start = Date.parse('2026-01-10T00:00Z');
    await ledger.statuses(
      target,
      Array.from({ length: 1001 }, (_, n) => [n % 2 ? 'down' : 'up', start + n * 60_000]),
    );
    const { events, next_cursor } = await list(january);
    expect(events).toHaveLength(1000);
    expect(ids(await list({ ...january, cursor: next_cursor ?? '' }))).toHaveLength(1);
  });
});

describe('what is refused', () => {
  test.each([
    [{ limit: '0' }, [['limit', 'out_of_range']]],
    [{ limit: '1001' }, [['limit', 'out_of_range']]],
    [{ limit: 'all' }, [['limit', 'invalid']]],
    [{ target_ids: '1,x' }, [['target_ids', 'invalid']]],
    [{ target_ids: '99999999999999999999' }, [['target_ids', 'not_allowed']]],
    [{ 'date_range[from]': '2026-02-30' }, [['date_range[from]', 'invalid']]],
    [{ 'date_range[from]': '2026-02-01' }, [['date_range[from]', 'out_of_range']]],
  ])('%j', async (params, expected) => {
    expect(await refusal(params as unknown as Record<string, string>)).toEqual(expected);
  });

  test('a cursor that we did not write', async () => {
    const encode = (text: string) => Buffer.from(text).toString('base64url');
    const cursors = [
      'x',
      '%',
      encode('1'),
      encode('1.'),
      encode('1.2.3'),
      encode('-1.2'),
      encode('1.2 '),
      encode('01.2'),
    ];
    cursors.push(encode('999999999999999.1'), encode('1.9999999999999999'), `${encode('1.2')}=`, ` ${encode('1.2')}`);
    for (const cursor of cursors)
      expect([cursor, ...(await refusal({ cursor }))]).toEqual([cursor, ['cursor', 'invalid']]);
  });

  test('all problems are told at once', async () => {
    const refused = await refusal({
      ...{ limit: '0', cursor: '?', target_ids: '2147483647', 'date_range[frm]': 'x' },
      ...{ 'date_range[from]': '2026-01-30', 'date_range[to]': '2026-01-20' },
    });
    expect(refused.sort()).toEqual([
      ['cursor', 'invalid'],
      ['date_range[frm]', 'unknown_param'],
      ['date_range[from]', 'out_of_range'],
      ['limit', 'out_of_range'],
      ['target_ids', 'not_allowed'],
    ]);
  });
});
