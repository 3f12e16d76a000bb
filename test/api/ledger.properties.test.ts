/** Uptimes and events of random lives, compared with what contract §6 makes of the checks that were seen. */
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventRoutes } from '../../src/api/events/routes.js';
import { reportRoutes } from '../../src/api/reports/routes.js';
import type { Route } from '../../src/http/route.js';
import { testClock, type TestClock } from '../support/clock.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { ask } from '../support/ledger.js';
import { makeWorld, type Meanwhile, type Sight, type World } from '../support/lives.js';
import { uptimeOf, type Facts } from '../support/oracle.js';
import { randomCases } from '../support/properties.js';
import { askedOf, question, type Asked } from '../support/questions.js';
import { place, start } from '../support/stories.js';
import { day, hour, minute, printed, second } from '../support/wallClock.js';

let db: TestDatabase;
let clock: TestClock;
let routes: Route[];

beforeAll(async () => {
  db = await testDatabase();
  clock = testClock(0);
  routes = [...reportRoutes({ database: db.database, clock }), ...eventRoutes({ database: db.database, clock })];
});
afterAll(async () => {
  await db.close();
});

const questions = 10;
const { parameters, within } = randomCases(questions);

const intervalSeconds = fc.oneof(fc.integer({ min: 5, max: 120 }), fc.constantFrom(300, 3600, 20_000, 86_400));
const timeout = fc.integer({ min: 1, max: 60 });
const retries = fc.nat(10);
const plan = fc.record({ intervalSeconds, timeout, retries });

const sight = fc.constantFrom<Sight>('up', 'up', 'up', 'retried', 'down', 'down', 'unchecked', 'broken off');
const round = fc.record({
  sights: fc.array(sight, { minLength: 3, maxLength: 3 }),
  takes: fc.oneof(fc.constant(0), fc.nat(40 * second)),
  meanwhile: fc.oneof(
    { weight: 9, arbitrary: fc.constant<Meanwhile>('nothing') },
    { weight: 1, arbitrary: fc.constantFrom<Meanwhile>('edited', 'moved', 'removed', 'taken over') },
  ),
});
const by = fc.nat(1);
const which = fc.nat(5);

const step = fc.oneof(
  // One round after the other, each somewhat after a slot.
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('checks'),
      rounds: fc.array(fc.record({ by, late: fc.oneof(fc.nat(3 * second), fc.nat(5 * minute)), round }), {
        minLength: 1,
        maxLength: 5,
      }),
    }),
  },
  // As late as a check may come without a gap, or a millisecond sooner or later; checked or not.
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('edge'),
      which,
      off: fc.integer({ min: -1, max: 1 }),
      round: fc.option(round),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('stop'), ms: fc.oneof(fc.nat(3 * hour), fc.nat(2 * day)) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('edit'),
      which,
      edit: fc.record({ intervalSeconds, timeout, retries, otherHost: fc.boolean() }, { requiredKeys: [] }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('move', 'remove'), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('create'), plan }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash'), by }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clock'), ms: fc.constantFrom(-hour, hour) }) },
);

const life = fc.noBias(
  fc.record({
    place,
    begin: fc.integer({ min: -2 * day, max: 2 * day }),
    plans: fc.array(plan, { minLength: 1, maxLength: 3 }),
    chapters: fc.array(fc.record({ steps: fc.array(step, { minLength: 1, maxLength: 5 }), question }), {
      minLength: questions,
      maxLength: questions,
    }),
  }),
);

test(
  'up, down and unknown time is what checks have seen, and adds up to the range, whatever happens to monitors, processes and clocks',
  within,
  async () => {
    const property = fc.asyncProperty(life, async ({ place, begin, plans, chapters }) => {
      const { timeZone } = place;
      const origin = start(place);
      clock.step(origin + begin - clock.now());
      const world = await makeWorld(db.database, clock);
      for (const plan of plans) await world.create(plan);
      for (const { steps, question } of chapters) {
        for (const step of steps) await take(step, world);
        const facts = world.facts();
        const checks = facts.flatMap((monitor) => monitor.checks.map(({ at }) => at));
        const ids = facts.map(({ id }) => id);
        const asked = askedOf(question, { now: clock.now(), origin, timeZone, checks, ids });
        await expectUptimes(asked, facts, { userId: world.userId, timeZone });
        await expectEvents(facts, { userId: world.userId, timeZone });
      }
    });
    await fc.assert(property, parameters);
  },
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function take(step: Step, world: World): Promise<void> {
  switch (step.kind) {
    case 'checks':
      for (const { by, late, round } of step.rounds) {
        passUntil((await world.nextSlot()) + late);
        await world.check(by, round);
      }
      return;
    case 'edge':
      passUntil(world.patienceWith(step.which) + step.off);
      if (step.round) await world.check(0, step.round);
      return;
    case 'stop':
      clock.advance(step.ms);
      return;
    case 'edit':
      return world.edit(step.which, step.edit);
    case 'move':
      return world.move(step.which);
    case 'remove':
      return world.remove(step.which);
    case 'create':
      return world.create(step.plan);
    case 'crash':
      return world.crash(step.by);
    case 'clock':
      return world.stepClock(step.ms);
  }
}

function passUntil(at: number): void {
  clock.advance(Math.max(0, at - clock.now()));
}

type Who = { userId: number; timeZone: string };
type Uptime = { up_seconds: number; down_seconds: number; unknown_seconds: number };

async function expectUptimes({ params, range, ids }: Asked, facts: readonly (Facts & { id: number })[], who: Who) {
  const { body, refused } = await ask(routes, '/reports/uptimes', params, who);
  if (!range) {
    expect(refused).toEqual([['date_range[from]', 'out_of_range']]);
    return;
  }
  const { date_range, uptimes } = body as { date_range: unknown; uptimes: Uptime[] };
  expect(date_range).toEqual({ from: printed(range.from, who.timeZone), to: printed(range.to, who.timeZone) });
  const expected = facts.filter(({ id }) => ids.includes(id));
  expect(uptimes).toEqual(
    expected.map((each) => ({ target_id: each.id, target_name: 'monitor', ...uptimeOf(each, range, clock.now()) })),
  );
  for (const { up_seconds, down_seconds, unknown_seconds } of uptimes) {
    expect(up_seconds + down_seconds + unknown_seconds).toBe((range.to - range.from) / second);
    expect(Math.min(up_seconds, down_seconds, unknown_seconds)).toBeGreaterThanOrEqual(0);
  }
}

/** Each status lasts until the next one begins; what is yet to come, since the clock was set back, is not told. */
async function expectEvents(facts: readonly (Facts & { id: number })[], who: Who) {
  for (const { id, statuses } of facts) {
    const params = { 'date_range[from]': '2000-01-01', target_ids: String(id) };
    const { body } = await ask(routes, '/events', params, who);
    const { events } = body as { events: { type: string; started_at: string; ended_at: string | null }[] };
    const told = statuses.flatMap(({ type, at }, place) => {
      const end = statuses[place + 1]?.at;
      const ended_at = end === undefined ? null : printed(end, who.timeZone);
      return at < clock.now() ? [{ type, started_at: printed(at, who.timeZone), ended_at }] : [];
    });
    expect(events.map(({ type, started_at, ended_at }) => ({ type, started_at, ended_at }))).toEqual(told.reverse());
  }
}
