import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { targetStore } from '../../src/api/targets/store.js';
import { isStale } from '../../src/api/targets/present.js';
import { monitoringStore } from '../../src/monitoring/store.js';
import type { Query } from '../../src/platform/database/database.js';
import { createWatchdog, wordOn } from '../../src/monitoring/watchdog.js';
import { testClock } from '../support/clock.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { memoryLog } from '../support/log.js';
import { makeMonitor, makeOwner } from '../support/monitors.js';

const second = 1000;
const now = Date.UTC(2026, 0, 31, 12);
/** Of a monitor with a timeout of 10 s and 2 retries, and the grace. */
const allowed = (10 * 3 + 2 + 5) * second;

let db: TestDatabase;
let owner: { userId: number; groupId: number };

beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(async () => {
  await db.database.query('TRUNCATE users CASCADE');
  owner = await makeOwner(db.database);
});
afterAll(async () => {
  await db.close();
});

/** A monitor made at noon that is known until `known`, next due at `next`; both in ms from noon. */
async function monitor(next: number, known: number | null): Promise<number> {
  const id = await makeMonitor(db.database, owner, { timeout: 10, retries: 2 });
  await db.database.query('UPDATE targets SET created_at = $2 WHERE id = $1', [id, new Date(now)]);
  await db.database.query(
    `UPDATE standings SET next_check_at = $2, known_until = $3, status_since = $4 WHERE target_id = $1`,
    [id, new Date(now + next), known === null ? null : new Date(now + known), new Date(now)],
  );
  return id;
}

const overdue = (at: number) => monitoringStore(db.database, randomUUID()).overdue(now + at);
const rows = () => targetStore(db.database).list(owner);

test('a monitor is overdue a moment after its worst case and the grace, by its slot or by what is known of it', async () => {
  await monitor(0, 60 * second);
  expect(await overdue(allowed)).toEqual({ count: 0, worst: 0 });
  expect(await overdue(allowed + 1)).toEqual({ count: 1, worst: allowed + 1 });
  await monitor(90 * second, 10 * second);
  expect(await overdue(allowed + 10 * second)).toMatchObject({ count: 1 });
  expect(await overdue(allowed + 10 * second + 1)).toEqual({ count: 2, worst: allowed + 10 * second + 1 });
});

test('a new monitor that nobody looked at is overdue by the time it was made', async () => {
  await monitor(90 * second, null);
  expect((await overdue(allowed)).count).toBe(0);
  expect((await overdue(allowed + 1)).count).toBe(1);
});

test('what is counted as overdue is what the API shows as stale', async () => {
  const times = [-100, -38, -37, -36, 0, 40];
  for (const next of times) for (const known of [...times, null]) await monitor(next * second, known && known * second);
  for (const at of [-1, 0, 1, 36_999, 37_000, 37_001, 90_000]) {
    const stale = (await rows()).filter((row) => isStale(row, now + at)).length;
    expect((await overdue(at)).count, `${at} ms after noon`).toBe(stale);
  }
});

test.each<[told: number, count: number, word: ReturnType<typeof wordOn>]>([
  [0, 0, undefined],
  [0, 1, 'overdue'],
  [3, 3, undefined],
  [3, 5, undefined],
  [3, 6, 'overdue'],
  [3, 1, undefined],
  [3, 0, 'over'],
])('told of %d overdue monitors, %d are worth the word %s', (told, count, word) => {
  expect(wordOn(told, count)).toBe(word);
});

test('overdue monitors are told once, again when they have doubled, and when it is over', async () => {
  const clock = testClock(now);
  const { log, lines } = memoryLog();
  let isCutOff = false;
  const watchdog = createWatchdog({
    store: monitoringStore(db.database, randomUUID()),
    clock,
    log,
    isCutOff: () => isCutOff,
  });
  const told = () =>
    lines.splice(0).map(({ level, msg, monitors, worst_seconds }) => ({ level, msg, monitors, worst_seconds }));
  expect(watchdog.overdue()).toBeUndefined();
  await monitor(-60 * second, 0);
  // What came due while nobody ran is not told while it may still be worked off.
  await watchdog.look();
  expect(watchdog.overdue()).toBe(1);
  expect(told()).toEqual([]);

  clock.advance(10 * second);
  await watchdog.look();
  const msg = 'nothing new is known of monitors: their checks are overdue, or could not look';
  expect(told()).toEqual([{ level: 'warn', msg, monitors: 1, worst_seconds: 70 }]);
  await watchdog.look();
  expect(told()).toEqual([]);
  await monitor(-80 * second, 0);
  await watchdog.look();
  expect(told()).toEqual([{ level: 'warn', msg, monitors: 2, worst_seconds: 90 }]);

  // One that was over is told again when it comes back.
  const [oldest] = await db.database.query<{ id: number }>('SELECT min(id) AS id FROM targets');
  const due = (next: number) =>
    db.database.query('UPDATE standings SET next_check_at = $2, known_until = $2 WHERE target_id = $1', [
      oldest?.id,
      new Date(now + next),
    ]);
  await due(3600 * second);
  await watchdog.look();
  await due(-60 * second);
  isCutOff = true;
  await watchdog.look();
  expect(told()).toEqual([]);
  isCutOff = false;
  await watchdog.look();
  expect(told()).toMatchObject([{ level: 'warn', monitors: 2 }]);

  await db.database.query('DELETE FROM targets');
  await watchdog.look();
  await watchdog.look();
  expect(watchdog.overdue()).toBe(0);
  expect(told()).toMatchObject([{ level: 'info', msg: 'all monitors are checked again' }]);
});

test('while the database is away nobody knows how many are overdue, and nothing is said of it but for debugging', async () => {
  const { log, lines } = memoryLog();
  let isAway = false;
  const query: Query = (...asked) => (isAway ? Promise.reject(new Error('away')) : db.database.query(...asked));
  const store = monitoringStore({ ...db.database, query }, randomUUID());
  const watchdog = createWatchdog({ store, clock: testClock(now), log, isCutOff: () => false });
  await watchdog.look();
  expect(watchdog.overdue()).toBe(0);
  isAway = true;
  await watchdog.look();
  expect(watchdog.overdue()).toBeUndefined();
  expect(lines.map(({ level }) => level)).toEqual(['debug']);
});
