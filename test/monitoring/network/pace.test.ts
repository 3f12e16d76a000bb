import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openPace } from '../../../src/monitoring/network/pace.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('what is more than the pace allows begins in turn, and afterwards no timer is left', () => {
  const begun: number[] = [];
  const inTurn = openPace({ most: 2, every: 5 });
  const begin = (index: number) => inTurn(() => begun.push(index));
  [1, 2, 3, 4, 5].forEach(begin);
  expect(begun).toEqual([1, 2]);
  vi.advanceTimersByTime(5);
  begin(6);
  expect(begun).toEqual([1, 2, 3, 4]);
  vi.advanceTimersByTime(5);
  expect(begun).toEqual([1, 2, 3, 4, 5, 6]);
  expect(vi.getTimerCount()).toBe(0);
  begin(7);
  expect(begun).toHaveLength(6);
  vi.advanceTimersByTime(5);
  expect(begun).toHaveLength(7);
  vi.advanceTimersByTime(5);
  begin(8);
  begin(9);
  expect(begun).toHaveLength(9);
  expect(vi.getTimerCount()).toBe(0);
});
