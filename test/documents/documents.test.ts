/** The files that are made from the server itself. `npm run documents` writes them anew. */
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { openApiDocument } from '../../src/documents/document.js';
import { examplesFile, type Examples } from '../../src/documents/examples.js';
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
