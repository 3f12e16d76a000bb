import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { reportRoutes } from '../../src/api/reports/routes.js';
import type { Route } from '../../src/http/route.js';
import { testClock, type TestClock } from '../support/clock.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { ask, makeLedger, seeded, type Ledger } from '../support/ledger.js';

type Uptime = { target_id: number; up_seconds: number; down_seconds: number; unknown_seconds: number };

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

async function report(params: Record<string, string>): Promise<Uptime[]> {
  const { body, refused } = await ask(routes, '/reports/uptimes', params, ledger);
  expect(refused).toEqual([]);
  return (body as { uptimes: Uptime[] }).uptimes;
}

type History = {
  statuses: [type: 'up' | 'down', at: number][];
  end: number | null;
  gaps: [from: number, to: number][];
  knownUntil: number | null;
};
const begin = Date.parse('2026-01-30T10:00:00Z');
const second = (at: number) => Math.floor(at / 1000);

function history(random: () => number): History {
  const at = () => begin + Math.floor(random() * 300_000);
  const instants = Array.from({ length: Math.floor(random() * 8) }, at).sort((a, b) => a - b);
  const first = random() < 0.5 ? 0 : 1;
  const gaps = new Map<number, number>();
  for (let n = Math.floor(random() * 5); n > 0; n -= 1) {
    const from = at();
    gaps.set(from, from + 1 + Math.floor(random() * 60_000));
  }
  return {
    statuses: instants.map((instant, n) => [n % 2 === first ? 'up' : 'down', instant]),
    end: random() < 0.2 ? begin + 300_000 + Math.floor(random() * 5000) : null,
    gaps: [...gaps],
    knownUntil: random() < 0.2 ? null : at(),
  };
}

/** Looks at each second by itself. */
function slowly({ statuses, end, gaps, knownUntil }: History, from: number, to: number, now: number) {
  const told = { up_seconds: 0, down_seconds: 0, unknown_seconds: 0 };
  const isOverdue = knownUntil !== null && now > knownUntil + (10 * 3 + 2 + 5) * 1000;
  for (let at = second(from); at < second(to); at += 1) {
    const unseen =
      gaps.some(([start, stop]) => second(start) <= at && at < second(stop)) || (isOverdue && second(knownUntil) <= at);
    const ended = end !== null && second(end) <= at;
    const status = ended ? undefined : statuses.findLast(([, start]) => second(start) <= at)?.[0];
    if (unseen || !status) told.unknown_seconds += 1;
    else told[`${status}_seconds`] += 1;
  }
  return told;
}

test('uptimes of random histories are what counting each second gives', async () => {
  const random = seeded(4);
  const histories = new Map<number, History>();
  for (let n = 0; n < 120; n += 1) {
    const made = history(random);
    const id = await ledger.monitor({ knownUntil: made.knownUntil });
    await ledger.statuses(id, made.statuses, made.end);
    await ledger.gaps(id, made.gaps);
    histories.set(id, made);
  }
  for (let n = 0; n < 12; n += 1) {
    const now = begin + Math.floor(random() * 400_000);
    clock.step(now - clock.now());
    const to = Math.min(begin + Math.floor(random() * 300) * 1000, now);
    const from = Math.min(begin + Math.floor((random() * 400 - 50) * 1000), to);
    const uptimes = await report({
      'date_range[from]': new Date(from).toISOString(),
      'date_range[to]': new Date(to).toISOString(),
    });
    expect(uptimes).toHaveLength(histories.size);
    for (const row of uptimes) {
      const known = histories.get(row.target_id);
      expect(row).toMatchObject(known ? slowly(known, from, to, now) : {});
    }
  }
});
