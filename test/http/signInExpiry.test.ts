import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeExpired, startSignInExpiry } from '../../src/http/signInExpiry.js';
import { testApi, type TestApi } from '../support/api.js';
import { memoryLog } from '../support/log.js';
import { until } from '../support/until.js';
import { visitor } from '../support/visitor.js';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const day = 86_400_000;

/** How many tokens and sessions there are. */
async function kept(): Promise<number[]> {
  const [row] = await api.database.query<{ tokens: number; sessions: number }>(
    'SELECT (SELECT count(*)::int FROM tokens) AS tokens, (SELECT count(*)::int FROM sessions) AS sessions',
  );
  return [row?.tokens ?? -1, row?.sessions ?? -1];
}

test('sign-ins are removed when nobody can use them any more, and no earlier', async () => {
  const client = api.as(await api.signUp());
  const person = visitor(api.app);
  await person.fill('/sign-up', { 'user[email]': 'ada@example.com', 'user[password]': 'correct horse' });
  await api.signUp();
  const parts = { ...api, log: memoryLog().log, tokenTtlDays: 90 };
  const isSignedIn = async () => (await person.get('/developers/apps')).status === 200;

  api.clock.advance(30 * day - 1);
  await removeExpired(parts);
  expect([await kept(), await isSignedIn()]).toEqual([[2, 1], true]);
  api.clock.advance(30 * day);
  await removeExpired(parts);
  expect([await kept(), await isSignedIn()]).toEqual([[2, 0], false]);

  expect((await client('GET', '/api/profile')).status).toBe(200);
  api.clock.advance(31 * day);
  await removeExpired(parts);
  expect([await kept(), (await client('GET', '/api/profile')).status]).toEqual([[1, 0], 200]);
});

test('a process begins with it, and says where it could not', async () => {
  const { log, lines } = memoryLog();
  api.clock.advance(91 * day);
  const parts = { ...api, log, tokenTtlDays: 90 };
  const expiry = startSignInExpiry(parts);
  expect(await until(kept, ([tokens]) => tokens === 0)).toEqual([0, 0]);
  await expiry.stop();

  const away = { ...api.database, query: () => Promise.reject(new Error('away')) };
  await startSignInExpiry({ ...parts, database: away }).stop();
  expect(JSON.stringify(lines)).toContain('could not remove expired sign-ins');
});
