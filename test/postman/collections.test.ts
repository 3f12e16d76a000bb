import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { signUp } from '../support/client.js';
import { readCollections, readEnvironment, runCollection, type Collections, type Run, type Value } from './newman.js';
import { appKey, startServer, type Server } from './server.js';

const headings = ['registrations', 'sessions', 'profile', 'groups', 'monitors', 'events', 'reports'];
const all = 'port-monitor';

let server: Server;
let collections: Collections;
let fresh: Value[];

beforeAll(async () => {
  server = await startServer();
  collections = await readCollections();
  fresh = await server.environment();
});
afterAll(() => server.close());
beforeEach(() => server.database.query('DELETE FROM users'));

const run = (name: string, environment: Value[]): Promise<Run> => runAs(name, environment, (text) => text);

/** Runs a collection as `change` leaves its text. */
function runAs(name: string, environment: Value[], change: (text: string) => string): Promise<Run> {
  const collection = JSON.parse(change(JSON.stringify(collections.get(name) ?? {}))) as Record<string, unknown>;
  return runCollection(collection, { certificateFile: server.certificateFile, environment });
}

/** Runs collections one after another, each with the environment that the one before left. */
async function runInTurn(names: readonly string[]): Promise<Run[]> {
  const runs: Run[] = [];
  for (const name of names) runs.push(await run(name, runs.at(-1)?.environment ?? fresh));
  return runs;
}

async function expectClean(runs: readonly Run[]): Promise<void> {
  expect(runs.flatMap(({ failures }) => failures)).toEqual([]);
  for (const { assertions, answers, environment } of runs) {
    expect(environment.filter(({ key, value }) => /_(id|token)$/.test(key) && value !== '')).toEqual([]);
    expect(answers.length).toBeGreaterThan(0);
    expect(assertions).toBeGreaterThan(answers.length);
  }
  expect(await left()).toEqual({ users: 0, groups: 0, targets: 0, tokens: 0 });
}

async function left() {
  const [row] = await server.database.query(`SELECT
    (SELECT count(*)::int FROM users) AS users, (SELECT count(*)::int FROM groups) AS groups,
    (SELECT count(*)::int FROM targets) AS targets, (SELECT count(*)::int FROM tokens) AS tokens`);
  return row;
}

// The service lets an email log in ten times a minute: the runs below do so six times with the same one.
test('there is a collection for each heading, and one with all', () => {
  expect([...collections.keys()].sort()).toEqual([...headings, all].sort());
});

describe.each([...headings, all])('%s', (name) => {
  test('runs twice in a row, and leaves nothing behind', { timeout: 60_000 }, async () => {
    await expectClean(await runInTurn([name, name]));
  });
});

test(
  'the collections run one after another, none of them first because another needs it',
  { timeout: 60_000 },
  async () => {
    await expectClean(await runInTurn(headings.toReversed()));
  },
);

test.each(['registrations', 'groups'])('%s asks for email and password where they are not filled in', async (name) => {
  const unfilled = await readEnvironment({ base_url: server.service.url, app_key: appKey });
  const { failures, answers } = await run(name, unfilled);
  expect(answers).toMatchObject([{ request: 'POST /api/users/sign-up', status: 422 }]);
  expect(failures).toHaveLength(1);
  expect(failures[0]).toMatch(/set email and password in the environment/);
});

const profile = { language: 'es', country: 'AR', time_zone: 'America/Buenos_Aires' };

/** The account, with a group and a monitor, and the environment that names it. */
async function settled() {
  const client = await signUp(server.service);
  const { token, groupId } = client;
  await client.monitor('urls', { url: 'http://127.0.0.1:9/' });
  await server.service.api('PUT', '/profile', { token, params: { profile } });
  const environment = fresh.map((each) => {
    const values: Record<string, unknown> = { email: client.email, password: 'correct horse', group_id: groupId };
    return { ...each, value: values[each.key] ?? each.value };
  });
  return { token, environment };
}

describe('with an account that was there before', () => {
  test('all is as it was, once the headings were run that need one', { timeout: 60_000 }, async () => {
    const { token, environment } = await settled();
    for (const name of headings.filter((each) => each !== 'registrations')) {
      expect((await run(name, environment)).failures).toEqual([]);
    }
    expect(await left()).toEqual({ users: 1, groups: 1, targets: 1, tokens: 1 });
    expect((await server.service.api('GET', '/profile', { token })).body).toMatchObject({ profile });
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

test.each([
  ['new', () => Promise.resolve(fresh), 'email'],
  ['taken', async () => (await settled()).environment, 'request_id'],
])('what the set up is answered is judged as well, be the account new or there before: %s', async (_, from, member) => {
  const { failures } = await runAs('groups', await from(), (text) =>
    text.replaceAll(`\\"${member}\\"`, '\\"shoe_size\\"'),
  );
  expect(failures.join('\n')).toMatch(/^Register a new user: .*\n.* should have required property 'shoe_size'/m);
});

test('an answer that the document does not tell of fails a run, whatever the tests of the collection say', async () => {
  const other = createServer((_, response) => response.setHeader('Content-Type', 'application/json').end('{}'));
  onTestFinished(() => void other.close());
  await once(other.listen(0, '127.0.0.1'), 'listening');
  const { port } = other.address() as AddressInfo;
  const item = [{ name: 'List', request: { method: 'GET', url: `http://127.0.0.1:${port}/api/groups` } }];
  const { failures } = await runCollection({ info: { name: 'One' }, item }, { environment: fresh });
  expect(failures).toEqual([
    expect.stringMatching(/GET \/api\/groups was answered with what the document does not tell of/),
  ]);
});

test('`base_url` may end with the path of the API', async () => {
  const environment = fresh.map((each) =>
    each.key === 'base_url' ? { ...each, value: `${server.service.url}/api/` } : each,
  );
  await expectClean([await run('sessions', environment)]);
});

test('the certificate of the service is verified', async () => {
  const { failures } = await runCollection(collections.get('sessions') ?? {}, { environment: fresh });
  expect(failures.join('\n')).toMatch(/self.signed certificate/);
});
