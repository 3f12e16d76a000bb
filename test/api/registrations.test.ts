import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addApp, appKey, errorsOf, makeGroup, makeUrl, testApi, type TestApi } from '../support/api.js';

let api: TestApi;
beforeAll(async () => (api = await testApi()));
afterAll(() => api.close());

const signUp = (user: object, headers = {}) => api.ask('POST', '/api/users/sign-up', { json: { user }, headers });

describe('sign-up', () => {
  it('makes an account and signs it in', async () => {
    const answer = await signUp({ email: ' Ann@Example.com ', password: '12345678' });
    expect(answer.status).toBe(201);
    expect(answer.body.user).toEqual({
      id: expect.any(Number) as number,
      email: 'Ann@Example.com',
      created_at: '2026-01-15T12:00:00+00:00',
    });
    const profile = await api.as({ token: answer.body.auth_token ?? '' })('GET', '/api/profile');
    expect(profile.body.profile).toEqual({
      email: 'Ann@Example.com',
      language: 'en',
      country: null,
      time_zone: 'UTC',
    });
  });

  it('keeps neither the password nor the token', async () => {
    const { body } = await signUp({ email: 'kept@example.com', password: 'plain password' });
    const rows = await api.database.query('SELECT u.*, t.* FROM users u JOIN tokens t ON t.user_id = u.id');
    expect(JSON.stringify(rows)).not.toContain('plain password');
    expect(JSON.stringify(rows)).not.toContain(body.auth_token);
  });

  it('names everything that is missing', async () => {
    const answer = await api.ask('POST', '/api/users/sign-up');
    expect(answer.status).toBe(422);
    expect(errorsOf(answer)).toEqual(['user[email] required', 'user[password] required']);
    expect(answer.body.detail).toBe('2 params are invalid.');
  });

  it('does not take an email twice, in whatever case, and says so together with the rest', async () => {
    await signUp({ email: 'twice@example.com', password: '12345678' });
    const answer = await signUp({ email: 'TWICE@example.com', password: 'short' });
    expect(errorsOf(answer).sort()).toEqual(['user[email] taken', 'user[password] too_short']);
    const alone = await signUp({ email: 'TWICE@example.com', password: '12345678' });
    expect(alone.body.detail).toBe('1 param is invalid.');
  });

  it('makes one account of two sign-ups at the same time', async () => {
    const both = await Promise.all([1, 2].map(() => signUp({ email: 'race@example.com', password: '12345678' })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
  });

  it.each([
    ['root@localhost', 201],
    ['a+b@sub.example.com', 201],
    ['josé@exámple.com', 201],
    ['root@127.0.0.1', 201],
    [`${'x'.repeat(242)}@example.com`, 201],
    [`${'x'.repeat(243)}@example.com`, 'too_long'],
    ['no-at.example.com', 'invalid'],
    ['@example.com', 'invalid'],
    ['a@', 'invalid'],
    ['a b@example.com', 'invalid'],
    ['a@b@example.com', 'invalid'],
    ['a@-example.com', 'invalid'],
    ['a@exam_ple.com', 'invalid'],
    ['a@example..com', 'invalid'],
    ['a\u0007@example.com', 'invalid'],
    ['a\0@example.com', 'invalid'],
    ['a\ud800@example.com', 'invalid'],
    ['   ', 'required'],
  ])('judges the email %j: %s', async (email, expected) => {
    const answer = await signUp({ email, password: '12345678' });
    if (expected === 201) expect(answer.status).toBe(201);
    else expect(errorsOf(answer)).toEqual([`user[email] ${expected}`]);
  });

  it.each([
    ['1234567', 'too_short'],
    ['𝄞𝄞𝄞𝄞𝄞𝄞𝄞', 'too_short'],
    ['𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞', 201],
    ['        ', 201],
    ['x'.repeat(72), 201],
    ['x'.repeat(73), 'too_long'],
    ['é'.repeat(37), 'too_long'],
    ['12345678\0', 'invalid'],
  ])('judges the password %j: %s', async (password, expected) => {
    const answer = await signUp({ email: `p${Math.random()}@example.com`, password });
    if (expected === 201) expect(answer.status).toBe(201);
    else expect(errorsOf(answer)).toEqual([`user[password] ${expected}`]);
  });

  it('needs an app', async () => {
    const answer = await api.send('POST', '/api/users/sign-up');
    expect([answer.status, answer.body.code]).toEqual([401, 'invalid_app_key']);
  });
});

describe('editing the account', () => {
  it('changes the email, which must be free', async () => {
    const [ann, ben] = [await api.signUp(), await api.signUp()];
    const own = await api.as(ann)('PUT', '/api/users', { json: { user: { email: ann.email.toUpperCase() } } });
    expect([own.status, own.body.user?.email]).toEqual([200, ann.email.toUpperCase()]);
    const taken = await api.as(ann)('PATCH', '/api/users', { json: { user: { email: ben.email } } });
    expect(errorsOf(taken)).toEqual(['user[email] taken']);
  });

  it('revokes the other tokens with a new password', async () => {
    const ann = await api.signUp();
    const login = await api.ask('POST', '/api/users/login', { json: { user: ann.credentials } });
    const other = api.as({ token: login.body.auth_token ?? '' });
    const password = 'a new password';
    expect((await api.as(ann)('PUT', '/api/users', { json: { user: { password } } })).status).toBe(200);
    expect((await other('GET', '/api/profile')).status).toBe(401);
    expect((await api.as(ann)('GET', '/api/profile')).status).toBe(200);
    expect((await api.ask('POST', '/api/users/login', { json: { user: ann.credentials } })).status).toBe(401);
    expect(
      (await api.ask('POST', '/api/users/login', { json: { user: { ...ann.credentials, password } } })).status,
    ).toBe(200);
  });

  it('lets one of two new passwords win, whose token lives', async () => {
    const ann = await api.signUp();
    const login = await api.ask('POST', '/api/users/login', { json: { user: ann.credentials } });
    const both = [api.as(ann), api.as({ token: login.body.auth_token ?? '' })];
    const change = (client: (typeof both)[number], n: number) =>
      client('PUT', '/api/users', { json: { user: { password: `new password ${n}` } } });
    const changed = (await Promise.all(both.map(change))).map(({ status }) => status);
    expect(changed.toSorted()).toEqual([200, 401]);
    const alive = await Promise.all(both.map((client) => client('GET', '/api/profile')));
    expect(alive.map(({ status }) => status)).toEqual(changed);
  });

  it('leaves what is not given, and requires what is given empty', async () => {
    const ann = await api.signUp();
    const nothing = await api.as(ann)('PUT', '/api/users');
    expect([nothing.status, nothing.body.user?.email]).toEqual([200, ann.email]);
    const empty = await api.as(ann)('PUT', '/api/users', { json: { user: { email: '', password: null } } });
    expect(errorsOf(empty)).toEqual(['user[email] required', 'user[password] required']);
  });

  it('needs a token', async () => {
    const answer = await api.ask('PUT', '/api/users');
    expect([answer.status, answer.body.code]).toEqual([401, 'invalid_auth_token']);
  });
});

describe('cancelling the account', () => {
  it('removes it with everything under it, and nothing else', async () => {
    const [ann, ben] = [await api.signUp(), await api.signUp()];
    const target = await makeUrl(api.as(ann), await makeGroup(api.as(ann)));
    const kept = await makeUrl(api.as(ben), await makeGroup(api.as(ben)));
    expect((await api.as(ann)('DELETE', '/api/users')).status).toBe(204);
    expect((await api.as(ann)('GET', '/api/profile')).status).toBe(401);
    expect((await api.ask('POST', '/api/users/login', { json: { user: ann.credentials } })).status).toBe(401);
    expect(await api.database.query('SELECT id FROM targets')).toEqual([{ id: kept }]);
    expect(await api.database.query('SELECT target_id FROM standings')).toEqual([{ target_id: kept }]);
    expect(await api.database.query('SELECT target_id FROM purges')).toEqual([{ target_id: target }]);
    expect(await api.database.query('SELECT id FROM users WHERE id = $1', [ann.id])).toEqual([]);
  });

  it('needs a token of the app that asks', async () => {
    const ann = await api.signUp();
    await addApp(api.database, 'another-app-key-0123');
    const headers = { 'X-App-Key': 'another-app-key-0123' };
    expect((await api.as(ann)('DELETE', '/api/users', { headers })).body.code).toBe('invalid_auth_token');
    expect((await api.send('DELETE', '/api/users', { query: `app_key=${appKey}` })).status).toBe(401);
  });
});
