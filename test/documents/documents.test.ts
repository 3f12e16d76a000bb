/** The files that are made from the server itself. `npm run documents` writes them anew. */
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { openApiDocument } from '../../src/documents/document.js';
import { examplesFile, type Examples } from '../../src/documents/examples.js';
import { postmanFiles } from '../../src/documents/postman/index.js';
import type { Route } from '../../src/http/route.js';
import { version } from '../../src/platform/version.js';
import { testApi } from '../support/api.js';
import { record } from './recording.js';

let routes: Route[];
let examples: Examples;

beforeAll(async () => {
  const api = await testApi();
  ({ routes } = api);
  await api.close();
  examples = await record();
});

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

test('the recorded examples are what the server answers now', async () => {
  await expect(json(examples)).toMatchFileSnapshot(fileURLToPath(examplesFile));
});

test('openapi.json is what routes and examples make of it', async () => {
  await expect(json(openApiDocument({ routes, examples, version }))).toMatchFileSnapshot('../../openapi.json');
});

test('the files under postman/ are what the document makes of them', async () => {
  for (const { file, content } of postmanFiles(openApiDocument({ routes, examples, version }))) {
    await expect(json(content)).toMatchFileSnapshot(`../../postman/${file}`);
  }
});

test('nothing is left under postman/ that is generated no more', async () => {
  const made = postmanFiles(openApiDocument({ routes, examples, version })).map(({ file }) => file);
  expect((await readdir('postman')).filter((file) => !made.includes(file))).toEqual([]);
});
