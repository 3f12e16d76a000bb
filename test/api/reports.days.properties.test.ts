/** Days of random histories, each compared with what an oracle says of it as a range, and their sums with uptimes. */
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportStore, type DaysRow, type UptimeRow } from '../../src/api/reports/store.js';
import { bucketEdges } from '../../src/platform/time.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { makeHistory } from '../support/history.js';
import { bucketsIn, uptimeOf, type Facts, type Range } from '../support/oracle.js';
import { randomCases } from '../support/properties.js';
import { askedOf, question } from '../support/questions.js';
import { monitors, place, placed, start } from '../support/stories.js';
import { bucketOf, day } from '../support/wallClock.js';

let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(async () => {
  await db.close();
});

const questions = 10;
const { parameters, within } = randomCases(questions);

const story = fc.noBias(
  fc.record({
    place,
    monitors,
    asked: fc.array(fc.record({ question, now: fc.integer({ min: -10 * day, max: 30 * day }) }), {
      minLength: questions,
      maxLength: questions,
    }),
  }),
);

const mostDays = 400;

test('each day is spent as the facts say, and all of them as the whole range', within, async () => {
  const store = reportStore(db.database);
  const property = fc.asyncProperty(story, async ({ place, monitors, asked }) => {
    const { timeZone } = place;
    const origin = start(place);
    const history = await makeHistory(
      db.database,
      monitors.map((monitor) => placed(origin, { ...monitor, checks: [] })),
    );
    const { ids } = history;
    const facts = history.facts();
    const changes = facts.flatMap(({ statuses }) => statuses.map(({ at }) => at));
    for (const { question, now: after } of asked) {
      const now = origin + after;
      const { range, ids: chosen } = askedOf(question, { now, origin, timeZone, checks: changes, ids });
      if (!range || bucketsIn(range, 'day') > mostDays) continue;
      const scope = {
        ...{ userId: history.userId, targetIds: chosen, now: new Date(now), until: new Date(range.until) },
        range: { from: new Date(range.from), to: new Date(range.to) },
      };
      const edges = [...bucketEdges(scope.range, 'day', timeZone)];
      const [rows, uptimes] = await Promise.all([store.days(scope, edges), store.uptimes(scope)]);
      const expected = facts.filter(({ id }) => chosen.includes(id));
      expect(rows.map(listed)).toEqual(expected.map((each) => ({ target_id: each.id, days: daysOf(each) })));
      if (edges.length > 0) expect(rows.map(summed)).toEqual(uptimes.map(whole));

      function daysOf(each: Facts) {
        return rangesOf(range ?? { from: 0, to: 0, until: 0 }, timeZone).map((part) => {
          const { up_seconds, down_seconds, unknown_seconds, outages } = uptimeOf(each, part, now);
          return { up_seconds, down_seconds, unknown_seconds, outages };
        });
      }
    }
  });
  await fc.assert(property, parameters);
});

/** The days of a range as ranges of their own, found by the clocks that people see. */
function rangesOf({ from, to, until }: Range, timeZone: string): Range[] {
  const begins: number[] = [];
  for (let at = to - 1; from < to; at = bucketOf(at, 'day', timeZone) - 1) {
    const begin = Math.max(bucketOf(at, 'day', timeZone), from);
    begins.unshift(begin);
    if (begin === from) break;
  }
  return begins.map((begin, place) => {
    const end = begins[place + 1];
    return { from: begin, to: end ?? to, until: end ?? until };
  });
}

function listed({ target_id, up_seconds, down_seconds, unknown_seconds, outages }: DaysRow) {
  const days = Array.from(up_seconds, (up, day) => ({
    up_seconds: up,
    down_seconds: down_seconds[day],
    unknown_seconds: unknown_seconds[day],
    outages: outages[day],
  }));
  return { target_id, days };
}

function summed({ up_seconds, down_seconds, unknown_seconds }: DaysRow) {
  return [up_seconds, down_seconds, unknown_seconds].map((column) => column.reduce((sum, day) => sum + day, 0));
}

function whole({ up_seconds, down_seconds, unknown_seconds }: UptimeRow) {
  return [up_seconds, down_seconds, unknown_seconds];
}
