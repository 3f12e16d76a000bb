import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { signUp } from '../support/client.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { dataFolder, startService, type Service } from '../support/service.js';
import { readCollections, readEnvironment, runCollection, type Collections, type Run, type Value } from './newman.js';

const headings = ['registrations', 'sessions', 'profile', 'groups', 'monitors', 'events', 'reports'];
const all = 'port-monitor';

let db: TestDatabase;
let data: Awaited<ReturnType<typeof dataFolder>>;
let service: Service;
let collections: Collections;
let fresh: Value[];

beforeAll(async () => {
  db = await testDatabase();
  data = await dataFolder();
  service = await startService({ DATABASE_URL: db.url, DATA_DIR: data.path });
  collections = await readCollections();
  fresh = await readEnvironment({ base_url: service.url, app_key: 'test-key-of-the-service' });
});
afterAll(async () => {
  await service.stop();
  await data.remove();
  await db.close();
});
beforeEach(() => db.database.query('DELETE FROM users'));

const run = (name: string, environment: Value[]): Promise<Run> => runAs(name, environment, (text) => text);

/** Runs a collection as `change` leaves its text. */
function runAs(name: string, environment: Value[], change: (text: string) => string): Promise<Run> {
  const collection = JSON.parse(change(JSON.stringify(collections.get(name) ?? {}))) as Record<string, unknown>;
  return runCollection(collection, { certificateFile: `${data.path}/tls/cert.pem`, environment });
}

/** Runs collections one after another, each with the environment that the one before left. */
async function runInTurn(names: readonly string[]): Promise<Run[]> {
  const runs: Run[] = [];
  for (const name of names) runs.push(await run(name, runs.at(-1)?.environment ?? fresh));
  return runs;
}

async function expectClean(runs: readonly Run[]): Promise<void> {
  expect(runs.flatMap(({ failures }) => failures)).toEqual([]);
  for (const { assertions, answers } of runs) {
    expect(answers.length).toBeGreaterThan(0);
    expect(assertions).toBeGreaterThan(answers.length);
  }
  expect(await left()).toEqual({ users: 0, groups: 0, targets: 0, tokens: 0 });
}

async function left() {
  const [row] = await db.database.query(`SELECT
    (SELECT count(*)::int FROM users) AS users, (SELECT count(*)::int FROM groups) AS groups,
    (SELECT count(*)::int FROM targets) AS targets, (SELECT count(*)::int FROM tokens) AS tokens`);
  return row;
}

// The service lets an email log in ten times a minute: the runs below do so seven times with the same one.
test('there is a collection for each heading, and one with all', () => {
  expect([...collections.keys()].sort()).toEqual([...headings, all].sort());
});

describe.each([...headings, all])('%s', (name) => {
  test('runs twice in a row, and leaves nothing behind', { timeout: 60_000 }, async () => {
    await expectClean(await runInTurn([name, name]));
  });
});

test('the collections run one after another, in either order', { timeout: 120_000 }, async () => {
  await expectClean(await runInTurn([...headings, ...headings.toReversed()]));
});

describe('with an account that was there before', () => {
  const profile = { language: 'es', country: 'AR', time_zone: 'America/Buenos_Aires' };

  /** The account, with a group and a monitor, and the environment that names it. */
  async function settled() {
    const client = await signUp(service);
    const { token, groupId } = client;
    await client.monitor('urls', { url: 'http://127.0.0.1:9/' });
    await service.api('PUT', '/profile', { token, params: { profile } });
    const environment = fresh.map((each) => {
      const values: Record<string, unknown> = { email: client.email, password: 'correct horse', group_id: groupId };
      return { ...each, value: values[each.key] ?? each.value };
    });
    return { token, environment };
  }

  test('all is as it was, once the headings were run that need one', { timeout: 60_000 }, async () => {
    const { token, environment } = await settled();
    for (const name of headings.filter((each) => each !== 'registrations')) {
      expect((await run(name, environment)).failures).toEqual([]);
    }
    expect(await left()).toEqual({ users: 1, groups: 1, targets: 1, tokens: 1 });
    expect((await service.api('GET', '/profile', { token })).body).toMatchObject({ profile });
  });

  test.each(['registrations', all])('%s stops at its first request, and says why', async (name) => {
    const { environment } = await settled();
    const { failures, answers } = await run(name, environment);
    expect(answers).toMatchObject([{ request: 'POST /api/users/sign-up', status: 422 }]);
    expect(failures.join('\n')).toMatch(/The email is free/);
    expect(await left()).toEqual({ users: 1, groups: 1, targets: 1, tokens: 1 });
  });

  test('what could not be made is not mistaken for what was there: a group stays, whose id a run before had', async () => {
    const { environment } = await settled();
    const { failures, answers } = await runAs('groups', environment, (text) =>
      text.replaceAll('"value":"Web"', '"value":""'),
    );
    expect(failures).not.toEqual([]);
    expect(answers.map(({ request }) => request)).toContain('DELETE /api/groups/');
    expect(await left()).toEqual({ users: 1, groups: 1, targets: 1, tokens: 1 });
  });

  test('a wrong password stops a run before it does anything', async () => {
    const { environment } = await settled();
    const wrong = environment.map((each) => (each.key === 'password' ? { ...each, value: 'wrong horse' } : each));
    const { answers } = await run('groups', wrong);
    expect(answers.map(({ status }) => status)).toEqual([422, 401]);
  });
});

test('an answer that is not as the document says is a failure', async () => {
  const { failures } = await runAs('profile', fresh, (text) => text.replaceAll('\\"time_zone\\"', '\\"shoe_size\\"'));
  expect(failures.join('\n')).toMatch(/should have required property 'shoe_size'/);
});

test('`base_url` may end with the path of the API', async () => {
  const environment = fresh.map((each) => (each.key === 'base_url' ? { ...each, value: `${service.url}/api/` } : each));
  await expectClean([await run('sessions', environment)]);
});

test('the certificate of the service is verified', async () => {
  const { failures } = await runCollection(collections.get('sessions') ?? {}, { environment: fresh });
  expect(failures.join('\n')).toMatch(/self.signed certificate/);
});
