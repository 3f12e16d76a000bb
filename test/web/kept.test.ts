import { beforeEach, expect, it } from 'vitest';
import { keep, type Kept } from '../../src/web/status/kept.js';
import { testClock, type TestClock } from '../support/clock.js';

type Thing = { name: string; weight: number };

let clock: TestClock;
let readings: string[];
let answer: (name: string) => Promise<Thing | undefined>;
let kept: Kept<Thing>;
beforeEach(() => {
  clock = testClock(0);
  readings = [];
  answer = (name) => Promise.resolve({ name, weight: 4 });
  kept = keep(
    (name) => {
      readings.push(name);
      return answer(name);
    },
    ({ weight }) => weight,
    { clock, ms: 1000, most: 10 },
  );
});

it('a crowd costs one reading, and so do those who come until it is old', async () => {
  const all = await Promise.all(Array.from({ length: 100 }, () => kept.get('a')));
  clock.advance(999);
  expect(new Set([...all, await kept.get('a')]).size).toBe(1);
  expect(readings).toEqual(['a']);
  clock.advance(1);
  expect(await kept.get('a')).not.toBe(all[0]);
});

it('what was forgotten while it was read is not given to whoever asks later', async () => {
  const early = kept.get('a');
  kept.forget('a');
  const late = kept.get('a');
  expect(await late).not.toBe(await early);
  expect(await kept.get('a')).toBe(await late);
});

it('what is not there, or failed, is asked for anew', async () => {
  answer = () => Promise.resolve(undefined);
  expect(await kept.get('a')).toBeUndefined();
  answer = () => Promise.reject(new Error('away'));
  await expect(kept.get('a')).rejects.toThrow('away');
  answer = (name) => Promise.resolve({ name, weight: 1 });
  expect(await kept.get('a')).toBeDefined();
});

it('the oldest goes where too much is kept, and one that is too heavy by itself is kept alone', async () => {
  for (const name of ['a', 'b', 'c']) await kept.get(name);
  for (const name of ['c', 'b', 'a']) await kept.get(name);
  expect(readings).toEqual(['a', 'b', 'c', 'a']);
  answer = (name) => Promise.resolve({ name, weight: 11 });
  for (const name of ['heavy', 'heavy', 'a']) await kept.get(name);
  expect(readings.slice(4)).toEqual(['heavy', 'a']);
});
