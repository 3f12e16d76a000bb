/** The document judged by another's tool: all traffic of the collections goes through Prism, which finds nothing. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenApiDocument } from '../../src/documents/openApi.js';
import { readCollections, runCollection } from './newman.js';
import { prismHeaders, startPrism, type Prism } from './prism.js';
import { appKey, startServer, type Server } from './server.js';

let server: Server;
let prism: Prism;

beforeAll(async () => {
  server = await startServer();
  const { service, certificateFile, data } = server;
  const document = JSON.parse(await readFile('openapi.json', 'utf8')) as OpenApiDocument;
  const file = join(data, 'judged.json');
  await writeFile(file, JSON.stringify(judged(document)));
  prism = await startPrism({ document: file, upstream: service.url, certificateFile });
});
afterAll(async () => {
  await prism.stop();
  await server.close();
});

/** The document as Prism is given it, which reads no path off `servers`; with a path whose answers are not as it says. */
function judged(document: OpenApiDocument): object {
  const base = document.servers[0]?.url ?? '';
  const paths = Object.entries(document.paths).map(([path, item]) => [`${base}${path}`, item] as const);
  return { ...document, servers: [], paths: { ...Object.fromEntries(paths), '/healthz': { get: wrong } } };
}

const wrong = {
  responses: {
    200: {
      description: 'OK',
      content: { 'application/json': { schema: { type: 'object', required: ['shoe_size'] } } },
    },
  },
};

test('Prism finds nothing in the requests and answers of all collections', { timeout: 120_000 }, async () => {
  const environment = await server.environment(prism.url);
  const collection = (await readCollections()).get('port-monitor') ?? {};
  const { answers, failures } = await runCollection(collection, { environment, proxyHeaders: prismHeaders });
  expect(answers.flatMap(({ headers }) => headers['sl-violations'] ?? [])).toEqual([]);
  expect(failures).toEqual([]);
  expect(answers.length).toBeGreaterThan(30);
});

test('it would tell of a request that the document does not allow', async () => {
  const answer = await fetch(`${prism.url}/api/users/sign-up`, {
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

test('it would tell of an answer that the document does not allow', async () => {
  const answer = await fetch(`${prism.url}/healthz`);
  expect(answer.headers.get('sl-violations')).toContain('shoe_size');
});
