/** Reports over random histories, compared with an oracle, while the clock passes and checks are rolled up and dropped. */
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportRoutes } from '../../src/api/reports/routes.js';
import type { Route } from '../../src/http/route.js';
import { testClock, type TestClock } from '../support/clock.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { makeHistory, type History } from '../support/history.js';
import { ask } from '../support/ledger.js';
import { bucketsIn, responseTimesOf, sizeOf, uptimeOf } from '../support/oracle.js';
import { randomCases } from '../support/properties.js';
import { askedOf, storyWith, type Asked } from '../support/questions.js';
import { placed, start } from '../support/stories.js';
import { hour, printed } from '../support/wallClock.js';

let db: TestDatabase;
let clock: TestClock;
let routes: Route[];

beforeAll(async () => {
  db = await testDatabase();
  clock = testClock(0);
  routes = reportRoutes({ database: db.database, clock });
});
afterAll(async () => {
  await db.close();
});

const questions = 10;
const { parameters, within } = randomCases(questions);

const story = storyWith(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('nothing', 'roll', 'roll') }) },
    // The clock was set back by so much when hours were rolled up.
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('rollEarlier'), by: fc.nat(5 * hour) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop'), days: fc.nat(9) }) },
  ),
  questions,
);

test(
  'reports tell the facts: before, while and after checks are rolled up, and by quarter hours once they are dropped',
  within,
  async () => {
    const property = fc.asyncProperty(story, async ({ place, monitors, begin, moments }) => {
      const { timeZone } = place;
      const origin = start(place);
      const history = await makeHistory(
        db.database,
        monitors.map((monitor) => placed(origin, monitor)),
      );
      clock.step(origin + begin - clock.now());
      for (const { pass, question, then } of moments) {
        clock.step(pass);
        await history.record(clock.now());
        const { ids } = history;
        const checks = history.facts().flatMap((monitor) => monitor.checks.map(({ at }) => at));
        const asked = askedOf(question, { now: clock.now(), origin, timeZone, checks, ids });
        const answers = () => answersTo(asked, { userId: history.userId, timeZone });
        const before = await answers();
        expectTold(before, asked, { timeZone, history, since: await history.since() });
        if (then.kind === 'nothing') continue;
        const earlier = 'by' in then ? then.by : 0;
        const [during] = await Promise.all([answers(), history.rollUp(clock.now() - earlier)]);
        expect(during).toEqual(before);
        expect(await answers()).toEqual(before);
        if (!('days' in then)) continue;
        await history.drop(then.days);
        expectTold(await answers(), asked, { timeZone, history, since: await history.since() });
      }
    });
    await fc.assert(property, parameters);
  },
);

type Answer = { body: unknown; refused: [param: string, code: string][] };
type ResponseTimes = { series: unknown[]; median: number | null; p95: number | null; p99: number | null };

function answersTo({ params }: Asked, who: { userId: number; timeZone: string }): Promise<Answer[]> {
  return Promise.all(['/reports/uptimes', '/reports/response_times'].map((path) => ask(routes, path, params, who)));
}

function expectTold(
  [uptimes, responseTimes]: Answer[],
  { range, interval, ids }: Asked,
  { timeZone, history, since }: { timeZone: string; history: History; since: number },
): void {
  if (!range) {
    const refused = [['date_range[from]', 'out_of_range']];
    expect([uptimes?.refused, responseTimes?.refused]).toEqual([refused, refused]);
    return;
  }
  const facts = history.facts().filter(({ id }) => ids.includes(id));
  const date_range = { from: printed(range.from, timeZone), to: printed(range.to, timeZone) };
  expect(uptimes?.body).toEqual({
    date_range,
    uptimes: facts.map((each) => ({ ...called(each), ...uptimeOf(each, range, clock.now(), since) })),
  });

  if (interval && bucketsIn(range, interval) > 2000) {
    expect(responseTimes?.refused).toEqual([['interval', 'out_of_range']]);
    return;
  }
  const size = interval ?? sizeOf(range, timeZone);
  const expected = facts.map((each) => responseTimesOf(each, range, size, timeZone, since));
  const body = responseTimes?.body as { date_range: unknown; response_times: ResponseTimes[] } | undefined;
  const rows = body?.response_times.map(({ median, p95, p99, ...rest }) => ({ rest, told: [median, p95, p99] })) ?? [];
  expect(body?.date_range).toEqual(date_range);
  expect(rows.map(({ rest }) => rest)).toEqual(
    facts.map((each, place) => ({ ...called(each), ...expected[place]?.figures })),
  );
  for (const [place, { percentiles, isExact }] of expected.entries()) {
    const told = rows[place]?.told ?? [];
    if (isExact) expect(told).toEqual(percentiles);
    else if (!percentiles.every((exact, rank) => isNear(told[rank], exact)))
      expect.fail(`percentiles are ${percentiles.join()}, not ${told.join()}`);
  }
}

const called = ({ id }: { id: number }) => ({ target_id: id, target_name: 'monitor' });

/** Whether a response time is told within 1 %, counted in whole microseconds. */
function isNear(told: number | null | undefined, exact: number | null): boolean {
  if (exact === null || told == null) return told === exact;
  return Math.abs(Math.round(told * 1000) - Math.round(exact * 1000)) * 100 <= Math.round(exact * 1000);
}
