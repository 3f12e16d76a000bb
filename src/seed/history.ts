/**
 * A made-up but plausible past: what a monitor's checks showed, and the events and gaps that follow from them as contract §3
 * and §6 say. The same span and seed give the same past, whatever ids the monitors have: what happens to one follows from
 * its place among them, and how a check turns out from its place in time.
 */
import { dayMs } from '../ledger/rollup.js';
import { normal, randomAt, randomBy, seedOf, waitFor } from './random.js';

/** From an instant (ms) up to another. */
export type Stretch = readonly [from: number, to: number];

export type Span = {
  /** Milliseconds since the epoch; the first is the beginning of a day in UTC. */
  from: number;
  until: number;
  /** Seconds between two checks. */
  interval: number;
  seed: number;
};

/** One check. Response time in microseconds, of an `up` one. */
export type Check = { at: number; outcome: 'up' | 'down' | 'unchecked'; responseTime: number };
export type Event = { type: 'up' | 'down'; at: number };

/** How the made-up monitors are checked: seconds, and attempts beyond the first. */
export const plan = { timeout: 10, retries: 2 };
/** Milliseconds that may pass after what a check vouches for (contract §6): every attempt times out, and 5 s. */
const tolerance = (plan.timeout * (1 + plan.retries) + plan.retries + 5) * 1000;

const minute = 60_000;
const hour = 60 * minute;

/** What chance decides, each by a sequence of its own: one that is longer does not shift the others. */
const streams = { stops: 1, outages: 2, character: 3, checks: 4 };

/** When the service stood still, for all monitors alike: a few times a year. */
export function stopsOf({ from, until, seed }: Span): Stretch[] {
  const random = randomBy(seedOf(seed, streams.stops));
  return stretches(from, until, () => [waitFor(90 * dayMs, random), minute + waitFor(15 * minute, random)]);
}

/** A monitor's checks, a day at a time, with what followed from them so far. */
export type Life = {
  /** The checks of the next day, in order. The same array each time. */
  nextDay(): readonly Check[];
  events: Event[];
  gaps: Stretch[];
  /** Until when the last check vouches; null before the first. */
  knownUntil(): number | null;
  last(): Check | undefined;
};

/** @param place the monitor's place among those that are made: its character follows from it */
export function lifeOf(span: Span, { place, stops }: { place: number; stops: readonly Stretch[] }): Life {
  const outages = outagesOf(span, randomBy(seedOf(span.seed, streams.outages, place)));
  const timeAt = character(randomBy(seedOf(span.seed, streams.character, place)));
  const noise = seedOf(span.seed, streams.checks, place);
  const step = span.interval * 1000;
  const events: Event[] = [];
  const gaps: Stretch[] = [];
  const checks: Check[] = [];
  // As the SQL function next_slot spreads them, but by place.
  const shift = Math.floor(step * (((place + 1) * 0.6180339887498949) % 1));
  let at = shift + Math.ceil((span.from - shift) / step) * step;
  let day = span.from;
  let knownUntil: number | null = null;
  let last: Check | undefined;

  function look(check: Check): void {
    if (check.outcome === 'unchecked') return;
    if (knownUntil !== null && check.at > knownUntil + tolerance) gaps.push([knownUntil, check.at]);
    knownUntil = check.at + step;
    if (events.at(-1)?.type !== check.outcome) events.push({ type: check.outcome, at: check.at });
    last = check;
  }

  return {
    events,
    gaps,
    knownUntil: () => knownUntil,
    last: () => last,
    nextDay() {
      checks.length = 0;
      const end = Math.min((day += dayMs), span.until);
      for (; at < end; at += step) {
        if (isWithin(stops, at)) continue;
        const slot = 2 * Math.floor(at / step);
        const responseTime = timeAt(at, randomAt(noise, slot));
        const outcome = isWithin(outages, at) ? 'down' : randomAt(noise, slot + 1) < 0.000_02 ? 'unchecked' : 'up';
        const check: Check = { at, outcome, responseTime };
        checks.push(check);
        look(check);
      }
      return checks;
    },
  };
}

/** Most fail every ten days or so for some minutes, some for hours; a few flap. */
function outagesOf({ from, until }: Span, random: () => number): Stretch[] {
  const flaps = random() < 0.03;
  const [every, median, spread] = flaps ? [8 * hour, 2 * minute, 0.7] : [10 * dayMs, 8 * minute, 1.2];
  return stretches(from, until, () => [waitFor(every, random), median * Math.exp(spread * normal(random))]);
}

function stretches(from: number, until: number, next: () => [pause: number, length: number]): Stretch[] {
  const list: Stretch[] = [];
  for (let at = from; ;) {
    const [pause, length] = next();
    at += pause;
    if (at >= until) return list;
    list.push([at, at + length]);
    at += length;
  }
}

/** Response times in microseconds at an instant, of a chance in [0, 1): a level of its own, slower by day, with noise and now and then a spike. */
function character(random: () => number): (at: number, chance: number) => number {
  const base = Math.exp(Math.log(1000) + random() * Math.log(400));
  const swing = 0.1 + 0.5 * random();
  const peak = random();
  const spread = 0.05 + 0.25 * random();
  const rhythm = Float64Array.from(
    { length: 144 },
    (_, part) => base * (1 + (swing * (1 + Math.cos(2 * Math.PI * (part / 144 - peak)))) / 2),
  );
  const noise = Float64Array.from({ length: 1024 }, () => Math.exp(spread * normal(random)));
  return (at, chance) => {
    const level = rhythm[Math.floor((at % dayMs) / (10 * minute))] ?? base;
    const place = chance * 1024;
    const time = level * (noise[Math.floor(place)] ?? 1);
    const isSpike = place % 1 < 0.002;
    return Math.min(Math.round(isSpike ? time * (3 + 7 * chance) : time), 9_999_999);
  };
}

/** Whether one of some stretches, in order and apart from each other, has an instant. */
function isWithin(list: readonly Stretch[], at: number): boolean {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.[1] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const [from = Infinity] = list[low] ?? [];
  return from <= at;
}
