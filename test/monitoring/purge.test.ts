import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { purgeLock } from '../../src/monitoring/locks.js';
import { purger } from '../../src/monitoring/purge.js';
import { partitions } from '../../src/monitoring/retention.js';
import { rollups } from '../../src/monitoring/rollups.js';
import { monitoringStore } from '../../src/monitoring/store.js';
import { verdict } from '../../src/monitoring/verdict.js';
import type { Database } from '../../src/platform/database/database.js';
import { makeGroup, makeUrl, testApi, type Client, type TestApi } from '../support/api.js';
import { blocked, held } from '../support/held.js';
import { memoryLog } from '../support/log.js';

let api: TestApi;
let database: Database;
let ann: Client;
let group: number;

const second = 1000;
const day = 86_400 * second;
const begin = Date.UTC(2026, 0, 10);
const { log, lines } = memoryLog();
const tables = ['check_results', 'check_rollups', 'rollup_queue', 'events', 'gaps', 'purges'];
/** Rows that `aMonitor` makes beside its results. */
const others = 4000;

beforeAll(async () => {
  api = await testApi();
  ({ database } = api);
  ann = api.as(await api.signUp());
  group = await makeGroup(ann);
  await partitions(database).ensure(Array.from({ length: 6 }, (_, n) => begin + n * day));
});
beforeEach(async () => {
  await database.query(`TRUNCATE ${tables.join()}`);
  lines.length = 0;
});
afterAll(async () => {
  await api.close();
});

/** A monitor with so many results, six seconds apart, and with 1,000 rows in each of the other tables. */
async function aMonitor(results: number, client = ann, groupId = group): Promise<number> {
  const id = await makeUrl(client, groupId);
  const from = new Date(begin);
  await database.query(
    `INSERT INTO check_results (target_id, started_at, outcome, attempts)
     SELECT $1, $2::timestamptz + n * interval '6 s', 'up', 1 FROM generate_series(1, $3::int) AS n`,
    [id, from, results],
  );
  const others = [
    `INTO check_rollups SELECT $1, $2::date - n, 1, 0, '', '', ''`,
    `INTO rollup_queue SELECT $1, $2::timestamptz - n * interval '1 h'`,
    `INTO gaps SELECT $1, $2::timestamptz - n * interval '1 s', $2`,
    // Two at a time, so that a step may end between two that began together.
    `INTO events (target_id, type, started_at, ended_at) SELECT $1, 'up', $2::timestamptz + n / 2 * interval '1 s', $2`,
  ];
  for (const sql of others) await database.query(`INSERT ${sql} FROM generate_series(1, 1000) AS n`, [id, from]);
  return id;
}

const remove = async (id: number) => {
  expect((await ann('DELETE', `/api/groups/${group}/target/urls/${id}`)).status).toBe(204);
};

/** How many rows each table has of some monitors. */
async function rowsOf(...ids: number[]): Promise<number[]> {
  const counts = tables.map((table) => `(SELECT count(*)::int FROM ${table} WHERE target_id = ANY($1))`);
  const [row] = await database.query<{ counts: number[] }>(`SELECT ARRAY[${counts.join()}] AS counts`, [ids]);
  return row?.counts ?? [];
}
const none = tables.map(() => 0);
const all = (results: number) => [results, 1000, 1000, 1000, 1000, 0];

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** The database, where `onStep` is called after each transaction. */
function observed(onStep: () => Promise<unknown>): Database {
  return {
    ...database,
    async transaction(work) {
      const done = await database.transaction(work);
      await onStep();
      return done;
    },
  };
}

test('a monitor is deleted at once, and what it leaves is removed in small steps', async () => {
  const [id, kept] = [await aMonitor(50_000), await aMonitor(3000)];
  await remove(id);
  expect(await rowsOf(id)).toEqual([50_000, 1000, 1000, 1000, 1000, 1]);
  const range = 'date_range[from]=2026-01-01';
  const events = (await ann('GET', '/api/events', { query: range })).body as { events?: { target_id: number }[] };
  expect(new Set(events.events?.map(({ target_id }) => target_id))).toEqual(new Set([kept]));
  expect((await ann('GET', '/api/events', { query: `${range}&target_ids=${id}` })).status).toBe(422);

  let before = 50_000 + others;
  const steps: number[] = [];
  const database = observed(async () => {
    const now = sum((await rowsOf(id)).slice(0, -1));
    steps.push(before - now);
    before = now;
  });
  expect(await purger({ database, log }).run()).toBe(1);
  expect(await rowsOf(id)).toEqual(none);
  expect(sum(steps)).toBe(50_000 + others);
  expect(Math.max(...steps)).toBeLessThanOrEqual(5000);
  expect(await rowsOf(kept)).toEqual(all(3000));
  expect(await purger({ database, log }).run()).toBe(0);
});

test('what a run did not come to, the next one removes, in another process too', async () => {
  const ids = [await aMonitor(12_000), await aMonitor(12_000)];
  for (const id of ids) await remove(id);
  const stop = new AbortController();
  let steps = 0;
  const stopping = observed(() => {
    steps += 1;
    if (steps === 3) stop.abort();
    return Promise.resolve();
  });
  expect(await purger({ database: stopping, log }).run(stop.signal)).toBe(0);
  expect(steps).toBe(3);
  expect(sum(await rowsOf(...ids))).toBe(2 * (12_000 + others + 1) - 15_000);
  expect(await purger({ database, log }).run(stop.signal)).toBe(0);
  expect(await purger({ database, log }).run()).toBe(2);
  expect(await rowsOf(...ids)).toEqual(none);
});

test('a stop ends the pause between two steps at once', async () => {
  const id = await aMonitor(10);
  await remove(id);
  const stop = new AbortController();
  let elapsed = 0;
  const hours = vi.spyOn(performance, 'now').mockImplementation(() => (elapsed += 3_600_000));
  const stopping = observed(() => Promise.resolve(setImmediate(() => stop.abort())));
  await purger({ database: stopping, log })
    .run(stop.signal)
    .finally(() => hours.mockRestore());
  expect((await rowsOf(id)).at(-1)).toBe(1);
  expect(await purger({ database, log }).run()).toBe(1);
});

test('several purgers at once remove everything, once', async () => {
  const kept = await aMonitor(10);
  const ids = await Promise.all([aMonitor(7000), aMonitor(3500), aMonitor(20), aMonitor(20)]);
  for (const id of ids) await remove(id);
  const runs = await Promise.all([1, 2, 3].map(() => purger({ database, log }).run()));
  expect(sum(runs)).toBe(4);
  expect(await rowsOf(...ids)).toEqual(none);
  expect(await rowsOf(kept)).toEqual(all(10));
});

test('a purger does not wait for another one: it leaves the work to it', async () => {
  const id = await aMonitor(10);
  await remove(id);
  await database.transaction(async (query) => {
    await query('SELECT pg_advisory_xact_lock($1)', [purgeLock]);
    expect(await purger({ database, log }).run()).toBe(0);
  });
  expect(await rowsOf(id)).toEqual([10, 1000, 1000, 1000, 1000, 1]);
  expect(await purger({ database, log }).run()).toBe(1);
});

test('the monitors of a group and of an account are purged like single ones', async () => {
  const ben = api.as(await api.signUp());
  const [first, second] = [await makeGroup(ben), await makeGroup(ben)];
  const ofFirst = [await aMonitor(10, ben, first), await aMonitor(10, ben, first)];
  const ofSecond = [await aMonitor(10, ben, second), await aMonitor(10, ben, second)];
  expect((await ben('DELETE', `/api/groups/${first}`)).status).toBe(204);
  expect(await rowsOf(...ofFirst)).toEqual([20, 2000, 2000, 2000, 2000, 2]);
  expect((await rowsOf(...ofSecond)).at(-1)).toBe(0);
  expect((await ben('DELETE', '/api/users')).status).toBe(204);
  expect((await rowsOf(...ofFirst, ...ofSecond)).at(-1)).toBe(4);
  expect(await purger({ database, log }).run()).toBe(4);
  expect(await rowsOf(...ofFirst, ...ofSecond)).toEqual(none);
});

test('while the database is away a purger says so once, and goes on afterwards', async () => {
  const id = await aMonitor(12_000);
  await remove(id);
  let isAway = false;
  const leaving: Database = {
    ...database,
    async transaction(work) {
      if (isAway) throw new Error('Connection terminated unexpectedly');
      const done = await database.transaction(work);
      isAway = true;
      return done;
    },
  };
  const one = purger({ database: leaving, log });
  expect([await one.run(), await one.run()]).toEqual([0, 0]);
  expect(lines).toMatchObject([{ level: 'warn' }]);
  expect((await rowsOf(id))[0]).toBe(7000);
  isAway = false;
  await one.run();
  expect((await rowsOf(id))[0]).toBe(2000);
  expect(await purger({ database, log }).run()).toBe(1);
});

test('an entry stays for as long as anything else of its monitor is left', async () => {
  const id = await aMonitor(10);
  await remove(id);
  const late = async () => {
    await database.query(
      `INSERT INTO check_results (target_id, started_at, outcome, attempts) VALUES ($1, $2, 'up', 1) ON CONFLICT DO NOTHING`,
      [id, new Date(begin)],
    );
  };
  expect(await purger({ database: observed(late), log }).run()).toBe(0);
  expect(await rowsOf(id)).toEqual([1, 0, 0, 0, 0, 1]);
  expect(await purger({ database, log }).run()).toBe(1);
  expect(await rowsOf(id)).toEqual(none);
});

describe('a check of a monitor that is being deleted', () => {
  const checker = '7b0f3b0c-0c5e-4d0b-9b0a-2f0e6a1d9c11';

  /** Records the check of a monitor that is made for it. */
  async function aCheck(on: Database) {
    const id = await makeUrl(ann, group);
    const now = begin + day;
    await database.query('UPDATE standings SET next_check_at = $2 WHERE target_id = $1', [id, new Date(now)]);
    const [due] = await monitoringStore(database, checker).claim({ until: now, now, limit: 1 });
    if (due?.targetId !== id) throw new Error('another one was due');
    const up = { startedAt: now, outcome: { kind: 'up' as const, responseTime: 1 } };
    const finished = { due, verdict: verdict(due.standing, due.plan, [up]) };
    return { id, record: () => monitoringStore(on, checker).record([finished], now) };
  }

  test('is purged where it was recorded first: the deletion waits for it', async () => {
    const recorder = held(database, /INSERT INTO events/);
    const { id, record } = await aCheck(recorder.database);
    const recording = record();
    await recorder.reached();
    const removing = remove(id);
    await blocked(database);
    expect(await purger({ database, log }).run()).toBe(0);
    recorder.state.release();
    expect(await recording).toHaveLength(1);
    await removing;
    expect(await rowsOf(id)).toEqual([1, 0, 0, 1, 0, 1]);
    expect(await purger({ database, log }).run()).toBe(1);
    expect(await rowsOf(id)).toEqual(none);
  });

  test('is not recorded where the deletion came first', async () => {
    const { id, record } = await aCheck(database);
    let recording: ReturnType<typeof record> | undefined;
    await database.transaction(async (query) => {
      await query('DELETE FROM targets WHERE id = $1', [id]);
      recording = record();
      await blocked(database);
    });
    expect(await purger({ database, log }).run()).toBe(1);
    expect(await recording).toEqual([]);
    expect(await rowsOf(id)).toEqual(none);
  });
});

test.each([
  ['puts its hours into the queue', /INTO rollup_queue/],
  ['writes its rollups', /INTO check_rollups/],
])('a monitor that is deleted while a roll-up %s leaves nothing', async (_what, statement) => {
  await database.query(`UPDATE rollup_progress SET closed_until = '-infinity', rolled_until = '-infinity'`);
  const id = await makeUrl(ann, group);
  await database.query(
    `INSERT INTO check_results (target_id, started_at, outcome, attempts, response_time_us) VALUES ($1, $2, 'up', 1, 9)`,
    [id, new Date(begin)],
  );
  const roller = held(database, statement);
  const rolling = (async () => {
    while (!roller.state.isReached) await rollups({ database: roller.database }).run(begin + day);
  })();
  await roller.reached();
  await remove(id);
  const purging = purger({ database, log }).run();
  await blocked(database);
  roller.state.release();
  expect(await purging).toBe(1);
  await rolling;
  expect(await rowsOf(id)).toEqual(none);
});
