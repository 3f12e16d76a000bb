/** What the generated files have in them; that they run is for `collections.test.ts`. */
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { operationsOf, resolve, type OpenApiDocument, type Operation } from '../../src/documents/openApi.js';
import type {
  Collection,
  Environment,
  Folder,
  Item,
  Pair,
  PostmanRequest,
} from '../../src/documents/postman/collection.js';
import { postmanFiles, type PostmanFile } from '../../src/documents/postman/index.js';

let document: OpenApiDocument;

beforeAll(async () => {
  document = JSON.parse(await readFile('openapi.json', 'utf8')) as OpenApiDocument;
});

const made = new Map<OpenApiDocument, PostmanFile[]>();

function filesOf(from: OpenApiDocument): PostmanFile[] {
  const files = made.get(from) ?? postmanFiles(from);
  made.set(from, files);
  return files;
}

function contentOf(title: string, from = document): Collection {
  return filesOf(from).find((each) => each.title === title)?.content as Collection;
}

function itemsOf(items: (Item | Folder)[]): Item[] {
  return items.flatMap((each) => ('item' in each ? itemsOf(each.item) : [each]));
}

function environment(from = document): Environment {
  return filesOf(from).at(-1)?.content as Environment;
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
    return Object.values(content).flatMap(({ examples = {} }) =>
      Object.keys(examples).map((code) => `${status} ${code}`),
    );
  });
}

function sent({ body, url }: PostmanRequest): Pair[] {
  return body?.mode === 'urlencoded' ? body.urlencoded : (url.query ?? []);
}

/** The request that a saved example of an operation of one heading shows. */
function shown(title: string, path: string, method: string, name: string): PostmanRequest | undefined {
  const [item] = requestsFor(contentOf(title), path, method);
  return item?.response.find((each) => each.name === name)?.originalRequest;
}

test('each operation is in the collection of its heading and in the one with all', () => {
  for (const { path, method, operation } of operationsOf(document)) {
    for (const title of [...operation.tags, 'All']) {
      expect(
        requestsFor(contentOf(title), path, method).length,
        `${operation.operationId} in ${title}`,
      ).toBeGreaterThan(0);
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

test('each param is there and described; those that are optional are off, but for the example of an update', () => {
  for (const { path, method, operation } of operationsOf(document)) {
    const { examples } = operation.requestBody?.content['application/x-www-form-urlencoded'] ?? {};
    const updated = method === 'put' ? Object.keys(examples?.['example']?.value ?? {}) : [];
    for (const { name, request } of requestsFor(contentOf('All'), path, method)) {
      for (const { key, description, disabled } of [...sent(request), ...(request.url.variable ?? [])]) {
        expect(description, `${name}: ${key}`).toMatch(/^(Required|Optional)\. ./);
        const isOptional = (description ?? '').startsWith('Optional');
        const isOff = isOptional && !updated.includes(key);
        expect(disabled, `${name}: ${key}`).toBe(isOff ? true : undefined);
      }
    }
  }
});

describe('an example of an error shows the request that was answered so', () => {
  const urls = ['/groups/{group_id}/target/urls', 'post'] as const;

  test('with the params that were refused', () => {
    const request = shown('Monitors', ...urls, '422 validation_failed');
    expect(request && sent(request)).toContainEqual({ key: 'target_url[url]', value: 'www.example.com' });
  });

  test('with the wrong password, and the right email', () => {
    const request = shown('Sessions', '/users/login', 'post', '401 invalid_credentials');
    expect(request && sent(request)).toEqual([
      { key: 'user[email]', value: 'ada@example.com' },
      { key: 'user[password]', value: 'wrong horse' },
    ]);
  });

  test('with the id that is not there: of the monitor, or of the group where there is no other', () => {
    const one = shown('Monitors', '/groups/{group_id}/targets/{id}', 'get', '404 not_found');
    expect(one?.url.variable).toEqual([
      { key: 'group_id', value: '1' },
      { key: 'id', value: '404' },
    ]);
    expect(shown('Monitors', ...urls, '404 not_found')?.url.variable).toEqual([{ key: 'group_id', value: '404' }]);
  });

  test('with the key and the token of nobody', () => {
    expect(shown('Groups', '/groups', 'get', '401 invalid_app_key')?.header).toEqual([
      { key: 'X-App-Key', value: 'nobodys-app-key' },
    ]);
    expect(shown('Groups', '/groups', 'get', '401 invalid_auth_token')).toMatchObject({
      auth: { type: 'noauth' },
      header: [{ key: 'X-App-Key' }, { key: 'Authorization', value: 'Bearer nobodys' }],
    });
  });

  test.each([
    ['413 body_too_large', 'application/x-www-form-urlencoded', 'a=bbb… (102,401 bytes)'],
    ['415 unsupported_media_type', 'text/plain', 'name=Web'],
    ['400 malformed_body', 'application/json', '{"group": '],
  ])('with a body of its own: %s', (name, type, raw) => {
    const request = shown('Groups', '/groups', 'post', name);
    expect(request?.body).toEqual({ mode: 'raw', raw });
    expect(request?.header).toContainEqual({ key: 'Content-Type', value: type });
  });

  test('with what is no UTF-8, in the query', () => {
    const request = shown('Groups', '/groups', 'post', '400 invalid_encoding');
    expect(request?.url.raw).toBe('{{base_url}}/api/groups?group[name]=%ff');
    expect(request?.body).toBeUndefined();
  });

  test('over plain HTTP', () => {
    expect(shown('Groups', '/groups', 'get', '403 ssl_required')?.url.raw).toBe('http://127.0.0.1:8443/api/groups');
  });

  test('with nothing wrong where nothing is wrong with it', () => {
    for (const name of ['429 rate_limited', '500 internal_error', '503 unavailable']) {
      expect(shown('Groups', '/groups', 'post', name)).toEqual(shown('Groups', '/groups', 'post', '201 Created'));
    }
  });
});

test('secrets are typed as such, and none is committed that opens anything', () => {
  const { values } = environment();
  const secrets = values.filter(({ type }) => type === 'secret');
  expect(secrets.map(({ key }) => key)).toEqual(['app_key', 'password', 'auth_token', 'new_account_token']);
  expect(secrets.filter(({ value }) => value !== '')).toEqual([]);
});

test('nobody shares an account with those who filled nothing in', () => {
  expect(environment().values.find(({ key }) => key === 'email')?.value).toBe('');
});

test('the environment has no variable that nothing uses', () => {
  const text = JSON.stringify(contentOf('All'));
  expect(environment().values.filter(({ key }) => !text.includes(`{{${key}}}`))).toEqual([]);
});

describe.each(['All', 'Registrations', 'Sessions', 'Profile', 'Groups', 'Monitors', 'Events', 'Reports'])(
  '%s',
  (title) => {
    test('needs no variable that the environment has not', () => {
      const used = [...JSON.stringify(contentOf(title)).matchAll(/\{\{(\w+)\}\}|environment\.\w+\('(\w+)'/g)];
      const known = environment().values.map(({ key }) => key);
      expect(used.map(([, sentAs, named]) => sentAs ?? named).filter((name) => !known.includes(name ?? ''))).toEqual(
        [],
      );
    });

    test('gives every request and example an id of its own', () => {
      const ids = itemsOf(contentOf(title).item).flatMap(({ id, response }) => [
        id,
        ...response.map((each) => each.id),
      ]);
      expect(new Set(ids).size).toBe(ids.length);
    });
  },
);

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
