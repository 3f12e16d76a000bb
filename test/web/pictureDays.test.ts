/** Which days and hours pictures of monitors are drawn from. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pictureReader } from '../../src/web/pictures/read.js';
import { beginning, makeGroup, makeUrl, testApi, type Account, type TestApi } from '../support/api.js';
import { testClock } from '../support/clock.js';

let api: TestApi;
let account: Account;
let id: number;
beforeAll(async () => {
  api = await testApi();
  account = await api.signUp();
  const client = api.as(account);
  id = await makeUrl(client, await makeGroup(client));
});
afterAll(() => api.close());

async function draw(now: number, timeZone: string) {
  const read = pictureReader({ database: api.database, clock: testClock(now) });
  return (await read({ userId: account.id, targetIds: [id], timeZone })).get(id);
}

it.each([0, 1, 3_599_999])('a sparkline has 24 hours %i ms after a full hour', async (after) => {
  expect((await draw(beginning + after, 'UTC'))?.hours).toHaveLength(24);
});

it('a strip begins with a whole day, also on a day whose midnight is left out', async () => {
  // Which begins at one o'clock: 04:00Z.
  const days = (await draw(Date.UTC(2026, 8, 6, 12), 'America/Santiago'))?.days ?? [];
  expect(days[0]).toEqual({ at: new Date('2026-06-09T04:00Z'), up: 0, down: 0, unknown: 24 * 3600, outages: 0 });
  expect(days.at(-1)).toMatchObject({ at: new Date('2026-09-06T04:00Z'), unknown: 8 * 3600 });
  expect(days).toHaveLength(90);
});
