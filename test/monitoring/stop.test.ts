/** Scheduler, runner and database at a stop: every claim is given back for its slot, whatever was under way. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createEntrance } from '../../src/monitoring/entrance.js';
import { createRunner } from '../../src/monitoring/runner.js';
import { createScheduler } from '../../src/monitoring/scheduler.js';
import { monitoringStore, type MonitoringStore } from '../../src/monitoring/store.js';
import { verdict } from '../../src/monitoring/verdict.js';
import type { AttemptTools } from '../../src/monitoring/attempt.js';
import { systemClock } from '../../src/platform/clock.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { memoryLog } from '../support/log.js';
import { makeMonitor, makeOwner } from '../support/monitors.js';

let db: TestDatabase;
let owner: { userId: number; groupId: number };

beforeAll(async () => {
  db = await testDatabase();
  owner = await makeOwner(db.database);
});
beforeEach(async () => {
  await db.database.query('TRUNCATE targets, checkers CASCADE');
});
afterAll(async () => {
  await db.close();
});

/** A process that has claimed its monitors ahead of their slots. Its next beat waits for `open`. */
async function processWith(monitors: number) {
  const slot = Date.now() + 1900;
  const ids: number[] = [];
  for (let i = 0; i < monitors; i += 1) ids.push(await makeMonitor(db.database, owner, { nextCheckAt: slot + i }));
  const { log } = memoryLog();
  let open = (): void => undefined;
  let gate = Promise.resolve();
  const real = monitoringStore(db.database, randomUUID());
  let reached = (): void => undefined;
  const store: MonitoringStore = {
    ...real,
    beat: () => {
      reached();
      return gate.then(real.beat);
    },
  };
  const runner = createRunner({
    clock: systemClock,
    log,
    ceiling: { inHand: 100, waiting: 100 },
    doubt: {
      expect: () => undefined,
      note: () => undefined,
      settle: ({ due, attempts }) => Promise.resolve(verdict(due.standing, due.plan, attempts)),
    },
    entrance: createEntrance({ places: 10 }),
    // No check begins: all are given up before their slots.
    tools: {} as AttemptTools,
    onVerdict: () => undefined,
  });
  const scheduler = createScheduler({ store, runner, unwritten: () => [], clock: systemClock, log });
  await scheduler.tick();
  expect(runner.inFlight()).toHaveLength(monitors);
  return {
    ids,
    slot,
    /** A beat that the database does not answer: claims may have been lost, and the next beat looks for them. */
    async fail(): Promise<void> {
      gate = Promise.reject(new Error('away'));
      await scheduler.tick();
    },
    /** The next beat, which stands still at the database until `open` is called. */
    async beat(): Promise<{ open: () => void }> {
      gate = new Promise((resolve) => (open = resolve));
      const begun = new Promise<void>((resolve) => (reached = resolve));
      void scheduler.tick();
      await begun;
      return { open };
    },
    async stop(meanwhile: () => void = () => undefined): Promise<void> {
      const settled = scheduler.stop();
      await runner.stop(100);
      meanwhile();
      await settled;
      await store.leave(runner.unrun(), Date.now());
    },
  };
}

async function claims() {
  return db.database.query<{ target_id: number; claimed_by: string | null; next_check_at: Date }>(
    'SELECT target_id, claimed_by, next_check_at FROM standings ORDER BY target_id',
  );
}

test('a beat that was waiting for the database when the stop came takes nothing back from it', async () => {
  const { ids, slot, fail, beat, stop } = await processWith(3);
  await fail();
  const waiting = await beat();
  await stop(waiting.open);
  expect(await claims()).toEqual(
    ids.map((id, place) => ({ target_id: id, claimed_by: null, next_check_at: new Date(slot + place) })),
  );
  expect(await db.database.query('SELECT 1 FROM checkers')).toEqual([]);
});

test('a monitor that was edited meanwhile is given back once, like all others', async () => {
  const { ids, beat, stop } = await processWith(3);
  const [edited = 0] = ids;
  const waiting = await beat();
  await db.database.query(
    'UPDATE standings SET claimed_by = NULL, revision = revision + 1, next_check_at = now() WHERE target_id = $1',
    [edited],
  );
  await stop(waiting.open);
  expect((await claims()).map(({ claimed_by }) => claimed_by)).toEqual([null, null, null]);
});
