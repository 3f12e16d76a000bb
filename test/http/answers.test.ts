import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appKey, makeGroup, testApi, type Client, type Sent, type TestApi } from '../support/api.js';

let api: TestApi;
let client: Client;
let group: number;
beforeAll(async () => {
  api = await testApi();
  client = api.as(await api.signUp());
  group = await makeGroup(client);
});
afterAll(() => api.close());

describe('the first answer that applies is given', () => {
  const plain = { 'X-Forwarded-Proto': 'http' };
  const text: Sent['body'] = { type: 'text/plain', content: 'x' };

  it.each<[string, string, string, Sent, boolean, string]>([
    ['ssl before the path', 'POST', '/api/nothing', { headers: plain }, false, '403 ssl_required'],
    ['ssl before all', 'PUT', '/api/groups', { headers: plain, body: text }, false, '403 ssl_required'],
    ['ssl for preflights too', 'OPTIONS', '/api/groups', { headers: plain }, false, '403 ssl_required'],
    ['the path before the body', 'POST', '/api/nothing', { body: text }, false, '404 not_found'],
    ['a path in another case', 'GET', '/api/Groups', {}, true, '404 not_found'],
    ['a base in another case', 'GET', '/API/groups', {}, true, '404 not_found'],
    ['the base alone', 'GET', '/api', {}, true, '404 not_found'],
    ['a path that can not be decoded', 'GET', '/api/groups/%E0%A4%A', {}, false, '404 not_found'],
    ['the method before the body', 'PUT', '/api/groups', { body: text }, false, '405 method_not_allowed'],
    ['the body before the app', 'POST', '/api/groups', { body: text }, false, '415 unsupported_media_type'],
    ['the app before the token', 'POST', '/api/groups', {}, false, '401 invalid_app_key'],
    [
      'the token before the resource',
      'GET',
      '/api/groups/0',
      { query: `app_key=${appKey}` },
      false,
      '401 invalid_auth_token',
    ],
    ['the resource before params', 'PUT', '/api/groups/0', { form: 'group[name]=' }, true, '404 not_found'],
    ['params last', 'POST', '/api/groups', {}, true, '422 validation_failed'],
  ])('%s', async (_, method, path, sent, signedIn, expected) => {
    const answer = await (signedIn ? client : api.send)(method, path, sent);
    expect(`${answer.status} ${answer.body.code ?? ''}`).toBe(expected);
  });
});

describe('a problem', () => {
  it('is told as RFC 9457 wants it', async () => {
    const answer = await client('POST', '/api/groups', { headers: { 'X-Request-Id': 'mine-1' } });
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.headers['x-request-id']).toBe('mine-1');
    expect(answer.body).toEqual({
      type: 'about:blank',
      title: 'Unprocessable Content',
      status: 422,
      code: 'validation_failed',
      detail: '1 param is invalid.',
      request_id: 'mine-1',
      errors: [{ param: 'group[name]', code: 'required', message: 'is required' }],
    });
  });

  it('before sign-in is told in the language that the client accepts', async () => {
    const detail = async (accepted: string) =>
      (await api.send('GET', '/api/groups', { headers: { 'Accept-Language': accepted } })).body.detail;
    const english = 'The app_key is missing, unknown or revoked.';
    expect(await detail('es-MX, en;q=0.5')).toBe('El app_key falta, no existe o ha sido revocado.');
    for (const accepted of ['en-GB', 'fr', '*', '', 'x;;;q']) expect(await detail(accepted)).toBe(english);
  });

  it('says nothing of what went wrong inside, but the log does', async () => {
    await api.database.query('ALTER TABLE groups RENAME TO hidden');
    const answer = await client('GET', '/api/groups', { headers: { 'X-Request-Id': 'broken-1' } });
    await api.database.query('ALTER TABLE hidden RENAME TO groups');
    expect([answer.status, answer.body.code]).toEqual([500, 'internal_error']);
    expect(answer.text).not.toMatch(/hidden|groups|select|prisma|at /i);
    expect(api.lines).toContainEqual(expect.objectContaining({ level: 'error', request_id: 'broken-1' }));
  });
});

describe('methods', () => {
  it('that a path does not know are 405 with those that it knows', async () => {
    const answers = [
      await client('DELETE', '/api/groups'),
      await client('POST', `/api/groups/${group}`),
      await client('GET', '/api/users/login'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([405, 405, 405]);
    expect(answers.map(({ headers }) => headers['allow'])).toEqual([
      'GET, HEAD, POST, OPTIONS',
      'GET, HEAD, PUT, PATCH, DELETE, OPTIONS',
      'POST, OPTIONS',
    ]);
  });

  it('HEAD is answered like GET, without a body', async () => {
    const answer = await client('HEAD', `/api/groups/${group}`);
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect((await client('HEAD', '/api/groups/0')).status).toBe(404);
    expect((await client('HEAD', '/api/users/login')).status).toBe(405);
  });
});

describe('headers', () => {
  it('let any origin call, without cookies', async () => {
    const preflight = await api.send('OPTIONS', `/api/groups/${group}`, {
      headers: { Origin: 'https://a.example', 'Access-Control-Request-Method': 'PATCH' },
    });
    expect([preflight.status, preflight.text]).toEqual([204, '']);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, PUT, PATCH, DELETE, OPTIONS',
      'access-control-allow-headers': 'Authorization, Content-Type, X-App-Key, X-Request-Id',
      allow: 'GET, HEAD, PUT, PATCH, DELETE, OPTIONS',
    });
    expect((await api.send('OPTIONS', '/api/nothing')).status).toBe(404);
    const refused = await api.send('GET', '/api/groups');
    expect(refused.headers['access-control-allow-origin']).toBe('*');
    expect(refused.headers['access-control-expose-headers']).toContain('X-Request-Id');
    expect(refused.headers['access-control-allow-credentials']).toBeUndefined();
  });

  it('carry the id of the request, the own one where the client has none that is sane', async () => {
    const id = async (given: string) =>
      (await api.send('GET', '/healthz', { headers: { 'X-Request-Id': given } })).headers['x-request-id'];
    expect(await id('a.b:c-D_1')).toBe('a.b:c-D_1');
    for (const given of ['', 'a b', 'x'.repeat(129), '<b>']) expect(await id(given)).toMatch(/^[\da-f-]{36}$/);
  });

  it('forbid to keep answers, and tell nothing of what serves them', async () => {
    for (const answer of [
      await client('GET', '/api/groups'),
      await client('GET', '/api/groups/0'),
      await api.ask('POST', '/api/users/login'),
    ]) {
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.headers['x-powered-by']).toBeUndefined();
    }
  });
});

describe('SSL', () => {
  it('is what a trusted proxy says that it is', async () => {
    const status = async (proto: string) =>
      (await client('GET', '/api/groups', { headers: { 'X-Forwarded-Proto': proto } })).status;
    expect(await status('https')).toBe(200);
    expect(await status('HTTPS')).toBe(200);
    for (const proto of ['http', '', 'wss', 'https,http']) expect([proto, await status(proto)]).toEqual([proto, 403]);
  });

  it('is nothing that a stranger can claim', async () => {
    const strict = await testApi({ trustProxy: [] });
    try {
      const answer = await strict.send('POST', '/api/users/sign-up', {
        json: { user: { email: 'a@example.com', password: '12345678' }, app_key: appKey },
      });
      expect([answer.status, answer.body.code]).toEqual([403, 'ssl_required']);
      expect(answer.headers['location']).toBeUndefined();
      expect(await strict.database.query('SELECT 1 FROM users')).toEqual([]);
      expect((await strict.send('GET', '/healthz')).status).toBe(200);
    } finally {
      await strict.close();
    }
  });
});

describe('the state of the process', () => {
  it('is told without a key', async () => {
    const headers = { 'X-Forwarded-Proto': 'http' };
    expect((await api.send('GET', '/healthz', { headers })).status).toBe(200);
    expect((await api.send('GET', '/readyz', { headers })).status).toBe(200);
    api.readiness.ok = false;
    const away = await api.send('GET', '/readyz', { headers });
    api.readiness.ok = true;
    expect([away.status, away.text]).toEqual([503, '{"ok":false}']);
    expect((await api.send('POST', '/healthz')).headers['allow']).toBe('GET, HEAD');
  });
});

describe('the log', () => {
  it('has requests by the pattern of their path, and no secret', async () => {
    await client('GET', `/api/groups/${group}`, {
      query: `app_key=${appKey}`,
      headers: { 'X-Request-Id': 'logged-1' },
    });
    const line = api.lines.find((each) => each['request_id'] === 'logged-1');
    expect(line).toMatchObject({ method: 'GET', route: '/api/groups/:group_id', status: 200 });
    expect(JSON.stringify(api.lines)).not.toContain(appKey);
  });
});

it('what is not to be stored is answered whole, whatever copy a client says that it has', async () => {
  for (const path of ['/api/groups', '/api/events']) {
    const answer = await client('GET', path, { headers: { 'If-None-Match': '*' } });
    expect(answer.status).toBe(200);
    expect(answer.text).not.toBe('');
  }
});
