import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorsOf, makeGroup, makeUrl, testApi, type Client, type TestApi } from '../support/api.js';

let api: TestApi;
let ann: Client;
let ben: Client;
let target: number;

beforeAll(async () => {
  api = await testApi();
  ann = api.as(await api.signUp());
  ben = api.as(await api.signUp());
  target = await makeUrl(ann, await makeGroup(ann));
  const { database } = api;
  await database.query(`INSERT INTO events (target_id, type, started_at) VALUES ($1, 'up', '2026-01-15T10:00:00.5Z')`, [
    target,
  ]);
  await database.query(`UPDATE standings SET known_until = '2026-01-15T12:01Z' WHERE target_id = $1`, [target]);
});
afterAll(() => api.close());

const today = { from: '2026-01-15T00:00:00+00:00', to: '2026-01-15T12:00:00+00:00' };

describe.each([
  ['/api/events', 'events', { type: 'up', started_at: '2026-01-15T10:00:00+00:00', duration_seconds: 7200 }],
  ['/api/reports/uptimes', 'uptimes', { uptime: 100, up_seconds: 7200, down_seconds: 0, unknown_seconds: 36_000 }],
  ['/api/reports/response_times', 'response_times', { average: null, p99: null, checks: 0, series: [] }],
])('GET %s', (path, key, expected) => {
  test('tells about today, and the own monitors', async () => {
    const { status, text } = await ann('GET', path);
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ date_range: today, [key]: [{ target_id: target, ...expected }] });
    expect(JSON.parse((await ben('GET', path)).text)).toMatchObject({ [key]: [] });
  });

  test('reads an offset whose plus was not encoded', async () => {
    const { text } = await ann('GET', path, { query: 'date_range[from]=2026-01-15T11:30:00+02:00&target_ids=' });
    expect(JSON.parse(text)).toMatchObject({ date_range: { from: '2026-01-15T09:30:00+00:00', to: today.to } });
  });

  test('uses the time zone of the profile', async () => {
    await ben('PUT', '/api/profile', { json: { profile: { time_zone: 'Asia/Kathmandu' } } });
    const { text } = await ben('GET', path, { query: 'date_range[from]=2026-01-14&date_range[to]=2026-01-14' });
    expect(JSON.parse(text)).toMatchObject({
      date_range: { from: '2026-01-14T00:00:00+05:45', to: '2026-01-15T00:00:00+05:45' },
    });
  });

  test("refuses another user's monitor like one that does not exist", async () => {
    for (const query of [`target_ids=${target}`, 'target_ids=2147483647']) {
      const reply = await ben('GET', path, { query });
      expect([reply.status, errorsOf(reply)]).toEqual([422, ['target_ids not_allowed']]);
    }
  });

  test('tells all that is wrong at once, in the language of the profile', async () => {
    await ann('PUT', '/api/profile', { json: { profile: { language: 'es' } } });
    const query = `date_range[from]=2026-01-16&date_range[x]=1&target_ids=0`;
    const reply = await ann('GET', path, { query });
    expect(reply.status).toBe(422);
    expect(errorsOf(reply).sort()).toEqual([
      'date_range[from] out_of_range',
      'date_range[x] unknown_param',
      'target_ids invalid',
    ]);
    expect(reply.body.errors?.map(({ message }) => message).join()).toMatch(/identificadores separados por comas/);
  });

  test('needs a token', async () => {
    const { status, body } = await api.ask('GET', path);
    expect([status, body.code]).toEqual([401, 'invalid_auth_token']);
  });
});
