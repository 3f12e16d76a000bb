import express from 'express';
import supertest from 'supertest';
import { expect, it } from 'vitest';
import { documentRouter } from '../../src/web/index.js';
import { readAssets } from '../../src/web/site/assets.js';
import { document, reference } from './site.js';

const groups = { file: 'groups.postman_collection.json', title: 'Groups', content: { info: { name: 'Groups' } } };
const environment = {
  file: 'port-monitor.postman_environment.json',
  title: 'Environment',
  content: {
    name: 'Port Monitor',
    values: [
      { key: 'base_url', value: 'https://127.0.0.1:8443' },
      { key: 'app_key', value: '' },
    ],
  },
};
const app = express().use(documentRouter(() => ({ document, postman: [groups, environment] }), readAssets));
const url = '/developers/postman/groups.postman_collection.json';

it('a Postman file is a download, for any origin', async () => {
  const { status, headers, text } = await supertest(app).get(url);
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('application/json');
  expect(headers['content-disposition']).toBe('attachment; filename=groups.postman_collection.json');
  expect(headers['access-control-allow-origin']).toBe('*');
  expect(text).toBe(`${JSON.stringify(groups.content, null, 2)}\n`);
});

it('the environment has the address at which the reader has reached the server', async () => {
  const { text } = await supertest(app)
    .get(`/developers/postman/${environment.file}`)
    .set('Host', 'monitor.example.com:9443');
  expect(JSON.parse(text)).toEqual({
    name: 'Port Monitor',
    values: [
      { key: 'base_url', value: 'https://monitor.example.com:9443' },
      { key: 'app_key', value: '' },
    ],
  });
});

it('the page leads to the environment before the collections', async () => {
  const { text } = await supertest(app).get(reference).set('Host', 'monitor.example.com:9443');
  const files = [...text.matchAll(/<span class="file">([^<]+)</g)].map(([, file]) => file);
  expect(files).toEqual([environment.file, groups.file]);
  expect(text).toContain("is this server's address, <code>https://monitor.example.com:9443</code>");
});

it('the page leads to the Postman files and to openapi.json', async () => {
  const { text } = await supertest(app).get(reference);
  expect(text).toContain(`<a href="${url}" download>Groups</a>`);
  expect(text).toContain('<a href="/developers/openapi.json">openapi.json</a>');
});
