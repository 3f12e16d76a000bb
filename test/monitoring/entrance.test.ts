import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEntrance, descriptorLimit, placesWithin } from '../../src/monitoring/entrance.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = new AbortController().signal;

test('a burst begins a few at a time, while attempts that only wait for their targets hold nobody up', async () => {
  const entrance = createEntrance({ places: 100, youngPlaces: 2, young: 250 });
  let begun = 0;
  const enter = async () => {
    await entrance.enter('trusted', never);
    begun += 1;
  };
  for (let n = 0; n < 5; n += 1) void enter();
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toBe(2);
  await vi.advanceTimersByTimeAsync(250);
  expect(begun).toBe(4);
  await vi.advanceTimersByTimeAsync(250);
  expect(begun).toBe(5);
});

test('an attempt that ends makes room at once, and leaves no timer', async () => {
  const entrance = createEntrance({ places: 1, youngPlaces: 1, young: 250 });
  const leave = await entrance.enter('trusted', never);
  const next = entrance.enter('trusted', never);
  leave?.();
  (await next)?.();
  expect(vi.getTimerCount()).toBe(0);
});

test('who gives up in front of either limit holds no place', async () => {
  const entrance = createEntrance({ places: 2, youngPlaces: 1, young: 250 });
  const leave = await entrance.enter('trusted', never);
  const patience = new AbortController();
  const young = entrance.enter('trusted', patience.signal);
  const outside = entrance.enter('trusted', patience.signal);
  patience.abort();
  expect(await Promise.all([young, outside])).toEqual([undefined, undefined]);
  leave?.();
  const all = await Promise.all([entrance.enter('trusted', never)]);
  await vi.advanceTimersByTimeAsync(250);
  all.push(await entrance.enter('trusted', never));
  expect(all.every((one) => one !== undefined)).toBe(true);
});

test('places leave descriptors for the rest of the process, and there are some however few', () => {
  expect(placesWithin(256)).toBe(96);
  expect(placesWithin(1024)).toBe(672);
  expect(placesWithin(64)).toBe(16);
  expect(placesWithin(Infinity)).toBe(10_000);
});

test('the limit of descriptors is read as the system tells it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'port-monitor-limits-'));
  const file = join(folder, 'limits');
  writeFileSync(
    file,
    'Limit    Soft Limit  Hard Limit  Units\nMax open files            256                  512  files\n',
  );
  expect(descriptorLimit(file)).toBe(256);
  writeFileSync(file, 'Max open files            unlimited            unlimited            files\n');
  expect(descriptorLimit(file)).toBe(Infinity);
  expect(descriptorLimit(join(folder, 'none'))).toBe(1024);
  rmSync(folder, { recursive: true });
});
