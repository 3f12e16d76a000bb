/** A client that a generator makes of the document: it compiles with the project's own strict settings, and it works. */
import { readFile } from 'node:fs/promises';
import openapiTs, { astToString } from 'openapi-typescript';
import { expect, test, onTestFinished } from 'vitest';
import { testDatabase } from '../support/database.js';
import { dataFolder, startService } from '../support/service.js';
import { watchedTarget } from '../support/watchedTarget.js';
import { walk } from './client.js';

test('the generated client is what the document makes of it', async () => {
  const document = await readFile(new URL('../../openapi.json', import.meta.url), 'utf8');
  const types = astToString(await openapiTs(document));
  await expect(types).toMatchFileSnapshot('./client.schema.ts');
});

test('the generated client walks from sign-up to an outage', { timeout: 60_000 }, async () => {
  const db = await testDatabase();
  onTestFinished(db.close);
  const data = await dataFolder();
  onTestFinished(data.remove);
  const site = await watchedTarget();
  const service = await startService({
    DATABASE_URL: db.url,
    DATA_DIR: data.path,
    BOOTSTRAP_APP_KEY: 'key-of-a-client-0',
  });
  onTestFinished(service.kill);

  const { events, uptimes } = await walk({
    url: service.url,
    appKey: 'key-of-a-client-0',
    fetch: service.fetch,
    site: { port: site.port, stop: site.close },
  });
  expect(events.map(({ type, reason }) => `${type} ${reason?.code}`)).toEqual([
    'down connection_refused',
    'up undefined',
  ]);
  expect(uptimes).toMatchObject([{ outages: 1, failed_checks: 1 }]);
});
