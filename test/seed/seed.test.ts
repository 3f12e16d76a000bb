import { afterEach, expect, test } from 'vitest';
import { rollUp, type Sample } from '../../src/ledger/rollup.js';
import { reportRoutes } from '../../src/api/reports/routes.js';
import { seed, type SeedOptions } from '../../src/seed/seed.js';
import type { Database } from '../../src/platform/database/database.js';
import { testClock } from '../support/clock.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { ask } from '../support/ledger.js';

const open: TestDatabase[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function freshDatabase(): Promise<Database> {
  const made = await testDatabase();
  open.push(made);
  return made.database;
}

const until = new Date('2026-03-10T15:25:00Z');
const options: SeedOptions = {
  ...{ monitors: 9, days: 12, resultsDays: 5, interval: 300, seed: 3, until },
  ...{ email: 'demo@example.com', password: 'correct horse', service: { host: '127.0.0.1', port: 8443, tls: true } },
};

const tables = {
  targets: 'id, group_id, type, name, settings, seconds_between_checks, created_at',
  events: 'target_id, type, started_at, ended_at, reason_code, reason_detail',
  gaps: '*',
  check_results: '*',
  check_rollups: '*',
  standings: 'target_id, status, status_since, last_checked_at, last_response_time_us, known_until',
};

async function contents(database: Database) {
  const all: Record<string, unknown[]> = {};
  for (const [table, columns] of Object.entries(tables))
    all[table] = await database.query(`SELECT ${columns} FROM ${table} ORDER BY 1, 2, 3`);
  return all;
}

test('the same options give the same past, another seed another', async () => {
  const [one, two, other] = [await freshDatabase(), await freshDatabase(), await freshDatabase()];
  const { counts } = await seed(one, options);
  await seed(two, options);
  await seed(other, { ...options, seed: 4 });
  const made = await contents(one);
  expect(await contents(two)).toEqual(made);
  expect((await contents(other))['check_rollups']).not.toEqual(made['check_rollups']);
  expect(counts).toMatchObject({
    results: made['check_results']?.length,
    rollups: made['check_rollups']?.length,
    events: made['events']?.length,
    gaps: made['gaps']?.length,
  });
  expect(counts.checks).toBeGreaterThan(9 * 11 * 280);
});

test('rollups are those of the checks, events follow each other, and reports agree with all of them', async () => {
  const database = await freshDatabase();
  const { userId, targetIds } = await seed(database, { ...options, resultsDays: 12 });
  const results = await database.query<{ target_id: number; started_at: Date; outcome: string; us: number }>(
    'SELECT target_id, started_at, outcome, response_time_us AS us FROM check_results ORDER BY 1, 2',
  );
  const rollups = await database.query<{ target_id: number; day: string; quarters: Buffer }>(
    'SELECT target_id, day::text, quarters FROM check_rollups',
  );
  expect(rollups).toHaveLength(9 * 12);
  for (const { target_id, day, quarters } of rollups) {
    const begin = Date.parse(day);
    const end = Math.min(begin + 86_400_000, Date.parse('2026-03-10T15:00Z'));
    const samples = results
      .filter((row) => row.target_id === target_id && row.outcome !== 'unchecked')
      .filter(({ started_at }) => started_at.getTime() >= begin && started_at.getTime() < end)
      .map(({ started_at, outcome, us }): Sample => {
        const second = Math.floor((started_at.getTime() - begin) / 1000);
        return { second, responseTime: outcome === 'up' ? us : null };
      });
    expect(quarters.equals(rollUp(undefined, new Set(), samples).quarters)).toBe(true);
  }

  for (const id of targetIds) {
    const events = await database.query<{ type: string; started_at: Date; ended_at: Date | null }>(
      'SELECT type, started_at, ended_at FROM events WHERE target_id = $1 ORDER BY started_at',
      [id],
    );
    for (const [place, { type, ended_at }] of events.entries()) {
      expect(ended_at).toEqual(events[place + 1]?.started_at ?? null);
      expect(type).not.toBe(events[place + 1]?.type);
    }
    const own = results.filter((row) => row.target_id === id && row.outcome !== 'unchecked');
    for (const { started_at, outcome } of own)
      expect(events.findLast((event) => event.started_at <= started_at)?.type).toBe(outcome);
  }

  const routes = reportRoutes({ database, clock: testClock(until.getTime()) });
  const { body } = await ask(routes, '/reports/uptimes', { 'date_range[from]': '2026-02-01' }, { userId });
  const { uptimes } = body as { uptimes: { target_id: number; checks: number; failed_checks: number }[] };
  for (const { target_id, checks, failed_checks } of uptimes) {
    const own = results.filter((row) => row.target_id === target_id && row.outcome !== 'unchecked');
    expect([checks, failed_checks]).toEqual([own.length, own.filter(({ outcome }) => outcome === 'down').length]);
  }
});

test('where it fails nothing is left of it', async () => {
  const database = await freshDatabase();
  const before = await contents(database);
  const fails = seed(database, options, (_checks, share) => {
    if (share > 0.8) throw new Error('interrupted');
  });
  await expect(fails).rejects.toThrow('interrupted');
  expect(await contents(database)).toEqual(before);
  expect(await database.query('SELECT 1 FROM users')).toEqual([]);
  await seed(database, options);
});

test('checks are recorded meanwhile: what a recorder locks is not held until the end', async () => {
  const database = await freshDatabase();
  let locking: Promise<unknown[]> | undefined;
  await seed(database, options, () => {
    locking ??= database.query('SELECT id FROM rollup_progress FOR SHARE NOWAIT');
  });
  expect(await locking).toHaveLength(1);
});

test('an account that is there already is left as it is', async () => {
  const database = await freshDatabase();
  await seed(database, options);
  const before = await contents(database);
  await expect(seed(database, options)).rejects.toThrow('there is an account demo@example.com already');
  expect(await contents(database)).toEqual(before);
  await seed(database, { ...options, email: 'other@example.com' });
});

/** What a past has, whatever ids its monitors were given. */
async function pastOf(database: Database, targetIds: readonly number[]) {
  const all: Record<string, unknown[]> = {};
  for (const [table, columns] of Object.entries({
    events: 'type, started_at, ended_at, reason_code',
    gaps: 'started_at, ended_at',
    check_results: 'started_at, outcome, response_time_us',
    check_rollups: 'day, checks, failed, hours, sketch, quarters',
  })) {
    all[table] = await database.query(
      `SELECT array_position($1::int[], target_id) AS place, ${columns} FROM ${table} WHERE target_id = ANY ($1) ORDER BY 1, 2, 3`,
      [targetIds],
    );
  }
  return all;
}

test('whatever ids the monitors get, their past is the same', async () => {
  const [one, two] = [await freshDatabase(), await freshDatabase()];
  await two.query(`SELECT setval('targets_id_seq', 4711)`);
  const [first, second] = [await seed(one, options), await seed(two, options)];
  expect(second.targetIds).not.toEqual(first.targetIds);
  expect(await pastOf(two, second.targetIds)).toEqual(await pastOf(one, first.targetIds));
});

test('a past that ends later on the same day begins as the other does, check by check', async () => {
  const [one, two] = [await freshDatabase(), await freshDatabase()];
  const later = new Date(until.getTime() + 6 * 3_600_000);
  const [first, second] = [await seed(one, options), await seed(two, { ...options, until: later })];
  const { check_results: short = [] } = await pastOf(one, first.targetIds);
  const { check_results: long = [] } = await pastOf(two, second.targetIds);
  expect(long.length).toBeGreaterThan(short.length);
  expect((long as { started_at: Date }[]).filter(({ started_at }) => started_at < until)).toEqual(short);
});
