import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/monitoring/probes/probe.js';
import { verdict, worstCase, type Attempt, type Plan, type Standing } from '../../src/monitoring/verdict.js';

const start = Date.UTC(2026, 0, 31, 12);
const second = 1000;
const plan: Plan = { intervalSeconds: 60, timeout: 10, retries: 2 };
const up: Outcome = { kind: 'up', responseTime: 12.345 };
const refused: Outcome = { kind: 'down', reason: { code: 'connection_refused', detail: 'refused' } };
const silent: Outcome = { kind: 'down', reason: { code: 'timeout', detail: 'no answer' } };
const blind: Outcome = { kind: 'unchecked', why: 'no free socket' };

const pending: Standing = { status: 'pending', statusSince: start - 500, knownUntil: null };
const isUp: Standing = { status: 'up', statusSince: start - 3600 * second, knownUntil: start };
const isDown: Standing = { ...isUp, status: 'down' };

function attempts(first: Outcome, ...others: Outcome[]): [Attempt, ...Attempt[]] {
  return [
    { startedAt: start, outcome: first },
    ...others.map((outcome, index) => ({ startedAt: start + (index + 1) * 5 * second, outcome })),
  ];
}

describe('a check', () => {
  test('is a success at its first success, with the time of that attempt and the start of the check', () => {
    const { result, change } = verdict(isUp, plan, attempts(refused, up));
    expect(result).toEqual({ outcome: 'up', startedAt: start, attempts: 2, responseTime: 12.345, reason: null });
    expect(change).toBeNull();
  });

  test('is a failure only when every attempt that it may make has failed, for the last reason', () => {
    const { result } = verdict(isUp, plan, attempts(refused, refused, silent));
    expect(result).toMatchObject({ outcome: 'down', attempts: 3, responseTime: null, reason: { code: 'timeout' } });
  });

  test('that was broken off before its last retry is no failure', () => {
    expect(verdict(isUp, plan, attempts(refused, refused)).result.outcome).toBe('unchecked');
  });

  test('with an attempt that could not look is no failure, and its time is unknown', () => {
    const { result, change, knownUntil } = verdict(isUp, plan, attempts(refused, blind, refused));
    expect(result.outcome).toBe('unchecked');
    expect(change).toBeNull();
    expect(knownUntil).toBe(isUp.knownUntil);
  });

  test('with an attempt that could not look is a success where another one succeeded', () => {
    expect(verdict(isUp, plan, attempts(blind, up)).result.outcome).toBe('up');
  });

  test('without retries fails at its only attempt', () => {
    expect(verdict(isUp, { ...plan, retries: 0 }, attempts(refused)).result.outcome).toBe('down');
  });
});

describe('a change of status', () => {
  test('comes with the first check, which ends pending', () => {
    expect(verdict(pending, plan, attempts(up)).change).toEqual({ type: 'up', startedAt: start, reason: null });
    expect(verdict(pending, plan, attempts(refused, refused, refused)).change).toMatchObject({ type: 'down' });
  });

  test('to down starts at the first failed attempt', () => {
    const { change } = verdict(isUp, plan, attempts(refused, refused, silent));
    expect(change).toEqual({ type: 'down', startedAt: start, reason: { code: 'timeout', detail: 'no answer' } });
  });

  test('to up starts at the start of the check that succeeded', () => {
    expect(verdict(isDown, plan, attempts(refused, up)).change).toEqual({ type: 'up', startedAt: start, reason: null });
  });

  test('does not come while the status stays', () => {
    expect(verdict(isDown, plan, attempts(refused, refused, refused)).change).toBeNull();
  });

  test('never starts before the status that it ends, though the clock was set back', () => {
    const later = start + 3600 * second;
    const { change } = verdict({ ...isDown, statusSince: later }, plan, attempts(up));
    expect(change?.startedAt).toBe(later);
  });
});

describe('known time', () => {
  test('a check vouches for one interval from its start', () => {
    expect(verdict(isUp, plan, attempts(up)).knownUntil).toBe(start + 60 * second);
  });

  test('the worst case of a check is every attempt timing out and a second before each retry', () => {
    expect(worstCase(plan)).toBe(32 * second);
    expect(worstCase({ ...plan, retries: 0 })).toBe(10 * second);
  });

  const grace = 32 * second + 5 * second;
  test.each([
    ['just within the worst case and five seconds', start - grace, null],
    ['a millisecond beyond them', start - grace - 1, { startedAt: start - grace - 1, endedAt: start }],
  ])('a check that comes late %s leaves the gap %#', (_, knownUntil, gap) => {
    expect(verdict({ ...isUp, knownUntil }, plan, attempts(up)).gap).toEqual(gap);
  });

  test('there is no gap before the first check', () => {
    expect(verdict(pending, plan, attempts(up)).gap).toBeNull();
  });

  test('a gap is left by a check that failed as well', () => {
    const { gap } = verdict({ ...isUp, knownUntil: start - 3600 * second }, plan, attempts(refused, refused, refused));
    expect(gap).toEqual({ startedAt: start - 3600 * second, endedAt: start });
  });

  test('a check that could not look closes no gap', () => {
    const { gap } = verdict({ ...isUp, knownUntil: start - 3600 * second }, plan, attempts(blind, blind, blind));
    expect(gap).toBeNull();
  });
});
