import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorsOf, makeGroup, makeUrl, testApi, type Client, type TestApi } from '../support/api.js';

let api: TestApi;
let ann: Client;
let ben: Client;
beforeAll(async () => {
  api = await testApi();
  ann = api.as(await api.signUp());
  ben = api.as(await api.signUp());
});
afterAll(() => api.close());

const now = () => new Date(api.clock.now()).toISOString().replace('.000Z', '+00:00');

describe('groups', () => {
  it('are made, and found where Location says', async () => {
    const made = await ann('POST', '/api/groups', { json: { group: { name: '  Web servers ' } } });
    expect(made.status).toBe(201);
    expect(made.body.group).toEqual({
      id: expect.any(Number) as number,
      name: 'Web servers',
      targets_count: 0,
      created_at: now(),
      updated_at: now(),
    });
    const found = await ann('GET', made.headers['location'] ?? '');
    expect([found.status, found.body]).toEqual([200, made.body]);
  });

  it('are listed by id with the count of their monitors, the own ones only', async () => {
    const cleo = api.as(await api.signUp());
    expect((await cleo('GET', '/api/groups')).body).toEqual({ groups: [] });
    const first = await makeGroup(cleo, 'B');
    const second = await makeGroup(cleo, 'A');
    await makeUrl(cleo, second);
    await makeUrl(cleo, second);
    const { body } = await cleo('GET', '/api/groups');
    expect(body.groups?.map(({ id, targets_count }) => [id, targets_count])).toEqual([
      [first, 0],
      [second, 2],
    ]);
  });

  it('are renamed', async () => {
    const id = await makeGroup(ann);
    api.clock.advance(1000);
    const answer = await ann('PUT', `/api/groups/${id}`, { form: 'group[name]=Renamed' });
    expect([answer.status, answer.body.group?.name, answer.body.group?.updated_at]).toEqual([200, 'Renamed', now()]);
  });

  it('keep updated_at when nothing changes', async () => {
    const id = await makeGroup(ann, 'Same');
    const before = (await ann('GET', `/api/groups/${id}`)).body;
    api.clock.advance(1000);
    for (const sent of [{}, { form: 'group[name]=Same' }, { form: 'group[name]=+Same+' }]) {
      expect((await ann('PATCH', `/api/groups/${id}`, sent)).body).toEqual(before);
    }
  });

  it('go with their monitors and the history of those', async () => {
    const id = await makeGroup(ann);
    const target = await makeUrl(ann, id);
    await makeUrl(ann, await makeGroup(ann));
    expect((await ann('DELETE', `/api/groups/${id}`)).status).toBe(204);
    expect((await ann('GET', `/api/groups/${id}`)).status).toBe(404);
    expect((await ann('DELETE', `/api/groups/${id}`)).status).toBe(404);
    expect(await api.database.query('SELECT 1 FROM standings WHERE target_id = $1', [target])).toEqual([]);
    expect(await api.database.query('SELECT target_id FROM purges')).toEqual([{ target_id: target }]);
  });

  it.each([
    ['', 'required'],
    ['   ', 'required'],
    [null, 'required'],
    ['x'.repeat(256), 'too_long'],
    ['𝄞'.repeat(256), 'too_long'],
    ['a\0b', 'invalid'],
    ['\ud800', 'invalid'],
    [5, 'invalid'],
    [true, 'invalid'],
    [['a'], 'invalid'],
    [{}, 'invalid'],
    [{ a: 'b' }, 'invalid'],
  ])('refuse the name %j: %s', async (name, code) => {
    const made = await ann('POST', '/api/groups', { json: { group: { name } } });
    expect([made.status, errorsOf(made)]).toEqual([422, [`group[name] ${code}`]]);
    const id = await makeGroup(ann);
    const renamed = await ann('PUT', `/api/groups/${id}`, { json: { group: { name } } });
    expect([renamed.status, errorsOf(renamed)]).toEqual([422, [`group[name] ${code}`]]);
  });

  it.each([
    '𝄞'.repeat(255),
    'e\u0301 ≠ é',
    '<b>&amp;',
    '__proto__',
    "Robert'); DROP TABLE groups;--",
    '\ufeff\u200bx',
    'مرحبا',
  ])('give the name %j back as it was sent', async (name) => {
    const expected = name.trim();
    const made = await ann('POST', '/api/groups', { json: { group: { name } } });
    expect(made.body.group?.name).toBe(expected);
    const form = `group[name]=${encodeURIComponent(name)}`;
    expect((await ann('POST', '/api/groups', { form })).body.group?.name).toBe(expected);
  });

  it.each(['GET', 'PUT', 'DELETE'])('are 404 to %s when missing, foreign or no id', async (method) => {
    const foreign = await makeGroup(ben);
    for (const id of [foreign, 999999, 0, -1, '01', '1.0', 'x', '99999999999999999999', '%zz', '%00', '1%20']) {
      const answer = await ann(method, `/api/groups/${id}`, { form: 'group[name]=' });
      expect([id, answer.status, answer.body.code]).toEqual([id, 404, 'not_found']);
    }
    expect((await ben('GET', `/api/groups/${foreign}`)).status).toBe(200);
  });

  it.each([
    ['GET', '/api/groups'],
    ['POST', '/api/groups'],
    ['GET', '/api/groups/1'],
    ['PUT', '/api/groups/1'],
    ['DELETE', '/api/groups/1'],
  ])('need a token: %s %s', async (method, path) => {
    const answer = await api.ask(method, path);
    expect([answer.status, answer.body.code]).toEqual([401, 'invalid_auth_token']);
  });

  it('that are made while their account ends are refused with it', async () => {
    const account = await api.signUp();
    const client = api.as(account);
    const answers = await Promise.all([
      client('POST', '/api/groups', { form: 'group[name]=a' }),
      client('DELETE', '/api/users'),
      client('POST', '/api/groups', { form: 'group[name]=b' }),
    ]);
    for (const { status } of answers) expect([201, 204, 401]).toContain(status);
    expect(await api.database.query('SELECT 1 FROM groups WHERE user_id = $1', [account.id])).toEqual([]);
  });
});
