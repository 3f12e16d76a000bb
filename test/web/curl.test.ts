import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operationsOf } from '../../src/documents/openApi.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { dataFolder, startService, type Service } from '../support/service.js';
import { commandsOf, document, operationOf, reference } from './site.js';

const run = promisify(execFile);

let db: TestDatabase;
let data: Awaited<ReturnType<typeof dataFolder>>;
let service: Service;

beforeAll(async () => {
  db = await testDatabase();
  data = await dataFolder();
  // No name server answers there: the monitors of the examples send nothing off this machine.
  const offline = { DNS_SERVERS: '127.0.0.1:9' };
  service = await startService({ DATABASE_URL: db.url, DATA_DIR: data.path, BOOTSTRAP_APP_KEY: appKey, ...offline });
});
afterAll(async () => {
  await service.stop();
  await data.remove();
  await db.close();
});

const appKey = 'key-of-the-commands';

/** Those that others stand on come first, those that end something last. */
const first = [
  'signUp',
  'logIn',
  'logOut',
  'createGroup',
  'createTargetUrl',
  'createTargetCustomPort',
  'createTargetPing',
];
const last = ['deleteTargetUrl', 'deleteTargetCustomPort', 'deleteTargetPing', 'deleteGroup', 'cancelUser'];

function inOrder(): string[] {
  const all = operationsOf(document).map(({ operation }) => operation.operationId);
  return [...first, ...all.filter((id) => !first.includes(id) && !last.includes(id)), ...last];
}

/** Pastes a command into a shell; resolves to what it printed, and the status. */
async function paste(command: string, token: string): Promise<{ status: number; text: string }> {
  const env = { PATH: process.env['PATH'], APP_KEY: appKey, AUTH_TOKEN: token };
  const trust = { CURL_CA_BUNDLE: join(data.path, 'tls/cert.pem') };
  const { stdout } = await run('sh', ['-c', `${command} -w '\\n%{http_code}'`], { env: { ...env, ...trust } });
  const [, text = '', status] = /^(.*)\n(\d+)$/s.exec(stdout) ?? [];
  return { text, status: Number(status) };
}

it('every command of the page works as it is, pasted into a shell', { timeout: 60_000 }, async () => {
  const page = await fetchPage();
  let token = '';
  let other = '';
  const statuses: string[] = [];
  for (const id of inOrder()) {
    for (const command of commandsOf(operationOf(page, id))) {
      const { status, text } = await paste(command, id === 'logOut' ? other : token);
      statuses.push(`${id} ${status}`);
      if (id === 'signUp') token = tokenOf(text);
      if (id === 'logIn') other = tokenOf(text);
      if (command.includes('format=csv')) expect(text).toMatch(/^[a-z_]+(,[a-z_0-9]+)+\r\n/);
    }
  }
  const expected = inOrder().flatMap((id) => {
    const { operation } = operationsOf(document).find((entry) => entry.operation.operationId === id) ?? {};
    const [status = ''] = Object.keys(operation?.responses ?? {});
    return commandsOf(operationOf(page, id)).map(() => `${id} ${status}`);
  });
  expect(statuses).toEqual(expected);
});

async function fetchPage(): Promise<string> {
  const { body } = await service.text(reference);
  return body;
}

function tokenOf(text: string): string {
  return (JSON.parse(text) as { auth_token: string }).auth_token;
}
