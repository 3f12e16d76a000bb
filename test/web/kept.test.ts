import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keep, type Kept } from '../../src/web/status/kept.js';
import { testClock, type TestClock } from '../support/clock.js';

let clock: TestClock;
let readings: string[];
let answer: (name: string) => Promise<{ name: string } | undefined>;
let kept: Kept<{ name: string }>;
beforeEach(() => {
  clock = testClock(0);
  readings = [];
  answer = (name) => Promise.resolve({ name });
  kept = keep({ clock, ms: 1000 });
});
afterEach(() => vi.useRealTimers());

function get(name: string) {
  return kept.get(name, () => {
    readings.push(name);
    return answer(name);
  });
}

it('a crowd costs one reading, and so do those who come until it is old', async () => {
  const all = await Promise.all(Array.from({ length: 100 }, () => get('a')));
  clock.advance(999);
  expect(new Set([...all, await get('a')]).size).toBe(1);
  expect(readings).toEqual(['a']);
  clock.advance(1);
  expect(await get('a')).not.toBe(all[0]);
});

it('what was forgotten while it was read is not given to whoever asks later', async () => {
  const early = get('a');
  kept.forget('a');
  const late = get('a');
  expect(await late).not.toBe(await early);
  expect(await get('a')).toBe(await late);
});

it('what is not there, or failed, is asked for anew', async () => {
  answer = () => Promise.resolve(undefined);
  expect(await get('a')).toBeUndefined();
  answer = () => Promise.reject(new Error('away'));
  await expect(get('a')).rejects.toThrow('away');
  answer = (name) => Promise.resolve({ name });
  expect(await get('a')).toBeDefined();
});

it('however much others ask for, each costs one reading until it is old', async () => {
  const names = Array.from({ length: 500 }, (_, place) => `page ${place}`);
  for (const name of [...names, ...names]) await get(name);
  expect(readings).toEqual(names);
});

it('what is old is let go, also where nobody asks for anything', async () => {
  vi.useFakeTimers();
  await get('a');
  vi.advanceTimersByTime(1000);
  // The clock that judges age stands still here: only what is not there any more is read again.
  await get('a');
  expect(readings).toEqual(['a', 'a']);
});
