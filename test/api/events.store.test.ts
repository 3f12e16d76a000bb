import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventStore, type EventRow } from '../../src/api/events/store.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { makeLedger, seeded, type Ledger } from '../support/ledger.js';

let db: TestDatabase;
let ledger: Ledger;
let targets: number[];

const day = 86_400_000;
const until = Date.parse('2026-01-31T12:00Z');

beforeAll(async () => {
  db = await testDatabase();
  ledger = await makeLedger(db.database);
  const random = seeded(1);
  targets = [];
  for (let monitor = 0; monitor < 8; monitor += 1) {
    const id = await ledger.monitor();
    // Dense and sparse months, and an instant at which all of them change.
    const times = Array.from({ length: 60 }, () => until - Math.floor(random() ** 6 * 900 * day) - 1);
    const all = [...new Set([...times, until - 5 * day])].sort((a, b) => a - b);
    await ledger.statuses(
      id,
      all.map((at, place) => [place % 2 ? 'down' : 'up', at]),
    );
    targets.push(id);
  }
});
afterAll(async () => {
  await db.close();
});

async function idsOf(events: AsyncIterable<EventRow>): Promise<number[]> {
  const ids: number[] = [];
  for await (const { id } of events) ids.push(id);
  return ids;
}

test.each([3, 5, 50, 10_000])('all events are told once and in order, with %i to a page', async (pageSize) => {
  for (const from of ['0001-01-01T00:00Z', '2025-12-01T00:00Z', '2026-01-31T00:00Z', '2026-01-31T12:00Z']) {
    for (const targetIds of [undefined, targets.slice(0, 3)]) {
      const rows = await db.database.query<{ id: number }>(
        `SELECT id FROM events WHERE started_at >= $1 AND started_at < $2 AND ($3::int[] IS NULL OR target_id = ANY ($3))
         ORDER BY started_at DESC, id DESC`,
        [new Date(from), new Date(until), targetIds ?? null],
      );
      const scope = { userId: ledger.userId, targetIds, range: { from: new Date(from) }, until: new Date(until) };
      expect(await idsOf(eventStore(db.database, pageSize).all(scope))).toEqual(rows.map(({ id }) => id));
    }
  }
});

test('a range of years is not read again and again, nor held at once', async () => {
  const sizes: number[] = [];
  const counting = eventStore(
    {
      async query(sql, values) {
        const rows = await db.database.query<never>(sql, values);
        sizes.push(rows.length);
        return rows;
      },
    },
    50,
  );
  const scope = {
    ...{ userId: ledger.userId, targetIds: undefined },
    ...{ range: { from: new Date('0001-01-01T00:00Z') }, until: new Date(until) },
  };
  const all = await idsOf(counting.all(scope));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(50);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(all.length);
  expect(sizes.length).toBeLessThan(60);
});
