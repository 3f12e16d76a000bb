import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operationsOf } from '../../src/documents/openApi.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { dataFolder, startService, type Service } from '../support/service.js';
import { commandsOf, document, operationOf, reference, textOf } from './site.js';

const run = promisify(execFile);
const appKey = 'key-of-the-commands';

let db: TestDatabase;
let data: Awaited<ReturnType<typeof dataFolder>>;
let service: Service;
let page: string;

beforeAll(async () => {
  db = await testDatabase();
  data = await dataFolder();
  // No name server answers there: the monitors of the examples send nothing off this machine.
  const offline = { DNS_SERVERS: '127.0.0.1:9' };
  service = await startService({ DATABASE_URL: db.url, DATA_DIR: data.path, BOOTSTRAP_APP_KEY: appKey, ...offline });
  page = (await service.text(reference)).body;
});
afterAll(async () => {
  await service.stop();
  await data.remove();
  await db.close();
});

type Command = { id: string; method: string; command: string; expected: string };

/** All commands, in the order of the page. */
function commands(): Command[] {
  return operationsOf(document).flatMap(({ method, operation: { operationId: id, responses } }) => {
    const [expected = ''] = Object.keys(responses);
    return commandsOf(operationOf(page, id)).map((command) => ({ id, method, command, expected }));
  });
}

/** What a reader's shell knows. */
type Shell = Record<string, string>;

const shellOf = (email: string): Shell => ({
  PATH: process.env['PATH'] ?? '',
  CURL_CA_BUNDLE: join(data.path, 'tls/cert.pem'),
  APP_KEY: appKey,
  EMAIL: email,
  PASSWORD: 'pass word $HOME "quoted" & more',
});

function variablesOf(command: string): string[] {
  return [...command.matchAll(/\$([A-Z_]+)/g)].map(([, name = '']) => name);
}

/** Pastes a command into the shell, which stops at variables that it does not know. */
async function paste(shell: Shell, { id, command, expected }: Command): Promise<string> {
  const { stdout } = await run('sh', ['-uc', `${command} -w '\\n%{http_code}'`], { env: shell });
  const [, text = '', status] = /^(.*)\n(\d+)$/s.exec(stdout) ?? [];
  expect(`${id} ${status ?? stdout}`).toBe(`${id} ${expected}`);
  return text;
}

type Answer = { auth_token?: string; group?: { id: number }; target?: { id: number } };

/**
 * Goes through the page as its "First requests" say: from top to bottom, with the variables set from the answers;
 * commands whose variable has no value yet wait for it. Answers the ids of monitors by what made them.
 */
async function readFromTop(shell: Shell, told: Command[]): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  let waiting: Command[] = [];
  for (const each of told) {
    if (each.id === 'updateUser') shell['EMAIL'] = `new.${shell['EMAIL'] ?? ''}`;
    waiting.push(each);
    const ready = waiting.filter(({ command }) => variablesOf(command).every((name) => name in shell));
    waiting = waiting.filter((command) => !ready.includes(command));
    for (const command of ready) {
      const text = await paste(shell, command);
      if (command.command.includes('format=csv')) expect(text).toMatch(/^[a-z_]+(,[a-z_0-9]+)+\r\n/);
      else learn(command.id, JSON.parse(text) as Answer);
    }
  }
  expect(waiting).toEqual([]);
  return targets;

  function learn(id: string, { auth_token, group, target }: Answer): void {
    if (auth_token !== undefined) shell['AUTH_TOKEN'] = auth_token;
    if (group) shell['GROUP_ID'] = String(group.id);
    if (!target) return;
    shell['TARGET_ID'] = String(target.id);
    targets.set(id, String(target.id));
  }
}

it('every command works for a second reader too, in the order of the page, those that end something last', async () => {
  const isEnd = ({ method }: Command) => method === 'delete';
  const all = commands();
  await readFromTop(
    shellOf('one@example.com'),
    all.filter((each) => !isEnd(each)),
  );

  const shell = shellOf('two@example.com');
  const targets = await readFromTop(
    shell,
    all.filter((each) => !isEnd(each)),
  );
  expect([...targets.keys()]).toContain('createTargetPing');
  const ends = ['deleteTargetUrl', 'deleteTargetCustomPort', 'deleteTargetPing', 'deleteGroup', 'logOut', 'cancelUser'];
  expect(all.filter(isEnd).map(({ id }) => id)).toEqual(expect.arrayContaining(ends));
  expect(all.filter(isEnd)).toHaveLength(ends.length);
  for (const id of ends) {
    const end = all.find((each) => each.id === id);
    if (!end) throw new Error(`The page has no command of ${id}.`);
    await paste({ ...shell, TARGET_ID: targets.get(id.replace('delete', 'create')) ?? '' }, end);
    if (id !== 'logOut') continue;
    const again = all.find((each) => each.id === 'logIn');
    if (again) shell['AUTH_TOKEN'] = (JSON.parse(await paste(shell, again)) as { auth_token: string }).auth_token;
  }
}, 60_000);

it('no command has an id, an account or a range of the example', () => {
  const all = commands();
  expect(all.length).toBeGreaterThan(30);
  for (const { command } of all) expect(command).not.toMatch(/ada|\/\d+|_ids?\]?=\d|date_range/);
});

it('what ends something says so, and nothing else does', () => {
  for (const { method, operation } of operationsOf(document)) {
    expect(textOf(operationOf(page, operation.operationId)).includes('No way back.')).toBe(method === 'delete');
  }
});
