/** Percentiles of buckets and averages of hours over random histories, compared with an oracle as they are rolled up. */
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseSize, isExact } from '../../src/api/reports/buckets.js';
import { reportStore, type ReportStore } from '../../src/api/reports/store.js';
import { bucketEdges } from '../../src/platform/time.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { makeHistory } from '../support/history.js';
import { bucketsIn, responseTimesOf, type Facts, type Range } from '../support/oracle.js';
import { randomCases } from '../support/properties.js';
import { askedOf, storyWith } from '../support/questions.js';
import { placed, start } from '../support/stories.js';
import { day, floor, hour, type Size } from '../support/wallClock.js';

let db: TestDatabase;
let store: ReportStore;

beforeAll(async () => {
  db = await testDatabase();
  store = reportStore(db.database);
});
afterAll(async () => {
  await db.close();
});

const questions = 10;
const { parameters, within } = randomCases(questions);

const story = storyWith(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('nothing', 'roll', 'roll') }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop'), days: fc.nat(9) }) },
  ),
  questions,
);

test('each bucket has the percentiles of its checks, and each hour their average', within, async () => {
  const property = fc.asyncProperty(story, async ({ place, monitors, begin, moments }) => {
    const { timeZone } = place;
    const origin = start(place);
    const history = await makeHistory(
      db.database,
      monitors.map((monitor) => placed(origin, monitor)),
    );
    const { ids } = history;
    let now = origin + begin;
    for (const { pass, question, then } of moments) {
      now += pass;
      await history.record(now);
      if (then.kind !== 'nothing') await history.rollUp(now);
      // Only what is rolled up is dropped.
      if ('days' in then) await history.drop(then.days);
      const since = await history.since();
      const facts = history.facts();
      const checks = facts.flatMap((monitor) => monitor.checks.map(({ at }) => at));
      const { range, interval } = askedOf(question, { now, origin, timeZone, checks, ids });
      if (!range) continue;
      const size = interval ?? chooseSize({ from: new Date(range.from), to: new Date(range.to) }, timeZone);
      if (bucketsIn(range, size) > 2000) continue;
      await expectPercentiles(facts, range, { size, timeZone, since });
      await expectAverages(facts, { ...range, from: Math.max(range.from, range.until - 3 * day) }, since);
    }
  });
  await fc.assert(property, parameters);
});

type Known = Facts & { id: number };
type How = { size: Size; timeZone: string; since: number };

async function expectPercentiles(facts: readonly Known[], range: Range, { size, timeZone, since }: How): Promise<void> {
  const counted = { from: new Date(range.from), to: new Date(range.until) };
  const asked = {
    range: { from: range.from, to: range.until },
    edges: [...bucketEdges(counted, size, timeZone)].map((edge) => edge.getTime()),
    exact: isExact({ from: new Date(range.from), to: new Date(range.to) }, size, timeZone),
  };
  const ids = facts.map(({ id }) => id);
  const [addUp, plain] = await Promise.all([
    store.responseTimes(ids, { ...asked, percentiles: 'buckets' }),
    store.responseTimes(ids, asked),
  ]);
  for (const each of facts) {
    const [summary, other] = [addUp(each.id), plain(each.id)];
    const buckets = [...summary.buckets()];
    expect(summary.figures()).toEqual(other.figures());
    expect([...other.buckets()]).toEqual(buckets.map((bucket) => ({ ...bucket, percentiles: null })));
    const { ofBuckets, isExact } = responseTimesOf(each, range, size, timeZone, since);
    const told = buckets.map(({ percentiles }) => percentiles?.map((us) => us / 1000));
    if (isExact) expect(told).toEqual(ofBuckets);
    else if (!isNear(told.flat(), ofBuckets.flat())) expect.fail(`${told.join(' ')} instead of ${ofBuckets.join(' ')}`);
  }
}

async function expectAverages(facts: readonly Known[], { from, until }: Range, since: number): Promise<void> {
  const averages = await store.hourlyAverages(
    facts.map(({ id }) => id),
    { from: new Date(from), to: new Date(until) },
  );
  const begin = floor(from, hour);
  for (const each of facts) {
    const hours = Array.from({ length: Math.ceil((until - begin) / hour) }, (): number | null => null);
    const { figures } = responseTimesOf(each, { from: begin, to: until, until }, 'hour', 'UTC', since);
    for (const { at, average } of figures.series) hours[(Date.parse(at) - begin) / hour] = average;
    expect(averages.get(each.id)).toEqual(hours);
  }
}

/** Whether response times are told within 1 %, counted in whole microseconds. */
function isNear(told: readonly (number | undefined)[], exact: readonly (number | null)[]): boolean {
  const whole = (ms: number | null | undefined) => Math.round((ms ?? NaN) * 1000);
  return (
    told.length === exact.length &&
    exact.every((time, place) => Math.abs(whole(told[place]) - whole(time)) * 100 <= whole(time))
  );
}
