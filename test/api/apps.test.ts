import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAppCommand, UsageError } from '../../src/api/apps/command.js';
import { ensureBootstrapApp, ensureFirstApp, firstKey } from '../../src/api/apps/firstKey.js';
import type { Database } from '../../src/platform/database/database.js';
import { testClock } from '../support/clock.js';
import { testApi } from '../support/api.js';
import { testDatabase, type TestDatabase } from '../support/database.js';

const clock = testClock(Date.UTC(2026, 0, 15));

/** Runs a command on `database`; resolves to what it printed. */
async function run(database: Database, ...words: string[]): Promise<string[]> {
  const lines: string[] = [];
  const withDatabase = (work: (database: Database) => Promise<void>) => work(database);
  await runAppCommand(words, { withDatabase, clock, write: (line) => lines.push(line) });
  return lines;
}

describe('the command line', () => {
  it('makes apps that work at once, lists and revokes them, while the server runs', async () => {
    const api = await testApi();
    try {
      const answer = async (key: string) =>
        (await api.send('POST', '/api/users/login', { headers: { 'X-App-Key': key } })).status;
      const created = await run(api.database, 'create', 'My script');
      const key = created.at(-1) ?? '';
      expect(key).toMatch(/^[A-Za-z0-9_-]{16,64}$/);
      expect(await answer(key)).toBe(422);

      const line = (await run(api.database, 'list')).find((each) => each.includes(key));
      expect(line).toMatch(/^\d+\tMy script\t\S+\t2026-01-15T00:00:00.000Z\tactive$/);

      expect(await run(api.database, 'revoke', key)).toEqual(['Revoked the app "My script".']);
      expect(await answer(key)).toBe(401);
      expect((await run(api.database, 'list')).find((each) => each.includes(key))).toMatch(/revoked 2026/);
    } finally {
      await api.close();
    }
  });

  it('says in a line what it can not do', async () => {
    const none = () => Promise.reject(new Error('not to be opened'));
    const tools = { withDatabase: none, clock, write: () => undefined };
    for (const words of [[], ['create'], ['create', 'two', 'words'], ['list', 'x'], ['revoke'], ['delete', 'x']]) {
      await expect(runAppCommand(words, tools)).rejects.toThrow(UsageError);
    }
    await expect(runAppCommand(['create', '  '], tools)).rejects.toThrow('The name is empty.');
    await expect(runAppCommand(['create', 'x'.repeat(256)], tools)).rejects.toThrow('more than 255 characters');
  });
});

describe('a start', () => {
  let test: TestDatabase;
  beforeAll(async () => (test = await testDatabase()));
  afterAll(() => test.close());

  it('makes one first app where there is none, however many processes start', async () => {
    const { database } = test;
    const keys = await Promise.all([1, 2, 3].map(() => ensureFirstApp({ database, clock })));
    const [key, ...others] = keys.filter((each) => each !== undefined);
    expect(key).toMatch(/^[A-Za-z0-9_-]{16,64}$/);
    expect(others).toEqual([]);
    expect(await run(database, 'list')).toHaveLength(1);
  });

  it('makes the app of BOOTSTRAP_APP_KEY once, and does not bring a revoked one back', async () => {
    const { database } = test;
    const key = 'bootstrap-key-0123';
    await ensureBootstrapApp({ database, clock }, key);
    await run(database, 'revoke', key);
    expect(await firstKey({ database, clock }, key)).toBeUndefined();
    expect((await run(database, 'list')).filter((line) => line.includes(key))).toEqual([
      expect.stringContaining('revoked') as string,
    ]);
  });

  it('refuses to revoke a key that nobody has', async () => {
    await expect(run(test.database, 'revoke', 'no-such-key')).rejects.toThrow('No app has this key.');
  });
});
