/** Recorders and roll-ups at the same time, under clocks that step: in the end, and in between, each check is told once. */
import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportRoutes } from '../../src/api/reports/routes.js';
import { rollups } from '../../src/monitoring/rollups.js';
import { monitoringStore, type Finished } from '../../src/monitoring/store.js';
import { testClock } from '../support/clock.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { ask, makeLedger, type Ledger } from '../support/ledger.js';
import { randomCases } from '../support/properties.js';
import { rollingOf } from '../support/rolling.js';
import { hour, minute } from '../support/wallClock.js';

let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase({ max: 8 });
});
afterAll(async () => {
  await db.close();
});

const moments = 10;
// Fewer stories than others have: each moment is many transactions.
const { parameters, within } = randomCases(4 * moments);

const begin = Date.parse('2026-01-10T00:00:00Z');
const targets = 3;

/** A check of each monitor, so much before now; some change their monitor's status, which takes a longer transaction. */
const batch = fc.array(fc.record({ late: fc.oneof(fc.nat(5 * minute), fc.nat(3 * hour)), changes: fc.boolean() }), {
  minLength: targets,
  maxLength: targets,
});

const moment = fc.record({
  pass: fc.oneof(fc.nat(5 * minute), fc.nat(2 * hour), fc.integer({ min: -90 * minute, max: 0 })),
  batches: fc.array(batch, { minLength: 1, maxLength: 3 }),
  /** Of processes whose clocks differ. */
  rollUps: fc.array(fc.integer({ min: -90 * minute, max: 5 * minute }), { minLength: 1, maxLength: 2 }),
});

const story = fc.noBias(fc.array(moment, { minLength: moments, maxLength: moments }));

test(
  'each check is told once, however recorders, roll-ups and steps of the clock come between each other',
  within,
  () => {
    const property = fc.asyncProperty(story, async (moments) => {
      await db.database.query('TRUNCATE users, events, gaps CASCADE');
      const ledger = await makeLedger(db.database);
      const clock = testClock(begin);
      await rollingOf(db.database, clock).reset();
      const record = await recorderOf(ledger);
      for (const { pass, batches, rollUps } of moments) {
        clock.step(pass);
        const now = clock.now();
        await Promise.all([
          ...batches.map((each) => record(each, now)),
          ...rollUps.map((skew) => rollups({ database: db.database }).run(now + skew)),
        ]);
        expect(await told(ledger)).toEqual(await written());
      }
      await rollingOf(db.database, clock).rollUp(clock.now() + 9 * hour);
      const all = await written();
      await db.database.query('TRUNCATE check_results');
      expect(await told(ledger)).toEqual(all);
    });
    // Which comes first is not the same twice: there is nothing to shrink by.
    return fc.assert(property, { ...parameters, endOnFailure: true });
  },
);

/** Writes batches for monitors of its own, so that none of several at once is refused. */
async function recorderOf(ledger: Ledger) {
  let free: { id: number; revision: number; isUp: boolean; checks: Set<number> }[] = [];
  async function taken() {
    const monitors = free.splice(0, targets);
    while (monitors.length < targets)
      monitors.push({ id: await ledger.monitor(), revision: 0, isUp: false, checks: new Set() });
    return monitors;
  }
  free = await taken();
  return async (checks: readonly { late: number; changes: boolean }[], now: number): Promise<void> => {
    const monitors = await taken();
    const finished = checks.flatMap(({ late, changes }, place): Finished[] => {
      const monitor = monitors[place];
      if (!monitor) return [];
      let at = now - late;
      while (monitor.checks.has(at)) at += 1;
      monitor.checks.add(at);
      const { id, revision, isUp } = monitor;
      if (changes) monitor.isUp = !isUp;
      monitor.revision += 1;
      return [finishedAt(at, { id, revision, change: changes ? (isUp ? 'down' : 'up') : null })];
    });
    const stored = await monitoringStore(db.database, randomUUID()).record(finished, now);
    expect(stored).toHaveLength(targets);
    free.push(...monitors);
  };
}

type What = { id: number; revision: number; change: 'up' | 'down' | null };

function finishedAt(startedAt: number, { id, revision, change }: What): Finished {
  return {
    due: {
      ...{ targetId: id, type: 'target_url', settings: {}, slot: startedAt, revision },
      plan: { intervalSeconds: 60, timeout: 10, retries: 2 },
      standing: { status: 'up', statusSince: 0, knownUntil: null },
    },
    verdict: {
      result: { outcome: 'up', startedAt, attempts: 1, responseTime: 1, reason: null },
      ...{ change: change && { type: change, startedAt, reason: null }, gap: null, knownUntil: startedAt },
    },
  };
}

/** Checks of each monitor that are stored. */
async function written(): Promise<Record<number, number>> {
  const rows = await db.database.query<{ id: number; checks: number }>(
    `SELECT t.id, count(c.*) AS checks FROM targets t LEFT JOIN check_results c ON c.target_id = t.id GROUP BY t.id`,
  );
  return Object.fromEntries(rows.map(({ id, checks }) => [id, checks]));
}

/** Checks of each monitor that a report counts. */
async function told({ userId }: Ledger): Promise<Record<number, number>> {
  const routes = reportRoutes({ database: db.database, clock: testClock(begin + 90 * hour) });
  const { body } = await ask(routes, '/reports/uptimes', { 'date_range[from]': '2026-01-09' }, { userId });
  const { uptimes } = body as { uptimes: { target_id: number; checks: number }[] };
  return Object.fromEntries(uptimes.map(({ target_id, checks }) => [target_id, checks]));
}
