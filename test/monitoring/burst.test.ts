import { expect, test } from 'vitest';
import { watchBursts } from '../../src/monitoring/burst.js';
import { testClock } from '../support/clock.js';

function watch() {
  const clock = testClock(0);
  clock.advance(100_000);
  const bursts = watchBursts(clock);
  return {
    ...bursts,
    clock,
    fail: (count: number, hostOf: (n: number) => string = (n) => `host-${n}`) => {
      for (let n = 0; n < count; n += 1) bursts.note(n, hostOf(n));
    },
    answer: (count: number) => {
      for (let n = 0; n < count; n += 1) bursts.note(1000 + n, undefined);
    },
    isNow: () => bursts.isAround(clock.elapsed()),
  };
}

test('ten hosts that fail together, while no more answer, are a burst', () => {
  const { fail, answer, isNow } = watch();
  fail(9);
  expect(isNow()).toBe(false);
  fail(10);
  expect(isNow()).toBe(true);
  answer(19);
  expect(isNow()).toBe(false);
});

test('many monitors of one host are none: that host is down', () => {
  const { fail, isNow } = watch();
  fail(100, () => 'one.example');
  expect(isNow()).toBe(false);
});

test.each([1000, 2000, 3000, 5000, 10_000])(
  'every failure of an outage of %i ms is in a burst, the first ones and the last ones as well',
  (length) => {
    const { clock, note, isAround, isPossible } = watch();
    const begin = clock.elapsed() + 20_000;
    const failures: number[] = [];
    // Fifty monitors are looked at in a second, as many before the outage as after it.
    for (let n = 0; clock.elapsed() < begin + length + 20_000; n += 1) {
      const isOut = clock.elapsed() >= begin && clock.elapsed() < begin + length;
      if (isOut) failures.push(clock.elapsed());
      note(n, isOut ? `host-${n}` : undefined);
      clock.advance(20);
    }
    const lone = failures.filter((at) => !isAround(at));
    // In the shortest one, those in its midst have no whole second of it on either side.
    expect(lone.length).toBeLessThanOrEqual(length === 1000 ? failures.length / 4 : 0);
    expect(isPossible()).toBe(true);
  },
);

test('ten hosts that fail one after the other among hundreds that answer are none', () => {
  const { clock, note, isAround } = watch();
  const failures: number[] = [];
  for (let n = 0; n < 1000; n += 1) {
    const fails = n % 40 === 0;
    if (fails) failures.push(clock.elapsed());
    note(n, fails ? `host-${n}` : undefined);
    clock.advance(10);
  }
  expect(failures.filter((at) => isAround(at))).toEqual([]);
});

test('what failed long ago can still be asked about: retries take their time', () => {
  const { fail, answer, clock, isAround } = watch();
  const at = clock.elapsed();
  fail(10);
  for (let seconds = 0; seconds < 700; seconds += 1) {
    clock.advance(1000);
    answer(1);
  }
  expect(isAround(at)).toBe(true);
  expect(isAround(clock.elapsed())).toBe(false);
});

test('there are enough monitors for a burst where ten were expected or seen within a minute', () => {
  const { answer, clock, isPossible, expect: awaited } = watch();
  answer(9);
  expect(isPossible()).toBe(false);
  awaited(1);
  expect(isPossible()).toBe(true);
  clock.advance(60_001);
  expect(isPossible()).toBe(false);
});
