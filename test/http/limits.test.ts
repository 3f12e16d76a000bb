import { afterEach, describe, expect, it } from 'vitest';
import { testApi, type TestApi } from '../support/api.js';

let api: TestApi;
afterEach(() => api.close());

describe('the limit on requests', () => {
  it('is for each token, and else for each address', async () => {
    api = await testApi({ rateLimitPerMinute: 4 });
    const [ann, ben] = [api.as(await api.signUp()), api.as(await api.signUp())];
    const answers = [];
    for (let count = 0; count < 5; count += 1) answers.push(await ann('GET', '/api/groups'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429]);
    expect(answers.map(({ headers }) => headers['ratelimit-remaining'])).toEqual(['3', '2', '1', '0', '0']);
    expect(answers[4]?.body.code).toBe('rate_limited');
    expect(answers[4]?.headers['ratelimit-limit']).toBe('4');
    expect(Number(answers[4]?.headers['retry-after'])).toBeGreaterThan(0);
    expect(answers[0]?.headers['retry-after']).toBeUndefined();
    expect((await ben('GET', '/api/groups')).status).toBe(200);

    // The two sign-ups came from this address.
    expect((await api.ask('GET', '/api/groups')).status).toBe(401);
    expect((await api.send('GET', '/api/groups')).status).toBe(401);
    expect((await api.send('GET', '/api/groups')).status).toBe(429);
    const elsewhere = { headers: { 'X-Forwarded-For': '192.0.2.7' } };
    expect((await api.send('GET', '/api/groups', elsewhere)).status).toBe(401);
    expect((await ben('GET', '/api/groups')).status).toBe(200);
  });

  it('is off at 0', async () => {
    api = await testApi();
    const answer = await api.as(await api.signUp())('GET', '/api/groups');
    expect(answer.headers['ratelimit-limit']).toBeUndefined();
  });
});

describe('the limit on log-ins', () => {
  it('is for each address and email, and counts before the password is looked at', async () => {
    api = await testApi({ loginLimitPerMinute: 2, rateLimitPerMinute: 1000 });
    const { credentials } = await api.signUp();
    const logIn = (user: object, headers = {}) => api.ask('POST', '/api/users/login', { json: { user }, headers });
    const wrong = await logIn({ ...credentials, password: 'wrong' });
    expect([wrong.status, wrong.headers['ratelimit-limit'], wrong.headers['ratelimit-remaining']]).toEqual([
      401,
      '2',
      '1',
    ]);
    expect((await logIn({ ...credentials, email: ` ${credentials.email.toUpperCase()}` })).status).toBe(200);
    const refused = await logIn(credentials);
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await logIn({ email: 'other@example.com', password: 'x' })).status).toBe(401);
    expect((await logIn(credentials, { 'X-Forwarded-For': '192.0.2.7' })).status).toBe(200);
  });
});
