import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DueCheck } from '../../src/monitoring/due.js';
import type { Outcome } from '../../src/monitoring/probes/probe.js';
import { partitions } from '../../src/monitoring/retention.js';
import { monitoringStore, type Finished } from '../../src/monitoring/store.js';
import { verdict } from '../../src/monitoring/verdict.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { makeMonitor, makeOwner } from '../support/monitors.js';

const second = 1000;
const up: Outcome = { kind: 'up', responseTime: 1.234 };
const down: Outcome = { kind: 'down', reason: { code: 'connection_refused', detail: 'refused' } };

let db: TestDatabase;
let owner: { userId: number; groupId: number };
const now = Date.UTC(2026, 0, 31, 12);
const here = randomUUID();
const there = randomUUID();

beforeAll(async () => {
  db = await testDatabase();
  owner = await makeOwner(db.database);
  await partitions(db.database).ensure([now, now + 86_400_000]);
});
beforeEach(async () => {
  await db.database.query('TRUNCATE standings, events, gaps, check_results, checkers');
});
afterAll(async () => {
  await db.close();
});

async function claimOne(store = monitoringStore(db.database, here), at = now): Promise<DueCheck> {
  const [due] = await store.claim({ until: at, now: at, limit: 1 });
  if (!due) throw new Error('nothing was due');
  return due;
}

function finished(due: DueCheck, outcome: Outcome, startedAt = due.slot): Finished {
  return { due, verdict: verdict(due.standing, { ...due.plan, retries: 0 }, [{ startedAt, outcome }]) };
}

async function standing(targetId: number) {
  const [row] = await db.database.query<{
    status: string;
    claimed_by: string | null;
    next_check_at: Date;
    known_until: Date | null;
    last_response_time_us: number | null;
  }>('SELECT * FROM standings WHERE target_id = $1', [targetId]);
  return row;
}

const events = (targetId: number) =>
  db.database.query<{ type: string; started_at: Date; ended_at: Date | null; reason_code: string | null }>(
    'SELECT type, started_at, ended_at, reason_code FROM events WHERE target_id = $1 ORDER BY id',
    [targetId],
  );

describe('claiming', () => {
  test('each due check goes to exactly one of two processes that claim at once', async () => {
    for (let i = 0; i < 100; i++) await makeMonitor(db.database, owner, { nextCheckAt: now - i });
    const stores = [monitoringStore(db.database, here), monitoringStore(db.database, there)];
    const claims = await Promise.all(
      [...stores, ...stores, ...stores].map((store) => store.claim({ until: now, now, limit: 30 })),
    );
    const ids = claims.flat().map(({ targetId }) => targetId);
    expect(ids).toHaveLength(100);
    expect(new Set(ids).size).toBe(100);
  });

  test('takes the oldest first and leaves what is due later', async () => {
    const late = await makeMonitor(db.database, owner, { nextCheckAt: now - 9 * second });
    await makeMonitor(db.database, owner, { nextCheckAt: now - second });
    const future = await makeMonitor(db.database, owner, { nextCheckAt: now + 1 });
    expect((await claimOne()).targetId).toBe(late);
    const rest = await monitoringStore(db.database, here).claim({ until: now, now, limit: 10 });
    expect(rest.map(({ targetId }) => targetId)).not.toContain(future);
  });

  test('moves the next check to its first slot after now, on a grid that lateness does not shift', async () => {
    const id = await makeMonitor(db.database, owner, { nextCheckAt: now, intervalSeconds: 60 });
    const store = monitoringStore(db.database, here);
    const first = await claimOne(store);
    const next = (await standing(id))?.next_check_at.getTime() ?? 0;
    expect(next).toBeGreaterThan(now);
    expect(next).toBeLessThanOrEqual(now + 61.5 * second);
    await store.record([finished(first, up)], now);
    const late = next + 130 * second;
    await claimOne(store, late);
    const after = (await standing(id))?.next_check_at.getTime() ?? 0;
    expect((after - next) % (60 * second)).toBe(0);
    expect(after).toBeGreaterThan(late);
    expect(after).toBeLessThanOrEqual(late + 61.5 * second);
  });

  test('passes over a slot that comes too soon to be claimed in time', async () => {
    for (let i = 0; i < 50; i++) await makeMonitor(db.database, owner, { nextCheckAt: now, intervalSeconds: 5 });
    await monitoringStore(db.database, here).claim({ until: now, now, limit: 100 });
    const [row] = await db.database.query<{ first: Date; last: Date }>(
      'SELECT min(next_check_at) AS first, max(next_check_at) AS last FROM standings',
    );
    expect(row?.first.getTime()).toBeGreaterThan(now + 1500);
    expect(row?.last.getTime()).toBeLessThanOrEqual(now + 6500);
  });

  test('monitors made at the same moment are spread evenly over their interval', async () => {
    for (let i = 0; i < 120; i++) await makeMonitor(db.database, owner, { nextCheckAt: now, intervalSeconds: 60 });
    await monitoringStore(db.database, here).claim({ until: now, now, limit: 1000 });
    const rows = await db.database.query<{ slots: number }>(
      `SELECT count(*) AS slots FROM standings GROUP BY floor(extract(epoch FROM next_check_at) / 10)::bigint % 6`,
    );
    expect(rows).toHaveLength(6);
    for (const { slots } of rows) expect(slots).toBeGreaterThan(14);
  });

  test('does not take a monitor whose check still runs', async () => {
    await makeMonitor(db.database, owner, { nextCheckAt: now, intervalSeconds: 5 });
    await claimOne();
    const later = await monitoringStore(db.database, there).claim({ until: now + 60_000, now: now + 60_000, limit: 9 });
    expect(later).toEqual([]);
  });
});

describe('recording', () => {
  test('a first success opens an up event and stores the result with its time', async () => {
    const id = await makeMonitor(db.database, owner, { nextCheckAt: now, intervalSeconds: 60 });
    const store = monitoringStore(db.database, here);
    await store.record([finished(await claimOne(store), up)], now + 100);
    expect(await standing(id)).toMatchObject({
      status: 'up',
      claimed_by: null,
      last_response_time_us: 1234,
      known_until: new Date(now + 60 * second),
    });
    expect(await events(id)).toEqual([{ type: 'up', started_at: new Date(now), ended_at: null, reason_code: null }]);
    const results = await db.database.query('SELECT outcome, attempts, response_time_us FROM check_results');
    expect(results).toEqual([{ outcome: 'up', attempts: 1, response_time_us: 1234 }]);
  });

  test('a change of status ends the event before it where the new one starts', async () => {
    const id = await makeMonitor(db.database, owner, { nextCheckAt: now, intervalSeconds: 5 });
    const store = monitoringStore(db.database, here);
    await store.record([finished(await claimOne(store), up)], now + 100);
    const next = await claimOne(store, now + 7 * second);
    await store.record([finished(next, down, now + 7 * second)], now + 7 * second);
    const change = new Date(now + 7 * second);
    expect(await events(id)).toEqual([
      { type: 'up', started_at: new Date(now), ended_at: change, reason_code: null },
      { type: 'down', started_at: change, ended_at: null, reason_code: 'connection_refused' },
    ]);
  });

  test('writing the same batch twice changes nothing, as after a commit whose answer was lost', async () => {
    const id = await makeMonitor(db.database, owner, { nextCheckAt: now });
    const store = monitoringStore(db.database, here);
    const batch = [finished(await claimOne(store), up)];
    expect(await store.record(batch, now)).toHaveLength(1);
    expect(await store.record(batch, now)).toHaveLength(0);
    expect(await events(id)).toHaveLength(1);
  });

  test('a check of a monitor that was changed or deleted meanwhile writes nothing', async () => {
    const store = monitoringStore(db.database, here);
    const changed = await makeMonitor(db.database, owner, { nextCheckAt: now - 2 });
    const deleted = await makeMonitor(db.database, owner, { nextCheckAt: now - 1 });
    const checks = await store.claim({ until: now, now, limit: 9 });
    await db.database.query('UPDATE standings SET revision = revision + 1 WHERE target_id = $1', [changed]);
    await db.database.query('DELETE FROM targets WHERE id = $1', [deleted]);
    expect(await store.stillWanted(checks)).toEqual([]);
    const written = await store.record(
      checks.map((due) => finished(due, down)),
      now,
    );
    expect(written).toEqual([]);
    expect(await db.database.query('SELECT 1 FROM check_results')).toEqual([]);
    expect(await db.database.query('SELECT 1 FROM events')).toEqual([]);
  });

  test('what was asked before an edit does not count as written because what was asked after it is', async () => {
    const id = await makeMonitor(db.database, owner, { nextCheckAt: now });
    const store = monitoringStore(db.database, here);
    await store.record([finished(await claimOne(store), up)], now);
    const before = await claimOne(store, now + 62 * second);
    await db.database.query(
      'UPDATE standings SET revision = revision + 1, claimed_by = NULL, next_check_at = $2 WHERE target_id = $1',
      [id, new Date(now + 63 * second)],
    );
    const after = await claimOne(store, now + 63 * second);
    const stale = finished(before, down);
    const fresh = finished(after, up);
    expect(await store.record([stale, fresh], now + 64 * second)).toEqual([fresh]);
    expect((await events(id)).map(({ type }) => type)).toEqual(['up']);
  });

  test('a check that could not look leaves status and known time as they were', async () => {
    const id = await makeMonitor(db.database, owner, { nextCheckAt: now, intervalSeconds: 5 });
    const store = monitoringStore(db.database, here);
    await store.record([finished(await claimOne(store), up)], now);
    const next = await claimOne(store, now + 7 * second);
    await store.record([finished(next, { kind: 'unchecked', why: 'test' }, now + 7 * second)], now + 7 * second);
    expect(await standing(id)).toMatchObject({
      status: 'up',
      claimed_by: null,
      known_until: new Date(now + 5 * second),
    });
    expect(await events(id)).toHaveLength(1);
  });

  test('a check that starts later than the last one vouches for leaves a gap', async () => {
    const id = await makeMonitor(db.database, owner, { nextCheckAt: now, intervalSeconds: 60 });
    const store = monitoringStore(db.database, here);
    await store.record([finished(await claimOne(store), up)], now);
    const late = now + 600 * second;
    await store.record([finished(await claimOne(store, late), up, late)], late);
    const gaps = await db.database.query('SELECT started_at, ended_at FROM gaps WHERE target_id = $1', [id]);
    expect(gaps).toEqual([{ started_at: new Date(now + 60 * second), ended_at: new Date(late) }]);
  });

  test('a slot that passed while the check ran is skipped', async () => {
    const id = await makeMonitor(db.database, owner, { nextCheckAt: now, intervalSeconds: 5 });
    const store = monitoringStore(db.database, here);
    const due = await claimOne(store);
    const end = now + 12 * second;
    await store.record([finished(due, up)], end);
    const next = (await standing(id))?.next_check_at.getTime() ?? 0;
    expect(next).toBeGreaterThan(end);
    expect(next).toBeLessThanOrEqual(end + 5 * second);
  });
});

describe('claims of a process that is gone', () => {
  test('are taken over, due at once, and what it may still write is ignored', async () => {
    const id = await makeMonitor(db.database, owner, { nextCheckAt: now, intervalSeconds: 86_400 });
    const lost = monitoringStore(db.database, there);
    await lost.beat();
    const due = await claimOne(lost);
    const store = monitoringStore(db.database, here);
    expect(await store.takeOver(now + second)).toBe(0);
    await db.database.query(`UPDATE checkers SET seen_at = seen_at - interval '6 s'`);
    expect(await store.takeOver(now + second)).toBe(1);
    expect(await lost.record([finished(due, down)], now)).toEqual([]);
    expect((await claimOne(store, now + second)).targetId).toBe(id);
  });

  test('are taken over too where that process is not on the list at all', async () => {
    const id = await makeMonitor(db.database, owner, { nextCheckAt: now, intervalSeconds: 86_400 });
    await claimOne(monitoringStore(db.database, there));
    const store = monitoringStore(db.database, here);
    expect(await store.takeOver(now + second)).toBe(1);
    expect((await claimOne(store, now + second)).targetId).toBe(id);
  });

  test('are not taken from a process that is seen', async () => {
    await makeMonitor(db.database, owner, { nextCheckAt: now });
    const other = monitoringStore(db.database, there);
    await other.beat();
    await claimOne(other);
    expect(await monitoringStore(db.database, here).takeOver(now)).toBe(0);
  });
});

test('claims that are given back are due at their slot again', async () => {
  const id = await makeMonitor(db.database, owner, { nextCheckAt: now, intervalSeconds: 3600 });
  const store = monitoringStore(db.database, here);
  await store.leave([await claimOne(store)], now + 60 * second);
  expect(await standing(id)).toMatchObject({ claimed_by: null, next_check_at: new Date(now) });
});

test('who leaves keeps no claim, also not of a check whose result is lost', async () => {
  const id = await makeMonitor(db.database, owner, { nextCheckAt: now, intervalSeconds: 86_400 });
  const store = monitoringStore(db.database, here);
  await store.beat();
  const lost = await claimOne(store);
  await store.leave([], now + second);
  expect(await standing(id)).toMatchObject({ claimed_by: null, next_check_at: new Date(now + second) });
  expect(await db.database.query('SELECT 1 FROM checkers')).toEqual([]);
  expect(await store.record([finished(lost, up)], now)).toEqual([]);
});

test('claims that no check of this process holds are given back', async () => {
  const lost = await makeMonitor(db.database, owner, { nextCheckAt: now - 1, intervalSeconds: 86_400 });
  const held = await makeMonitor(db.database, owner, { nextCheckAt: now });
  const store = monitoringStore(db.database, here);
  await store.claim({ until: now, now, limit: 9 });
  expect(await store.releaseAllBut([held], now + second)).toBe(1);
  expect(await standing(lost)).toMatchObject({ claimed_by: null, next_check_at: new Date(now + second) });
  expect(await standing(held)).toMatchObject({ claimed_by: here });
});

test('a claim that no check holds is given back for its own slot where that is still to come', async () => {
  const id = await makeMonitor(db.database, owner, { nextCheckAt: now, intervalSeconds: 60 });
  const store = monitoringStore(db.database, here);
  const slot = (await claimNext(id)).getTime();
  for (const giveBack of [(at: number) => store.releaseAllBut([], at), (at: number) => store.leave([], at)]) {
    await store.claim({ until: slot, now: slot - 2 * second, limit: 1 });
    await giveBack(slot - 1.5 * second);
    expect(await standing(id)).toMatchObject({ claimed_by: null, next_check_at: new Date(slot) });
  }

  /** The slot after the check that was due at once. */
  async function claimNext(targetId: number): Promise<Date> {
    await store.record([finished(await claimOne(store), up)], now);
    return (await standing(targetId))?.next_check_at ?? new Date(NaN);
  }
});

test('slots that a clock which was set back has left far ahead are brought back', async () => {
  const id = await makeMonitor(db.database, owner, { nextCheckAt: now + 3600 * second, intervalSeconds: 60 });
  await makeMonitor(db.database, owner, { nextCheckAt: now + 30 * second, intervalSeconds: 60 });
  // Claimed ahead of its slot: the next one is more than an interval away.
  await makeMonitor(db.database, owner, { nextCheckAt: now + 62 * second, intervalSeconds: 60 });
  expect(await monitoringStore(db.database, here).pullBack(now)).toBe(1);
  const next = (await standing(id))?.next_check_at.getTime() ?? 0;
  expect(next).toBeGreaterThan(now);
  expect(next).toBeLessThanOrEqual(now + 60 * second);
});
