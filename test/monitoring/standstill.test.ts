import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchStandstill } from '../../src/monitoring/standstill.js';
import { testClock } from '../support/clock.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a loop that keeps its beat stood nowhere, one that was held up stood for as long as it came late', () => {
  const clock = testClock(0);
  const standstill = watchStandstill(clock);
  clock.advance(100);
  vi.advanceTimersByTime(100);
  expect(standstill.total()).toBe(0);
  clock.advance(1600);
  expect(standstill.total()).toBe(1500);
  vi.advanceTimersByTime(100);
  expect(standstill.total()).toBe(1500);
  standstill.stop();
  expect(vi.getTimerCount()).toBe(0);
});

test('a machine that was suspended stood still, though its steady clock did not go on', () => {
  const clock = testClock(0);
  const standstill = watchStandstill(clock);
  clock.step(60_000);
  expect(standstill.total()).toBe(59_900);
  standstill.stop();
});

test('a clock that is set back is no standstill', () => {
  const clock = testClock(100_000);
  const standstill = watchStandstill(clock);
  clock.step(-60_000);
  clock.advance(100);
  expect(standstill.total()).toBe(0);
  standstill.stop();
});
