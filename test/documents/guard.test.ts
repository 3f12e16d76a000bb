/** The document and the routes know each other, and an answer that is not told of does not pass. */
import type { Express } from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApiDocument } from '../../src/documents/document.js';
import { operationsOf, type OpenApiDocument } from '../../src/documents/openApi.js';
import { version } from '../../src/platform/version.js';
import { testApi, type TestApi } from '../support/api.js';
import { answerCheck, type AnswerCheck } from '../support/documented.js';

let api: TestApi;
let document: OpenApiDocument;
let check: AnswerCheck;

beforeAll(async () => {
  api = await testApi();
  document = openApiDocument({ routes: api.routes, examples: { operations: {}, problems: {} }, version });
  check = answerCheck(document);
});
afterAll(() => api.close());

/** What Express 5 keeps of a route or of a router that is mounted. */
type Layer = {
  route?: { path: string };
  handle: { stack?: Layer[] };
  match(path: string): boolean;
};

/** Whether it is a router for what is below `path` alone. */
function isMounted(layer: Layer, path: string): boolean {
  return layer.handle.stack !== undefined && layer.match(path) && !layer.match('/elsewhere');
}

/** The paths of Express's own table, below `/api`. */
function pathsOf(app: Express): string[] {
  const { stack } = app.router as unknown as { stack: Layer[] };
  const mounted = stack.filter((layer) => isMounted(layer, '/api'));
  const below = mounted.flatMap(({ handle }) => handle.stack ?? []).flatMap(({ route }) => (route ? [route.path] : []));
  const beside = stack.flatMap(({ route }) => (route?.path.startsWith('/api') ? [route.path.slice(4)] : []));
  return [...below, ...beside];
}

/** Methods as a client finds them: by asking what a path allows. */
async function allowed(path: string): Promise<string[]> {
  const { headers } = await api.send('OPTIONS', `/api${path.replace(/:\w+/g, '1')}`);
  return (headers['allow'] ?? '').split(', ');
}

const otherNames: Readonly<Record<string, string>> = { HEAD: 'GET', PATCH: 'PUT' };

test('every path and method of Express is in the document, and the document has no other', async () => {
  const routed = [];
  for (const path of pathsOf(api.app))
    for (const method of await allowed(path))
      if (method !== 'OPTIONS' && !otherNames[method]) routed.push(`${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  const told = operationsOf(document).map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect(routed.length).toBeGreaterThan(20);
  expect(told.toSorted()).toEqual(routed.toSorted());
});

test('PATCH is there wherever PUT is, and HEAD wherever GET is, as the notes say', async () => {
  for (const path of pathsOf(api.app)) {
    const methods = await allowed(path);
    for (const [other, name] of Object.entries(otherNames))
      expect(methods.includes(other)).toBe(methods.includes(name));
  }
});

test('operations are named once each, as methods of a client would be', () => {
  const names = operationsOf(document).map(({ operation }) => operation.operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z][A-Za-z]+$/);
});

test('every param and every member of an answer is described', () => {
  const silent: string[] = [];
  const look = (value: unknown, at: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const { properties } = value as { properties?: Record<string, { description?: string; $ref?: string }> };
    // What is a wrapper has its members to speak for it.
    for (const [name, member] of Object.entries(properties ?? {}))
      if (!member.description && !member.$ref && !('properties' in member)) silent.push(`${at}/${name}`);
    for (const [key, member] of Object.entries(value)) look(member, `${at}/${key}`);
  };
  look({ paths: document.paths, schemas: document.components.schemas }, '');
  const params = operationsOf(document).flatMap(({ operation }) => operation.parameters ?? []);
  expect(silent).toEqual([]);
  expect(params.filter(({ description }) => description === '' || description === 'undefined')).toEqual([]);
});

describe('an answer does not pass', () => {
  const group = { id: 1, name: 'Web', targets_count: 0, created_at: '2013-01-31T00:00:00+02:00' };
  const sound = { ...group, updated_at: '2013-01-31T00:00:00+02:00' };
  const headers = { 'content-type': 'application/json; charset=utf-8', 'x-request-id': 'one' };
  const answered = { method: 'GET', path: '/api/groups/1', status: 200, headers };
  const said = (body: unknown) => ({ ...answered, text: JSON.stringify(body) });

  test('unless all of it is told of', () => {
    expect(() => {
      check(said({ group: sound }));
    }).not.toThrow();
  });

  test.each([
    ['with a status that is not told of', { ...said({ group: sound }), status: 202 }],
    ['with a member that is not told of', said({ group: { ...sound, color: 'red' } })],
    ['with a member too few', said({ group })],
    ['with a member of another type', said({ group: { ...sound, id: '1' } })],
    ['with a date in another form', said({ group: { ...sound, updated_at: '31.1.2013' } })],
    ['in another form', { ...said({ group: sound }), headers: { ...headers, 'content-type': 'text/html' } }],
    ['with a header that is not told of', { ...said({ group: sound }), headers: { ...headers, 'x-color': 'red' } }],
    ['without its X-Request-Id', { ...said({ group: sound }), headers: { 'content-type': 'application/json' } }],
    ['of an operation that there is not', { ...said({ group: sound }), path: '/api/grups/1' }],
  ])('%s', (_, strange) => {
    expect(() => {
      check(strange);
    }).toThrow(/does not tell of/);
  });
});
