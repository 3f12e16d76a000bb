import { beforeEach, expect, it } from 'vitest';
import { keep, type Kept } from '../../src/web/status/kept.js';
import { testClock, type TestClock } from '../support/clock.js';

type Thing = { name: string };

let clock: TestClock;
let readings: string[];
let answer: (name: string) => Promise<Thing | undefined>;
let kept: Kept<Thing>;
beforeEach(() => {
  clock = testClock(0);
  readings = [];
  answer = (name) => Promise.resolve({ name });
  kept = keep(
    (name) => {
      readings.push(name);
      return answer(name);
    },
    { clock, ms: 1000 },
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
  answer = (name) => Promise.resolve({ name });
  expect(await kept.get('a')).toBeDefined();
});

it('however much others ask for, each costs one reading until it is old', async () => {
  const names = Array.from({ length: 500 }, (_, place) => `page ${place}`);
  for (const name of [...names, ...names]) await kept.get(name);
  expect(readings).toEqual(names);
  clock.advance(999);
  await kept.get('page 0');
  expect(readings).toEqual(names);
  clock.advance(1);
  for (const name of names) await kept.get(name);
  expect(readings).toEqual([...names, ...names]);
});
