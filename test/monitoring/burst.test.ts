import { expect, test } from 'vitest';
import { watchBursts } from '../../src/monitoring/burst.js';
import { testClock } from '../support/clock.js';

function watch() {
  const clock = testClock(0);
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
  };
}

test('ten hosts that fail within seconds, while no more answer, are a burst', () => {
  const { fail, answer, isOn } = watch();
  fail(9);
  answer(9);
  expect(isOn()).toBe(false);
  fail(10);
  expect(isOn()).toBe(true);
  answer(10);
  expect(isOn()).toBe(false);
});

test('many monitors of one host are none: that host is down', () => {
  const { fail, isOn } = watch();
  fail(100, () => 'one.example');
  expect(isOn()).toBe(false);
});

test('what failed more than a few seconds ago does not count', () => {
  const { fail, clock, isOn, note } = watch();
  fail(9);
  clock.advance(4000);
  note(500, 'late.example');
  expect(isOn()).toBe(true);
  clock.advance(2000);
  expect(isOn()).toBe(false);
});

test('a monitor counts by its latest attempt', () => {
  const { fail, isOn, note } = watch();
  fail(10);
  note(3, undefined);
  expect(isOn()).toBe(false);
});

test('there are enough monitors for a burst where ten were seen within a minute', () => {
  const { fail, answer, clock, isPossible } = watch();
  answer(9);
  expect(isPossible()).toBe(false);
  fail(1);
  expect(isPossible()).toBe(true);
  clock.advance(60_001);
  expect(isPossible()).toBe(false);
});
