/** Random questions for reports, as clients ask them: an arbitrary of fast-check. */
import * as fc from 'fast-check';
import { rangeOf, type End, type Range } from './oracle.js';
import { moment, monitors, place } from './stories.js';
import {
  dateAt,
  day,
  firstOf,
  floor,
  hour,
  instantOf,
  minute,
  offsetAt,
  printed,
  quarter,
  second,
  textOf,
  type Size,
} from './wallClock.js';

const forms = ['date', 'local', 'minutes', 'zulu', 'offset', 'basic', 'fraction'] as const;
const form = fc.constantFrom(...forms);
type Form = (typeof forms)[number];

const length = fc.oneof(
  fc.constantFrom(0, second, minute, quarter, hour, 6 * hour, 6 * hour + second, day, 2 * day, 2 * day + second),
  fc.constantFrom(7 * day, 31 * day, 31 * day + second),
  fc.nat(3 * hour),
  fc.nat(2 * day),
  fc.nat(12 * day),
  fc.nat(40 * day),
);

/** So many milliseconds after the beginning of the story's day, now, or a check: 0 is the first one, 1 the newest. */
type Spot = { after: 'day' | 'now' | number; ms: number };

export type Question = {
  from: (Spot & { form: Form }) | undefined;
  to: (Spot & { form: Form }) | undefined;
  interval: Size | undefined;
  /** Which monitors, by their place; undefined: all. */
  only: number[] | undefined;
};

const spot: fc.Arbitrary<Spot> = fc.oneof(
  fc.record({ after: fc.constant('day' as const), ms: moment }),
  fc.record({ after: fc.constant('now' as const), ms: fc.oneof(fc.nat(3 * hour), fc.nat(3 * day)).map((ago) => -ago) }),
  fc.record({
    after: fc.oneof(
      fc.nat(100).map((percent) => percent / 100),
      fc.nat(100).map((percent) => 1 - percent / 1000),
    ),
    ms: fc.oneof(fc.constantFrom(0, 1, 1000), fc.nat(hour), fc.nat(day)).map((ago) => -ago),
  }),
);

export const question: fc.Arbitrary<Question> = fc
  .record({
    from: spot,
    length,
    years: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(8) }),
    given: fc.constantFrom('both', 'both', 'both', 'both', 'from', 'to', 'none'),
    forms: fc.tuple(form, form),
    interval: fc.option(fc.constantFrom<Size>('minute', '5minutes', 'hour', 'hour', 'day', 'day'), {
      nil: undefined,
      freq: 2,
    }),
    only: fc.option(fc.subarray([0, 1, 2], { minLength: 1 }), { nil: undefined, freq: 2 }),
  })
  .map(({ from: { after, ms }, length, years, given, forms: [first, last], interval, only }) => {
    const from = { after, ms: ms - years * 365 * day, form: first };
    const to = { after, ms: ms + length, form: last };
    return {
      from: given === 'both' || given === 'from' ? from : undefined,
      to: given === 'both' || given === 'to' ? to : undefined,
      ...{ interval, only },
    };
  });

/**
 * A random history that is asked about so many times while time passes: after each question `then` happens. That numbers are
 * mostly small would make most answers empty.
 */
export function storyWith<Then>(then: fc.Arbitrary<Then>, questions: number) {
  const pass = fc.oneof(fc.nat(5 * minute), fc.nat(3 * hour), fc.nat(day), fc.nat(6 * day));
  const moments = fc.array(fc.record({ pass, question, then }), { minLength: questions, maxLength: questions });
  return fc.noBias(fc.record({ place, monitors, begin: fc.integer({ min: -10 * day, max: 15 * day }), moments }));
}

/** A question as it is asked at some moment, and what it means then. */
export type Asked = {
  params: Record<string, string>;
  range: Range | undefined;
  interval: Size | undefined;
  ids: readonly number[];
};

/**
 * @param at.origin the beginning of the story's day
 * @param at.checks instants of checks, to ask about
 * @param at.ids of all monitors
 */
export function askedOf(
  { from, to, interval, only }: Question,
  at: { now: number; origin: number; timeZone: string; checks: readonly number[]; ids: readonly number[] },
): Asked {
  const { now, origin, timeZone, checks, ids } = at;
  const instant = ({ after, ms }: Spot) => {
    if (after === 'now') return now + ms;
    const check = after === 'day' ? undefined : checks[Math.round(after * (checks.length - 1))];
    return (check ?? origin) + ms;
  };
  // Ranges that would begin in the future begin as long ago.
  const ahead = from ? 2 * Math.max(0, instant(from) - now) : 0;
  const begin = from && written(instant(from) - ahead, from.form, timeZone);
  const end = to && written(instant(to) - ahead, to.form, timeZone);
  const chosen = only?.flatMap((place) => ids[place] ?? []) ?? [];
  return {
    params: {
      ...(begin && { 'date_range[from]': begin.text }),
      ...(end && { 'date_range[to]': end.text }),
      ...(interval && { interval }),
      target_ids: chosen.join(),
    },
    range: rangeOf({ from: begin?.asked, to: end?.asked }, now, timeZone),
    interval,
    ids: chosen.length === 0 ? ids : chosen,
  };
}

/** An end of a range as a client writes it, and what that means. */
function written(at: number, form: Form, timeZone: string): { text: string; asked: End } {
  if (form === 'date') {
    const date = dateAt(at, timeZone);
    const asked: End = { kind: 'date', first: firstOf(date, timeZone), end: firstOf(date + day, timeZone) };
    return { text: textOf(date).slice(0, 10), asked };
  }
  const [text, instant] = timeOf(at, form, timeZone);
  return { text, asked: { kind: 'time', first: instant, end: instant } };
}

function timeOf(at: number, form: Exclude<Form, 'date'>, timeZone: string): [text: string, instant: number] {
  const whole = floor(at, second);
  // By the offset of some hours ago, so that it may be a time that clocks leave out.
  const wall = whole + offsetAt(at - 3 * hour, timeZone);
  switch (form) {
    case 'local':
      return [textOf(wall), instantOf(wall, timeZone)];
    case 'minutes':
      return [textOf(wall).slice(0, 16), instantOf(floor(wall, minute), timeZone)];
    case 'zulu':
      return [`${textOf(whole)}Z`, whole];
    case 'fraction':
      return [`${new Date(at).toISOString().slice(0, 23)}Z`, whole];
    case 'offset':
      return [printed(whole, timeZone), whole];
    case 'basic':
      return [`${textOf(whole - 9.5 * hour)}-0930`, whole];
  }
}
