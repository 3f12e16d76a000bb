/** Uptimes of monitors with many gaps, which are added up in another way than few. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportRoutes } from '../../src/api/reports/routes.js';
import { testClock } from '../support/clock.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { ask, makeLedger, seeded, type Ledger } from '../support/ledger.js';
import { day, minute, second } from '../support/wallClock.js';

let db: TestDatabase;
let ledger: Ledger;

const now = Date.parse('2026-01-31T12:00:00Z');

beforeAll(async () => {
  db = await testDatabase();
  ledger = await makeLedger(db.database);
});
afterAll(async () => {
  await db.close();
});

type Seconds = { up_seconds: number; down_seconds: number; unknown_seconds: number; outages: number };

async function uptime(target: number): Promise<Seconds | undefined> {
  const routes = reportRoutes({ database: db.database, clock: testClock(now) });
  const params = { 'date_range[from]': '2026-01-01', target_ids: String(target) };
  const { body } = await ask(routes, '/reports/uptimes', params, ledger);
  return (body as { uptimes: Seconds[] }).uptimes.map(({ up_seconds, down_seconds, unknown_seconds, outages }) => ({
    ...{ up_seconds, down_seconds, unknown_seconds, outages },
  }))[0];
}

/** A monitor that goes up and down every minute or so, at fractions of seconds. */
async function flapping(count: number, random: () => number): Promise<number> {
  const target = await ledger.monitor();
  const changes = Array.from({ length: count }, (_, n): ['up' | 'down', number] => [
    n % 2 === 0 ? 'up' : 'down',
    now - day - n * minute - Math.floor(random() * minute),
  ]);
  await ledger.statuses(target, changes.reverse());
  return target;
}

test.each([1, 2, 3])('gaps in many pieces are as unknown as those in one piece (%i)', async (seed) => {
  const twins = [await flapping(300, seeded(seed)), await flapping(300, seeded(seed))];
  const random = seeded(seed + 100);
  for (let n = 0; n < 8; n += 1) {
    const from = now - day - n * 35 * minute - Math.floor(random() * minute);
    const length = Math.floor(random() * 20 * minute);
    const cuts = [from, ...Array.from({ length: 9 }, (_, cut) => from + Math.floor((length * (cut + 1)) / 10))];
    const [whole = 0, pieces = 0] = twins;
    await ledger.gaps(whole, [[from, from + length]]);
    await ledger.gaps(
      pieces,
      cuts.map((cut, place): [number, number] => [cut, cuts[place + 1] ?? from + length]),
    );
  }
  const [whole, pieces] = [await uptime(twins[0] ?? 0), await uptime(twins[1] ?? 0)];
  expect(whole?.unknown_seconds).toBeGreaterThan(10 * 60);
  expect(pieces).toEqual(whole);
});

test('eight times as many changes and gaps of a monitor take no more than 25 times as long', async () => {
  const times: number[] = [];
  for (const count of [1000, 8000]) {
    const target = await flapping(count, seeded(count));
    await ledger.gaps(
      target,
      Array.from({ length: count }, (_, n) => [now - day - n * minute, now - day - n * minute + 7 * second]),
    );
    await db.database.query('ANALYZE');
    const runs: number[] = [];
    for (let run = 0; run < 3; run += 1) {
      const begun = performance.now();
      await uptime(target);
      runs.push(performance.now() - begun);
    }
    times.push(Math.min(...runs));
  }
  const [few = NaN, many = NaN] = times;
  // The product of both would be 64 times as much.
  expect(many / few).toBeLessThan(25);
});
