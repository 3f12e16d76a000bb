import express from 'express';
import supertest from 'supertest';
import { expect, it } from 'vitest';
import { webRouter } from '../../src/web/index.js';
import { document, reference } from './site.js';

const groups = { file: 'groups.postman_collection.json', title: 'Groups', content: { info: { name: 'Groups' } } };
const app = express().use(webRouter(() => ({ document, postman: [groups] })));
const url = '/developers/postman/groups.postman_collection.json';

it('a Postman file is a download, for any origin', async () => {
  const { status, headers, text } = await supertest(app).get(url);
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('application/json');
  expect(headers['content-disposition']).toBe('attachment; filename=groups.postman_collection.json');
  expect(headers['access-control-allow-origin']).toBe('*');
  expect(text).toBe(`${JSON.stringify(groups.content, null, 2)}\n`);
});

it('the page leads to the Postman files and to openapi.json', async () => {
  const { text } = await supertest(app).get(reference);
  expect(text).toContain(`<a href="${url}" download>Groups</a>`);
  expect(text).toContain('<a href="/developers/openapi.json">openapi.json</a>');
});
