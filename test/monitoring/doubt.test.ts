import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Canaries } from '../../src/monitoring/canaries.js';
import { createDoubt } from '../../src/monitoring/doubt.js';
import type { DueCheck } from '../../src/monitoring/due.js';
import type { Attempt } from '../../src/monitoring/verdict.js';
import { systemClock } from '../../src/platform/clock.js';
import { memoryLog } from '../support/log.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const failed = (): Attempt => ({
  startedAt: Date.now(),
  outcome: { kind: 'down', reason: { code: 'timeout', detail: 'no answer' } },
});
const answered = (): Attempt => ({ startedAt: Date.now(), outcome: { kind: 'up', responseTime: 1 } });

function check(targetId: number, status: 'up' | 'down' | 'pending' = 'up'): DueCheck {
  const standing = { status, statusSince: 0, knownUntil: Date.now() };
  const plan = { intervalSeconds: 60, timeout: 10, retries: 0 };
  return { targetId, type: 'test', settings: {}, plan, slot: Date.now(), revision: 0, standing };
}

function doubtWith(answers?: () => Promise<boolean>, lastSilent = -Infinity) {
  const { log, lines } = memoryLog();
  const canaries: Canaries = {
    isOn: answers !== undefined,
    answer: answers ?? (() => Promise.resolve(true)),
    areSilent: () => false,
    lastSilent: () => lastSilent,
    close: () => undefined,
  };
  const doubt = createDoubt({ canaries, clock: systemClock, log });
  /** Fails now; what comes of it is the second of the pair. */
  const fail = (due: DueCheck, again: () => Attempt = failed) => {
    const attempt = failed();
    doubt.note(due, attempt, () => `host-${due.targetId}`);
    const failedAt = systemClock.elapsed();
    return doubt.settle({
      due,
      attempts: [attempt],
      beganAt: failedAt,
      failedAt,
      again: () => Promise.resolve(again()),
      signal: new AbortController().signal,
    });
  };
  return { doubt, fail, lines };
}

test('an outage of one among a few is believed at once', async () => {
  const { doubt, fail } = doubtWith();
  for (let n = 100; n < 108; n += 1) doubt.note(check(n), answered(), () => '');
  expect((await fail(check(1))).change?.type).toBe('down');
  expect(vi.getTimerCount()).toBe(0);
});

test('an outage of one among many is believed four seconds after its first failure', async () => {
  const { doubt, fail } = doubtWith();
  for (let n = 100; n < 120; n += 1) doubt.note(check(n), answered(), () => '');
  const begin = Date.now();
  const settled = fail(check(1));
  await vi.advanceTimersByTimeAsync(4000);
  const { result, change } = await settled;
  expect([result.outcome, change?.type, change?.startedAt]).toEqual(['down', 'down', begin]);
});

test('a check whose retries took their time is believed at once', async () => {
  const { doubt } = doubtWith();
  const due = check(1);
  const first = failed();
  const failedAt = systemClock.elapsed();
  await vi.advanceTimersByTimeAsync(6000);
  const settled = doubt.settle({
    due,
    attempts: [first, failed()],
    beganAt: failedAt,
    failedAt,
    again: () => Promise.reject(new Error('not asked for')),
    signal: new AbortController().signal,
  });
  expect((await settled).change?.type).toBe('down');
});

test('in a burst each is tried once more: who answers then was never down, who fails is', async () => {
  const { doubt, fail, lines } = doubtWith();
  for (let n = 0; n < 12; n += 1) doubt.expect(check(n));
  const begin = Date.now();
  const settled = Array.from({ length: 12 }, (_, n) => fail(check(n), n < 6 ? answered : failed));
  await vi.advanceTimersByTimeAsync(8000);
  const verdicts = await Promise.all(settled);
  expect(verdicts.map(({ change }) => change?.type ?? null)).toEqual([
    ...Array<null>(6).fill(null),
    ...Array<string>(6).fill('down'),
  ]);
  expect(verdicts[0]?.result).toMatchObject({ outcome: 'up', attempts: 2 });
  // The attempt that confirmed it looked as well, so that no time is lost.
  expect(verdicts[6]?.knownUntil).toBe(begin + 5000 + 60_000);
  expect(lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
});

test('what is down already, or was never up, waits for nothing', async () => {
  const { fail } = doubtWith();
  expect((await fail(check(1, 'down'))).result.outcome).toBe('down');
  expect((await fail(check(2, 'pending'))).change?.type).toBe('down');
  expect(vi.getTimerCount()).toBe(0);
});

test('with canaries an outage is believed as soon as one of them has answered', async () => {
  const { fail } = doubtWith(() => Promise.resolve(true));
  expect((await fail(check(1))).change?.type).toBe('down');
});

test('with canaries what failed since they were silent, or in a burst, is tried once more', async () => {
  const since = doubtWith(() => Promise.resolve(true), Infinity);
  const settled = since.fail(check(1), answered);
  await vi.advanceTimersByTimeAsync(1000);
  expect((await settled).result.outcome).toBe('up');

  const burst = doubtWith(() => Promise.resolve(true));
  for (let n = 100; n < 110; n += 1) burst.doubt.note(check(n), failed(), () => `host-${n}`);
  const tried = burst.fail(check(1), answered);
  await vi.advanceTimersByTimeAsync(1000);
  expect((await tried).result.outcome).toBe('up');
});

test('canaries that are silent when it is tried again leave it unknown', async () => {
  const answers = [true, false];
  const { fail } = doubtWith(() => Promise.resolve(answers.shift() ?? false), Infinity);
  const settled = fail(check(1));
  await vi.advanceTimersByTimeAsync(1000);
  expect((await settled).result.outcome).toBe('unchecked');
});

test.each(['up', 'down', 'pending'] as const)(
  'with silent canaries nothing is known of a monitor that was %s: no event, and its time is not vouched for',
  async (status) => {
    const { fail } = doubtWith(() => Promise.resolve(false));
    const due = check(1, status);
    const { result, change, knownUntil } = await fail(due);
    expect([result.outcome, result.reason, change]).toEqual(['unchecked', null, null]);
    expect(knownUntil).toBe(due.standing.knownUntil);
  },
);
