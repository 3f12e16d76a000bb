import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addApp, appKey, errorsOf, testApi, type TestApi } from '../support/api.js';

let api: TestApi;
beforeAll(async () => (api = await testApi()));
afterAll(() => api.close());

const logIn = (user: object) => api.ask('POST', '/api/users/login', { json: { user } });
const day = 24 * 60 * 60 * 1000;

describe('log in', () => {
  it('takes the email in any case, with blanks around it', async () => {
    const ann = await api.signUp();
    const answer = await logIn({ email: ` ${ann.email.toUpperCase()} `, password: ann.credentials.password });
    expect(answer.status).toBe(200);
    expect(answer.body.user).toMatchObject({ id: ann.id, email: ann.email });
    expect((await api.as({ token: answer.body.auth_token ?? '' })('GET', '/api/profile')).status).toBe(200);
  });

  it('says the same of a wrong email and a wrong password', async () => {
    const ann = await api.signUp();
    const answers = [
      await logIn({ ...ann.credentials, email: 'nobody@example.com' }),
      await logIn({ ...ann.credentials, password: 'wrong password' }),
      await logIn({ ...ann.credentials, password: `${ann.credentials.password} ` }),
      await logIn({ ...ann.credentials, password: 'x' }),
      await logIn({ ...ann.credentials, email: 'no email at all' }),
    ];
    const bodies = answers.map(({ body }) => ({ ...body, request_id: '' }));
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect(bodies[0]?.code).toBe('invalid_credentials');
  });

  it('does not take a password that only begins with the right 72 bytes', async () => {
    const email = 'long@example.com';
    const password = 'x'.repeat(72);
    await api.ask('POST', '/api/users/sign-up', { json: { user: { email, password } } });
    expect((await logIn({ email, password: `${password}y` })).status).toBe(401);
    expect((await logIn({ email, password })).status).toBe(200);
  });

  it('spends as long on an unknown email as on a wrong password', async () => {
    const ann = await api.signUp();
    const time = async (user: object) => {
      const began = performance.now();
      await logIn(user);
      return performance.now() - began;
    };
    const unknown: number[] = [];
    const wrong: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      unknown.push(await time({ email: 'nobody@example.com', password: 'wrong password' }));
      wrong.push(await time({ ...ann.credentials, password: 'wrong password' }));
    }
    // Without the comparison an unknown email would take a tenth.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...wrong) / 2);
  });

  it('names what is missing', async () => {
    expect(errorsOf(await logIn({}))).toEqual(['user[email] required', 'user[password] required']);
  });

  it('needs an app', async () => {
    expect((await api.send('POST', '/api/users/login')).body.code).toBe('invalid_app_key');
  });
});

describe('log out', () => {
  it('ends that token, and no other', async () => {
    const ann = await api.signUp();
    const { body } = await logIn(ann.credentials);
    expect((await api.as(ann)('DELETE', '/api/users/logout')).status).toBe(204);
    expect((await api.as(ann)('GET', '/api/profile')).status).toBe(401);
    expect((await api.as({ token: body.auth_token ?? '' })('GET', '/api/profile')).status).toBe(200);
  });

  it('needs a token', async () => {
    const answer = await api.ask('DELETE', '/api/users/logout');
    expect([answer.status, answer.body.code]).toEqual([401, 'invalid_auth_token']);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });
});

describe('a token', () => {
  it('dies 90 days after its last use', async () => {
    const ann = await api.signUp();
    api.clock.advance(89 * day);
    expect((await api.as(ann)('GET', '/api/profile')).status).toBe(200);
    api.clock.advance(89 * day);
    expect((await api.as(ann)('GET', '/api/profile')).status).toBe(200);
    api.clock.advance(90 * day);
    expect((await api.as(ann)('GET', '/api/profile')).status).toBe(401);
  });

  it('has its last use written at most once a minute', async () => {
    const ann = await api.signUp();
    const lastUse = async () => {
      const [row] = await api.database.query<{ last_used_at: Date }>(
        'SELECT last_used_at FROM tokens WHERE user_id = $1',
        [ann.id],
      );
      return row?.last_used_at.getTime();
    };
    const signedUp = await lastUse();
    api.clock.advance(59_000);
    await api.as(ann)('GET', '/api/profile');
    expect(await lastUse()).toBe(signedUp);
    api.clock.advance(1_000);
    await api.as(ann)('GET', '/api/profile');
    expect(await lastUse()).toBe((signedUp ?? 0) + 60_000);
  });

  it('is worth nothing with another app, or after its own was revoked', async () => {
    await addApp(api.database, 'revoked-app-key-0123');
    const headers = { 'X-App-Key': 'revoked-app-key-0123' };
    const ann = await api.signUp();
    const { body } = await api.send('POST', '/api/users/login', { json: { user: ann.credentials }, headers });
    const other = api.as({ token: body.auth_token ?? '' });
    expect((await other('GET', '/api/profile', { headers })).status).toBe(200);
    expect((await other('GET', '/api/profile')).body.code).toBe('invalid_auth_token');
    await api.database.query('UPDATE apps SET revoked_at = now() WHERE key = $1', ['revoked-app-key-0123']);
    expect((await other('GET', '/api/profile', { headers })).body.code).toBe('invalid_app_key');
  });

  it('and the app_key come as params or as headers', async () => {
    const ann = await api.signUp();
    const query = `app_key=${appKey}&auth_token=${ann.token}`;
    expect((await api.send('GET', '/api/profile', { query })).status).toBe(200);
    const headers = { 'X-App-Key': appKey, Authorization: `bearer ${ann.token}` };
    expect((await api.send('GET', '/api/profile', { headers })).status).toBe(200);
    const json = { app_key: appKey, auth_token: ann.token };
    expect((await api.send('DELETE', '/api/users/logout', { json })).status).toBe(204);
  });

  it.each(['', 'x', `${appKey}x`, 'a%00b', '%27', 'x'.repeat(5000), `${appKey}&app_key=${appKey}`])(
    'of an app_key that is none (%s) is 401',
    async (key) => {
      const answer = await api.send('GET', '/api/profile', { query: `app_key=${key}` });
      expect([answer.status, answer.body.code]).toEqual([401, 'invalid_app_key']);
    },
  );

  it.each(['', 'x', 'a%00b', 'x'.repeat(5000)])('that is none (%s) is 401', async (token) => {
    const answer = await api.ask('GET', '/api/profile', { query: `auth_token=${token}` });
    expect([answer.status, answer.body.code]).toEqual([401, 'invalid_auth_token']);
  });
});
