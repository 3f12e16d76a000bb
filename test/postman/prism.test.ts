/** The document judged by another's tool: all traffic of the collections goes through Prism, which finds nothing. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { OpenApiDocument } from '../../src/documents/openApi.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { dataFolder, startService, type Service } from '../support/service.js';
import { readCollections, readEnvironment, runCollection } from './newman.js';
import { startPrism } from './prism.js';

const appKey = 'test-key-of-the-service';

let db: TestDatabase;
let data: Awaited<ReturnType<typeof dataFolder>>;
let service: Service;

beforeAll(async () => {
  db = await testDatabase();
  data = await dataFolder();
  service = await startService({ DATABASE_URL: db.url, DATA_DIR: data.path });
});
afterAll(async () => {
  await service.stop();
  await data.remove();
  await db.close();
});

/** Prism before the service, by the document as `change` leaves it; resolves to its URL. */
async function judge(change: (document: OpenApiDocument) => void = () => undefined): Promise<string> {
  const document = JSON.parse(await readFile('openapi.json', 'utf8')) as OpenApiDocument;
  change(document);
  const file = join(data.path, 'judged.json');
  await writeFile(file, JSON.stringify(fromRoot(document)));
  const certificateFile = join(data.path, 'tls/cert.pem');
  const prism = await startPrism({ document: file, upstream: service.url, certificateFile });
  onTestFinished(prism.stop);
  return prism.url;
}

/** Prism reads no path off `servers`, on purpose: it must be in the paths. */
function fromRoot(document: OpenApiDocument): object {
  const base = document.servers[0]?.url ?? '';
  const paths = Object.entries(document.paths).map(([path, item]) => [`${base}${path}`, item] as const);
  return { ...document, servers: [], paths: Object.fromEntries(paths) };
}

async function runAll(url: string) {
  const environment = await readEnvironment({ base_url: url, app_key: appKey });
  return runCollection((await readCollections()).get('port-monitor') ?? {}, { environment });
}

const violations = ({ answers }: Awaited<ReturnType<typeof runAll>>) =>
  answers.flatMap(({ request, headers }) => (headers['sl-violations'] ? [`${request}: ${headers['sl-violations']}`] : []));

test('Prism finds nothing in the requests and answers of all collections', { timeout: 120_000 }, async () => {
  const run = await runAll(await judge());
  expect(violations(run)).toEqual([]);
  expect(run.failures).toEqual([]);
  expect(run.answers.length).toBeGreaterThan(30);
});

test('it would tell of a request that the document does not allow', async () => {
  const url = await judge();
  const answer = await fetch(`${url}/api/users/sign-up`, {
    method: 'POST',
    headers: { 'X-App-Key': appKey },
    body: new URLSearchParams({ 'user[email]': 'ada@example.com', 'user[password]': 'short' }),
  });
  expect(answer.status).toBe(422);
  // It answers by itself, as our own answer of that status would not: such a request goes no further.
  expect(await answer.json()).toMatchObject({
    type: expect.stringContaining('prism/errors#UNPROCESSABLE_ENTITY') as string,
    validation: [{ location: ['body', 'user[password]'], code: 'minLength' }],
  });
});

test('it would tell of an answer that the document does not allow', { timeout: 60_000 }, async () => {
  const url = await judge(({ components: { schemas } }) => {
    schemas['Profile'] = { ...schemas['Profile'], required: ['shoe_size'] };
  });
  expect(violations(await runAll(url)).join('\n')).toContain('shoe_size');
});
