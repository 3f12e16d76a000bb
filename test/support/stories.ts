/** Random histories: arbitraries of fast-check. */
import * as fc from 'fast-check';
import type { Check, Facts } from './oracle.js';
import { day, hour, minute, quarter, second } from './wallClock.js';

/** A zone, and a day around which something happens: its offset changes then, or it does not. */
export type Place = { timeZone: string; around: string };

const places: Place[] = [
  { timeZone: 'UTC', around: '2026-01-31' },
  { timeZone: 'Europe/Madrid', around: '2025-03-30' },
  { timeZone: 'Europe/Madrid', around: '2025-10-26' },
  { timeZone: 'America/New_York', around: '2025-11-02' },
  { timeZone: 'America/New_York', around: '2026-03-08' },
  { timeZone: 'America/St_Johns', around: '2025-11-02' },
  { timeZone: 'Asia/Kolkata', around: '2025-12-31' },
  { timeZone: 'Asia/Kathmandu', around: '2024-02-29' },
  // Half an hour.
  { timeZone: 'Australia/Lord_Howe', around: '2025-04-05' },
  { timeZone: 'Australia/Lord_Howe', around: '2025-10-04' },
  { timeZone: 'Pacific/Chatham', around: '2025-09-27' },
  { timeZone: 'Pacific/Chatham', around: '2026-04-04' },
  // Midnight comes twice, and not at all.
  { timeZone: 'America/Havana', around: '2025-11-02' },
  { timeZone: 'America/Santiago', around: '2025-09-07' },
  // A date is left out.
  { timeZone: 'Pacific/Apia', around: '2011-12-30' },
];

export const place = fc.constantFrom(...places);

export const start = ({ around }: Place) => Date.parse(`${around}T00:00:00Z`);

/** Milliseconds from the beginning of the day that a story is around: up to 20 days, near the edges of things. */
export const moment = fc
  .tuple(
    fc.oneof(fc.integer({ min: -1, max: 1 }), fc.integer({ min: -20, max: 20 })),
    fc.oneof(
      fc.nat(95),
      fc.nat(23).map((hours) => hours * 4),
    ),
    fc.oneof(fc.constantFrom(0, -1, 1, 999, 59_999, 60_000, 299_999, 300_000), fc.nat(quarter - 1)),
  )
  .map(([days, quarters, rest]) => days * day + quarters * quarter + rest);

const responseTime = fc.oneof(fc.nat(60_000_000), fc.nat(2000), fc.constantFrom(0, 1, 60_000_000));

/** How much later than at once a check comes to be written. */
const delay = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.nat(2 * hour) },
  { weight: 2, arbitrary: fc.nat(5 * day) },
);

/** A check with the milliseconds that it comes late. */
export type LateCheck = Check & { late: number };

const check = fc
  .record({
    at: moment,
    outcome: fc.constantFrom('up', 'up', 'up', 'up', 'down', 'unchecked'),
    us: responseTime,
    late: delay,
  })
  .map(({ outcome, us, ...rest }): LateCheck => ({ ...rest, outcome, us: outcome === 'up' ? us : null }));

/** Many checks in a row, every tenth of which failed. */
const burst = fc
  .record({
    at: moment,
    count: fc.integer({ min: 2, max: 80 }),
    step: fc.constantFrom(1, 250, 5 * second, minute, 5 * minute, quarter, hour, 4 * hour),
    us: responseTime,
    late: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(5 * day) }),
  })
  .map(({ at, count, step, us, late }) =>
    Array.from({ length: count }, (_, n): LateCheck => {
      const isUp = n % 10 !== 9;
      const [outcome, time] = isUp ? (['up', (us + n * n * 15_485) % 60_000_001] as const) : (['down', null] as const);
      return { at: at + n * step, outcome, us: time, late };
    }),
  );

export type Monitor = Omit<Facts, 'checks'> & {
  checks: LateCheck[];
  createdAt: number;
  plan: { intervalSeconds: number; timeout: number; retries: number };
};

/** A gap, now and then in so many pieces that they are added up in another way. */
const gap = fc
  .record({ from: moment, length: fc.oneof(fc.nat(3000), fc.nat(2 * day)), pieces: fc.constantFrom(1, 1, 1, 30) })
  .map(({ from, length, pieces }) =>
    Array.from({ length: pieces }, (_, n) => {
      const at = from + Math.floor((n * length) / pieces);
      return { from: at, to: at + 1 + Math.ceil(length / pieces / (1 + (n % 3))) };
    }),
  );

/** A monitor whose statuses and gaps have nothing to do with its checks: reports do not ask whether they agree. */
const monitor = fc
  .record({
    single: fc.array(check, { maxLength: 40, size: 'max' }),
    bursts: fc.array(burst, { maxLength: 4, size: 'max' }),
    statuses: fc.array(moment, { maxLength: 8, size: 'max' }),
    firstStatus: fc.boolean(),
    end: fc.option(fc.nat(3 * day), { freq: 2 }),
    gaps: fc.array(gap, { maxLength: 4, size: 'max' }),
    knownUntil: fc.option(moment, { freq: 9 }),
    age: fc.oneof(fc.integer({ min: -hour, max: hour }), fc.nat(9 * day)),
    plan: fc.record({
      intervalSeconds: fc.constant(60),
      timeout: fc.integer({ min: 1, max: 60 }),
      retries: fc.nat(10),
    }),
  })
  .map(({ single, bursts, statuses, firstStatus, end, gaps, knownUntil, age, plan }): Monitor => {
    const checks = new Map([...single, ...bursts.flat()].map((each) => [each.at, each]));
    const changes = [...new Set(statuses)].sort((a, b) => a - b);
    return {
      checks: [...checks.values()].sort((a, b) => a.at - b.at),
      statuses: changes.map((at, n) => ({ type: (n % 2 === 0) === firstStatus ? 'up' : 'down', at })),
      end: end === null || changes.length === 0 ? null : (changes.at(-1) ?? 0) + end,
      gaps: [...new Map(gaps.flat().map((each) => [each.from, each])).values()],
      knownUntil,
      createdAt: Math.min(0, ...checks.keys()) - age,
      plan,
      worstCase: (plan.timeout * (1 + plan.retries) + plan.retries) * second,
    };
  });

export const monitors = fc.array(monitor, { minLength: 1, maxLength: 3, size: 'max' });

/** The same monitor with instants, rather than milliseconds since `begin`. */
export function placed(begin: number, { statuses, end, gaps, knownUntil, ...rest }: Monitor): Monitor {
  return {
    ...rest,
    checks: rest.checks.map((each) => ({ ...each, at: begin + each.at })),
    statuses: statuses.map(({ type, at }) => ({ type, at: begin + at })),
    end: end === null ? null : begin + end,
    gaps: gaps.map(({ from, to }) => ({ from: begin + from, to: begin + to })),
    knownUntil: knownUntil === null ? null : begin + knownUntil,
    createdAt: begin + rest.createdAt,
  };
}
