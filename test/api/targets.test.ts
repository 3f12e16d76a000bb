import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probes } from '../../src/monitoring/probes/index.js';
import { errorsOf, makeGroup, standingOf, testApi, type Client, type TestApi } from '../support/api.js';

let api: TestApi;
let ann: Client;
let ben: Client;
let group: number;
beforeAll(async () => {
  api = await testApi();
  ann = api.as(await api.signUp());
  ben = api.as(await api.signUp());
  group = await makeGroup(ann);
});
afterAll(() => api.close());

const examples: Record<string, Record<string, unknown>> = {
  urls: { url: 'https://example.com/path?x=1' },
  custom_ports: { host: 'example.com', port_number: 443 },
  pings: { host: '::1' },
};
const date = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z/, '+00:00');
const now = () => date(api.clock.now());

describe.each(probes.map(({ type, collection }) => [collection, type]))('%s', (collection, type) => {
  const own = examples[collection] ?? {};
  const path = () => `/api/groups/${group}/target/${collection}`;
  const make = (more: object = {}) =>
    ann('POST', path(), { json: { [type]: { name: 'Main', group_id: group, ...own, ...more } } });
  const made = async (more: object = {}) => (await make(more)).body.target?.id ?? 0;

  it('are made with defaults, due at once', async () => {
    const answer = await make();
    expect(answer.status).toBe(201);
    const id = answer.body.target?.id ?? 0;
    expect(answer.body.target).toEqual({
      id: expect.any(Number) as number,
      group_id: group,
      type,
      name: 'Main',
      ...own,
      seconds_between_checks: 60,
      timeout: 10,
      retries_per_check: 2,
      status: 'pending',
      stale: false,
      status_since: now(),
      last_checked_at: null,
      next_check_at: now(),
      last_response_time: null,
      created_at: now(),
      updated_at: now(),
    });
    expect((await ann('GET', answer.headers['location'] ?? '')).body).toEqual(answer.body);
    expect((await standingOf(api.database, id)).next_check_at.getTime()).toBe(api.clock.now());
  });

  it('take every way to write a number', async () => {
    const form = new URLSearchParams({ [`${type}[name]`]: 'Form', [`${type}[group_id]`]: String(group) });
    for (const [name, value] of Object.entries(own)) form.set(`${type}[${name}]`, String(value));
    form.set(`${type}[seconds_between_checks]`, '5');
    form.set(`${type}[timeout]`, '060');
    form.set(`${type}[retries_per_check]`, '0');
    const answer = await ann('POST', path(), { form: form.toString() });
    expect(answer.body.target).toMatchObject({ ...own, seconds_between_checks: 5, timeout: 60, retries_per_check: 0 });
  });

  it('name everything that is missing', async () => {
    const answer = await ann('POST', path());
    const expected = ['name', 'group_id', ...Object.keys(own)].map((name) => `${type}[${name}] required`);
    expect([answer.status, errorsOf(answer)]).toEqual([422, expected]);
  });

  it.each([
    ['seconds_between_checks', 4, 'out_of_range'],
    ['seconds_between_checks', 86_401, 'out_of_range'],
    ['seconds_between_checks', -60, 'out_of_range'],
    ['seconds_between_checks', '60s', 'invalid'],
    ['seconds_between_checks', 60.5, 'invalid'],
    ['seconds_between_checks', ' 60', 'invalid'],
    ['timeout', 0, 'out_of_range'],
    ['timeout', 61, 'out_of_range'],
    ['timeout', true, 'invalid'],
    ['retries_per_check', 11, 'out_of_range'],
    ['retries_per_check', '6e0', 'invalid'],
    ['name', 'x'.repeat(256), 'too_long'],
    ['group_id', 'x', 'invalid'],
    ['nmae', 'x', 'unknown_param'],
  ])('refuse %s %j: %s', async (param, value, code) => {
    expect(errorsOf(await make({ [param]: value }))).toEqual([`${type}[${param}] ${code}`]);
    const id = await made();
    const updated = await ann('PUT', `${path()}/${id}`, { json: { [type]: { [param]: value } } });
    expect(errorsOf(updated)).toEqual([`${type}[${param}] ${code}`]);
  });

  it('refuse 6e1, which JSON would take for 60', async () => {
    const content = JSON.stringify({ [type]: { name: 'x', group_id: group, ...own } }).replace(
      '}}',
      ',"timeout":6e0}}',
    );
    const answer = await ann('POST', path(), { body: { type: 'application/json', content } });
    expect(errorsOf(answer)).toEqual([`${type}[timeout] invalid`]);
  });

  it('must be of the group of the path, and say so together with the rest', async () => {
    const answer = await make({ group_id: group + 1, name: '' });
    expect(errorsOf(answer).sort()).toEqual([`${type}[group_id] type_mismatch`, `${type}[name] required`]);
    expect(errorsOf(await make({ group_id: '99999999999' }))).toEqual([`${type}[group_id] type_mismatch`]);
  });

  it('have no use for params of other kinds, unless they are empty', async () => {
    const strange = ['url', 'host', 'port_number'].filter((name) => !(name in own));
    const answer = await make(Object.fromEntries(strange.map((name) => [name, '1'])));
    expect(errorsOf(answer)).toEqual(strange.map((name) => `${type}[${name}] does_not_apply`));
    expect((await make(Object.fromEntries(strange.map((name) => [name, ''])))).status).toBe(201);
  });

  it("refuse another kind's wrapper alone", async () => {
    const other = probes.find((probe) => probe.type !== type)?.type ?? '';
    const answer = await ann('POST', path(), { json: { [other]: { name: '' }, [type]: { nmae: 'x' } } });
    expect(errorsOf(answer)).toEqual([`${other} type_mismatch`]);
    const id = await made();
    const updated = await ann('PUT', `${path()}/${id}`, { form: `${other}[name]=x` });
    expect(errorsOf(updated)).toEqual([`${other} type_mismatch`]);
  });

  it('are listed in their own list and in the list of all', async () => {
    const id = await made();
    const one = await ann('GET', path());
    expect(one.body.targets?.map((target) => target['type'])).toEqual(one.body.targets?.map(() => type));
    expect(one.body.targets?.map((target) => target.id)).toContain(id);
    const all = await ann('GET', `/api/groups/${group}/targets`);
    const ids = all.body.targets?.map((target) => target.id) ?? [];
    expect(ids).toContain(id);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  });

  it('are changed in part, which restarts no check', async () => {
    const id = await made();
    const before = await standingOf(api.database, id);
    api.clock.advance(1000);
    const answer = await ann('PATCH', `${path()}/${id}`, { json: { [type]: { name: ' Renamed ' } } });
    expect(answer.body.target).toMatchObject({ id, name: 'Renamed', ...own, updated_at: now() });
    expect(await standingOf(api.database, id)).toEqual(before);
  });

  it('keep updated_at when nothing changes', async () => {
    const id = await made();
    const before = (await ann('GET', `/api/groups/${group}/targets/${id}`)).body.target;
    api.clock.advance(1000);
    const same = { name: 'Main', group_id: group, ...own, timeout: 10, retries_per_check: '' };
    const answer = await ann('PUT', `${path()}/${id}`, { json: { [type]: same } });
    expect(answer.body.target).toEqual(before);
    expect((await standingOf(api.database, id)).revision).toBe(0);
  });

  it('require what is given empty and was required at creation', async () => {
    const id = await made();
    const empty = { name: '', group_id: null, ...Object.fromEntries(Object.keys(own).map((name) => [name, ''])) };
    const answer = await ann('PUT', `${path()}/${id}`, { json: { [type]: empty } });
    expect(errorsOf(answer)).toEqual(Object.keys(empty).map((name) => `${type}[${name}] required`));
  });

  it('move to another group of the user, and to no other', async () => {
    const id = await made();
    const other = await makeGroup(ann);
    const foreign = await makeGroup(ben);
    for (const group_id of [foreign, 999_999, '99999999999']) {
      const refused = await ann('PUT', `${path()}/${id}`, { json: { [type]: { group_id } } });
      expect(errorsOf(refused)).toEqual([`${type}[group_id] not_allowed`]);
    }
    const moved = await ann('PUT', `${path()}/${id}`, { json: { [type]: { group_id: other } } });
    expect(moved.body.target?.group_id).toBe(other);
    expect((await ann('GET', `/api/groups/${group}/targets/${id}`)).status).toBe(404);
    expect((await ann('GET', `/api/groups/${other}/targets/${id}`)).status).toBe(200);
  });

  it('go with their history', async () => {
    const id = await made();
    expect((await ann('DELETE', `${path()}/${id}`)).status).toBe(204);
    expect((await ann('DELETE', `${path()}/${id}`)).status).toBe(404);
    expect(await api.database.query('SELECT 1 FROM standings WHERE target_id = $1', [id])).toEqual([]);
    expect(await api.database.query('SELECT 1 FROM purges WHERE target_id = $1', [id])).toHaveLength(1);
  });

  it('are 404 when missing, foreign, of another kind or in another group', async () => {
    const id = await made();
    const elsewhere = await makeGroup(ann);
    const other = probes.find((probe) => probe.type !== type)?.collection ?? '';
    const foreign = await makeGroup(ben);
    for (const method of ['PUT', 'DELETE']) {
      for (const at of [
        `${path()}/999999`,
        `${path()}/x`,
        `/api/groups/${group}/target/${other}/${id}`,
        `/api/groups/${elsewhere}/target/${collection}/${id}`,
        `/api/groups/${foreign}/target/${collection}/${id}`,
      ]) {
        expect([at, (await ann(method, at, { form: `${type}[name]=` })).status]).toEqual([at, 404]);
      }
      expect((await ben(method, `${path()}/${id}`)).status).toBe(404);
    }
    expect((await ben('GET', `/api/groups/${group}/targets/${id}`)).status).toBe(404);
    expect((await ann('GET', `/api/groups/${elsewhere}/targets/${id}`)).status).toBe(404);
    expect((await ben('GET', path())).status).toBe(404);
    expect((await ben('GET', `/api/groups/${group}/targets`)).status).toBe(404);
    expect((await ben('POST', path())).status).toBe(404);
    expect((await ann('GET', `/api/groups/${group}/targets/${id}`)).status).toBe(200);
  });

  it('need a token', async () => {
    for (const [method, at] of [
      ['GET', path()],
      ['POST', path()],
      ['PUT', `${path()}/1`],
      ['DELETE', `${path()}/1`],
      ['GET', `/api/groups/${group}/targets`],
      ['GET', `/api/groups/${group}/targets/1`],
    ] as const) {
      const answer = await api.ask(method, at);
      expect([answer.status, answer.body.code]).toEqual([401, 'invalid_auth_token']);
    }
  });
});

describe('a collection that there is not', () => {
  it.each(['url', 'URLS', 'target_url', 'constructor'])('is 404: %s', async (word) => {
    for (const method of ['GET', 'POST']) {
      expect((await ann(method, `/api/groups/${group}/target/${word}`)).status).toBe(404);
    }
  });
});
