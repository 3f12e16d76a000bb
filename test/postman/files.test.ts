/** What the generated files have in them; that they run is for `collections.test.ts`. */
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { operationsOf, resolve, type OpenApiDocument, type Operation } from '../../src/documents/openApi.js';
import type { Collection, Environment, Folder, Item, Pair } from '../../src/documents/postman/collection.js';
import { postmanFiles } from '../../src/documents/postman/index.js';

let document: OpenApiDocument;

beforeAll(async () => {
  document = JSON.parse(await readFile('openapi.json', 'utf8')) as OpenApiDocument;
});

function contentOf(title: string, from = document): Collection {
  return postmanFiles(from).find((each) => each.title === title)?.content as Collection;
}

function itemsOf(items: (Item | Folder)[]): Item[] {
  return items.flatMap((each) => ('item' in each ? itemsOf(each.item) : [each]));
}

function environment(from = document): Environment {
  return postmanFiles(from).at(-1)?.content as Environment;
}

/** The requests of an operation, wherever they are. */
function requestsFor(collection: Collection, path: string, method: string): Item[] {
  const at = `{{base_url}}/api${path.replace(/\{(\w+)\}/g, ':$1')}`;
  return itemsOf(collection.item).filter(
    ({ request }) => request.method === method.toUpperCase() && request.url.raw.split('?')[0] === at,
  );
}

/** The names of the examples that an operation needs. */
function answersOf({ responses }: Operation): string[] {
  return Object.entries(responses).flatMap(([status, response]) => {
    const { content = {} } = resolve(document, response);
    if (status.startsWith('2')) return Object.keys(content).length > 1 ? [status, status] : [status];
    return Object.values(content).flatMap(({ examples = {} }) => Object.keys(examples).map((code) => `${status} ${code}`));
  });
}

const sent = ({ request }: Item): Pair[] => request.body?.urlencoded ?? request.url.query ?? [];

test('each operation is in the collection of its heading and in the one with all', () => {
  for (const { path, method, operation } of operationsOf(document)) {
    for (const title of [...operation.tags, 'All']) {
      expect(requestsFor(contentOf(title), path, method).length, `${operation.operationId} in ${title}`).toBeGreaterThan(0);
    }
  }
});

test('each request is described, has a test script, and an example of every answer that is documented', () => {
  for (const { path, method, operation } of operationsOf(document)) {
    for (const item of requestsFor(contentOf('All'), path, method)) {
      expect(item.request.description).toContain(operation.description);
      expect(item.event.map(({ listen }) => listen)).toContain('test');
      const saved = item.response.map(({ code, name }) => (code < 300 ? String(code) : name));
      expect(saved, operation.operationId).toEqual(answersOf(operation));
      expect(item.response.filter(({ code, body }) => code !== 204 && body === '')).toEqual([]);
    }
  }
});

test('each param is there and described; those that are optional are off, but for what an update changes', () => {
  for (const item of itemsOf(contentOf('All').item)) {
    for (const { key, description, disabled } of [...sent(item), ...(item.request.url.variable ?? [])]) {
      expect(description, `${item.name}: ${key}`).toMatch(/^(Required|Optional)\. ./);
      if (description?.startsWith('Required')) expect(disabled).toBeUndefined();
      else if (item.request.method !== 'PUT') expect(disabled).toBe(true);
    }
  }
});

test('an example of refused params shows these', () => {
  const [create] = requestsFor(contentOf('Monitors'), '/groups/{group_id}/target/urls', 'post');
  const refused = create?.response.find(({ code }) => code === 422);
  expect(refused?.originalRequest.body?.urlencoded).toContainEqual({ key: 'target_url[url]', value: 'www.example.com' });
});

test('secrets are typed as such, and none is committed that opens anything', () => {
  const { values } = environment();
  const secrets = values.filter(({ type }) => type === 'secret');
  expect(secrets.map(({ key }) => key)).toEqual(['app_key', 'password', 'auth_token', 'new_account_token']);
  expect(secrets.filter(({ value }) => value !== '').map(({ key }) => key)).toEqual(['password']);
});

describe.each(['All', 'Registrations', 'Sessions', 'Profile', 'Groups', 'Monitors', 'Events', 'Reports'])('%s', (title) => {
  test('needs no variable that the environment has not', () => {
    const used = [...JSON.stringify(contentOf(title)).matchAll(/\{\{(\w+)\}\}|environment\.\w+\('(\w+)'/g)];
    const known = environment().values.map(({ key }) => key);
    expect(used.map(([, sentAs, named]) => sentAs ?? named).filter((name) => !known.includes(name ?? ''))).toEqual([]);
  });

  test('gives every request and example an id of its own', () => {
    const ids = itemsOf(contentOf(title).item).flatMap(({ id, response }) => [id, ...response.map((each) => each.id)]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test('a new kind of monitor needs nothing here: its requests and its id come from the document', () => {
  const text = JSON.stringify(document.paths['/groups/{group_id}/target/pings']);
  const ofOne = JSON.stringify(document.paths['/groups/{group_id}/target/pings/{id}']);
  const other = (json: string) => JSON.parse(json.replaceAll('target_ping', 'target_dns_name')) as object;
  const more: OpenApiDocument = {
    ...document,
    paths: {
      ...document.paths,
      '/groups/{group_id}/target/dns_names': other(text),
      '/groups/{group_id}/target/dns_names/{id}': other(ofOne),
    },
  };
  const requests = requestsFor(contentOf('Monitors', more), '/groups/{group_id}/target/dns_names/{id}', 'delete');
  expect(requests.map(({ request }) => request.url.variable?.at(-1))).toMatchObject([
    { key: 'id', value: '{{target_dns_name_id}}' },
  ]);
  expect(environment(more).values.map(({ key }) => key)).toContain('target_dns_name_id');
});
