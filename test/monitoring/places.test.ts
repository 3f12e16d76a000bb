import { expect, test } from 'vitest';
import { createPlaces } from '../../src/monitoring/places.js';

const never = new AbortController().signal;

test('places are taken at once while there are any, then in the order in which they were asked for', async () => {
  const places = createPlaces(2);
  const order: number[] = [];
  expect([places.take('trusted', never), places.take('trusted', never)]).toEqual([true, true]);
  const waiting = [1, 2].map(async (n) => {
    await places.take('trusted', never);
    order.push(n);
  });
  places.giveBack('trusted');
  places.giveBack('trusted');
  await Promise.all(waiting);
  expect(order).toEqual([1, 2]);
});

test('the doubtful have half of the places, even where the others are free', () => {
  const places = createPlaces(4);
  expect([places.take('doubtful', never), places.take('doubtful', never)]).toEqual([true, true]);
  expect(places.take('doubtful', never)).toBeInstanceOf(Promise);
  expect([places.take('trusted', never), places.take('trusted', never)]).toEqual([true, true]);
  expect(places.take('trusted', never)).toBeInstanceOf(Promise);
});

test('who gives up while it waits takes no place', async () => {
  const places = createPlaces(1);
  void places.take('trusted', never);
  const patience = new AbortController();
  const gaveUp = places.take('trusted', patience.signal);
  const stays = places.take('trusted', never);
  patience.abort();
  expect(await gaveUp).toBe(false);
  places.giveBack('trusted');
  expect(await stays).toBe(true);
  expect(await places.take('trusted', AbortSignal.abort())).toBe(false);
});
