import express from 'express';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLimit } from '../../src/http/limits.js';
import { invalidParams } from '../../src/http/problem.js';
import { readAssets } from '../../src/web/site/assets.js';
import type { Page } from '../../src/web/site/pages.js';
import { pageRouter } from '../../src/web/site/router.js';
import { testApi, type TestApi } from '../support/api.js';
import { blocked } from '../support/held.js';
import { memoryLog } from '../support/log.js';
import { credentials, formKeyOf, password, signedUp, visitor, type Visitor } from '../support/visitor.js';
import { textOf } from './site.js';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const isSignedIn = async (person: Visitor) => (await person.get('/developers/apps')).status === 200;

describe('sign-up', () => {
  it('makes an account that is signed in, and leads to New app', async () => {
    const person = visitor(api.app);
    const { status, headers } = await person.fill('/sign-up', credentials('ada@example.com'));
    expect([status, headers['location']]).toEqual([303, '/developers/apps/new']);
    expect(await isSignedIn(person)).toBe(true);
  });

  it("tells all that is wrong beside the fields, in the API's words, and keeps what was written but for the password", async () => {
    const { status, text } = await visitor(api.app).fill('/sign-up', {
      'user[email]': 'nobody <b>',
      'user[password]': 'short-1',
    });
    expect(status).toBe(422);
    expect(text).toMatch(/id="user-email-problem">must be an email address</);
    expect(text).toMatch(/id="user-password-problem">must have at least 8 characters</);
    expect(text).toContain('value="nobody &lt;b>"');
    expect(text).not.toContain('short-1');
  });

  it('refuses an email that is taken', async () => {
    await signedUp(api.app, 'bob@example.com');
    const { status, text } = await visitor(api.app).fill('/sign-up', credentials('BOB@example.com'));
    expect(status).toBe(422);
    expect(text).toContain('Email is already taken');
  });

  it('tells that an email is taken together with what is wrong with the password', async () => {
    await signedUp(api.app, 'bea@example.com');
    const form = { 'user[email]': 'bea@example.com', 'user[password]': 'short' };
    const { text } = await visitor(api.app).fill('/sign-up', form);
    expect(text).toMatch(/id="user-email-problem">is already taken</);
    expect(text).toMatch(/id="user-password-problem">must have at least 8 characters</);
  });

  it('of an email that somebody else takes at the same moment is told so on the form', async () => {
    const person = visitor(api.app);
    const { text: page } = await person.get('/sign-up');
    const form = { form_key: formKeyOf(page), ...credentials('twin@example.com') };
    const { status, text } = await api.direct
      .transaction(async (query) => {
        await query(`INSERT INTO users (email, email_key, password_hash) VALUES ($1, $1, '')`, ['twin@example.com']);
        const sent = person.send('/sign-up', form);
        await blocked(api.direct);
        return { sent };
      })
      .then(({ sent }) => sent);
    expect(status).toBe(422);
    expect(text).toMatch(/id="user-email-problem">is already taken</);
    expect(await isSignedIn(person)).toBe(false);
  });

  it('speaks Spanish where the browser prefers it', async () => {
    const { text } = await visitor(api.app, { 'Accept-Language': 'es-MX,es;q=0.9,en;q=0.5' }).fill('/sign-up', {});
    expect(text).toContain('<html lang="es">');
    expect(textOf(text)).toMatch(/Corrija lo siguiente:Correo electrónico: faltaContraseña: falta/);
    expect(text).toMatch(/id="user-email-problem">falta</);
  });

  it('makes an account that goes on in the language of the page', async () => {
    const person = await signedUp(api.app, 'lengua@example.com', { 'Accept-Language': 'es' });
    // From then on the profile decides, in any browser.
    const elsewhere = visitor(api.app, { 'Accept-Language': 'en' });
    await elsewhere.fill('/sign-in', credentials('lengua@example.com'));
    for (const browser of [person, elsewhere]) expect((await browser.get('/')).text).toContain('<html lang="es">');
  });
});

describe('sign-in', () => {
  it('leads to the page that was asked for', async () => {
    await signedUp(api.app, 'cy@example.com');
    const person = visitor(api.app);
    const asked = await person.get('/developers/apps/new');
    expect([asked.status, asked.headers['location']]).toEqual([303, '/sign-in?to=%2Fdevelopers%2Fapps%2Fnew']);
    const { headers } = await person.fill('/sign-in?to=%2Fdevelopers%2Fapps%2Fnew', credentials('cy@example.com'));
    expect(headers['location']).toBe('/developers/apps/new');
  });

  it.each(['//evil.example', 'https://evil.example/', '/\\evil.example', '/%0d%0aSet-Cookie:a'])(
    'leads nowhere else: %s',
    async (to) => {
      const path = `/sign-in?to=${encodeURIComponent(to)}`;
      await visitor(api.app).fill('/sign-up', credentials('dee@example.com'));
      const { headers } = await visitor(api.app).fill(path, credentials('dee@example.com'));
      expect(headers['location']).toMatch(/^\/(?:$|[\w%])/);
      expect(headers['location']).not.toContain('evil.example');
    },
  );

  it('does not tell a wrong email from a wrong password', async () => {
    await signedUp(api.app, 'eve@example.com');
    const wrong = { ...credentials('eve@example.com'), 'user[password]': 'wrong horse' };
    for (const form of [wrong, credentials('nobody@example.com')]) {
      const person = visitor(api.app);
      const { status, text } = await person.fill('/sign-in', form);
      expect(status).toBe(401);
      expect(textOf(text)).toContain('The email or the password is wrong.');
      expect(await isSignedIn(person)).toBe(false);
    }
  });

  it('can be tried again on the page that says that it was wrong', async () => {
    await signedUp(api.app, 'pat@example.com');
    const person = visitor(api.app);
    const wrong = { ...credentials('pat@example.com'), 'user[password]': 'wrong horse' };
    const { text } = await person.fill('/sign-in', wrong);
    const form = { form_key: formKeyOf(text), ...credentials('pat@example.com') };
    expect((await person.send('/sign-in', form)).status).toBe(303);
    expect(await isSignedIn(person)).toBe(true);
  });

  it('ends what the browser was signed in with before', async () => {
    const person = await signedUp(api.app, 'quin@example.com');
    const before = person.cookie();
    await signedUp(api.app, 'ray@example.com');
    await person.fill('/sign-in', credentials('ray@example.com'));
    const other = visitor(api.app);
    other.take(before);
    expect(await isSignedIn(other)).toBe(false);
  });

  it('counts attempts together with those of the API', async () => {
    const limited = await testApi({ loginLimitPerMinute: 2 });
    try {
      const user = { email: 'fay@example.com', password: 'wrong horse' };
      await limited.ask('POST', '/api/users/login', { json: { user } });
      const form = { 'user[email]': user.email, 'user[password]': user.password };
      expect((await visitor(limited.app).fill('/sign-in', form)).status).toBe(401);
      const { status, headers, text } = await visitor(limited.app).fill('/sign-in', form);
      expect(status).toBe(429);
      expect(headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '0' });
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect(textOf(text)).toContain('Too many attempts');
    } finally {
      await limited.close();
    }
  });
});

describe('the session', () => {
  it('is in a cookie that no script, no other host and no plain connection sees', async () => {
    const { headers } = await visitor(api.app).get('/sign-up');
    expect(String(headers['set-cookie'])).toMatch(
      /^__Host-port-monitor=[\w-]{43}; Max-Age=2592000; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it('has a new secret after sign-in: who knew the old one has nothing', async () => {
    const person = visitor(api.app);
    await person.get('/sign-up');
    const before = person.cookie();
    await person.fill('/sign-up', credentials('gil@example.com'));
    expect(person.cookie()).not.toBe(before);
    const other = visitor(api.app);
    other.take(before);
    expect(await isSignedIn(other)).toBe(false);
  });

  it('is kept as a hash alone', async () => {
    const person = await signedUp(api.app, 'hal@example.com');
    const secret = (person.cookie() ?? '').split('=')[1] ?? '';
    const rows = await api.database.query<{ hash: Buffer }>('SELECT hash FROM sessions');
    expect(rows.length).toBeGreaterThan(0);
    for (const { hash } of rows) expect(hash.toString('base64url')).not.toBe(secret);
  });

  it('ends with sign-out, and no other one of the account', async () => {
    const person = await signedUp(api.app, 'ida@example.com');
    const elsewhere = visitor(api.app);
    await elsewhere.fill('/sign-in', credentials('ida@example.com'));
    const before = person.cookie();
    const { headers } = await person.fill('/sign-out', {});
    expect(headers['location']).toBe('/sign-in');
    const again = visitor(api.app);
    again.take(before);
    expect([await isSignedIn(person), await isSignedIn(again), await isSignedIn(elsewhere)]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('ends when the account gets a new password by the API', async () => {
    const person = await signedUp(api.app, 'jo@example.com');
    const user = { email: 'jo@example.com', password };
    const { body } = await api.ask('POST', '/api/users/login', { json: { user } });
    const client = api.as({ token: body.auth_token ?? '' });
    await client('PUT', '/api/users', { json: { user: { password: 'another horse' } } });
    expect(await isSignedIn(person)).toBe(false);
  });

  it('ends 30 days after its last use', async () => {
    const person = await signedUp(api.app, 'kim@example.com');
    const day = 86_400_000;
    api.clock.advance(29 * day);
    // The cookie as well is to last from then on.
    expect((await person.get('/developers/apps')).headers).toHaveProperty('set-cookie');
    api.clock.advance(29 * day);
    expect(await isSignedIn(person)).toBe(true);
    api.clock.advance(30 * day + 1);
    expect(await isSignedIn(person)).toBe(false);
  });
});

describe('a form', () => {
  it.each(['', 'x'.repeat(43)])('without the key of the visit changes nothing: %s', async (key) => {
    const person = await signedUp(api.app, `lee${key.length}@example.com`);
    const { status, text } = await person.send('/developers/apps/new', { form_key: key, 'app[name]': 'Stolen' });
    expect(status).toBe(403);
    expect(textOf(text)).toContain('Nothing was changed');
    expect((await person.get('/developers/apps')).text).not.toContain('Stolen');
  });

  it("with the key of somebody else's visit changes nothing", async () => {
    const person = await signedUp(api.app, 'max@example.com');
    const key = formKeyOf((await (await signedUp(api.app, 'mia@example.com')).get('/developers/apps/new')).text);
    expect(key).toHaveLength(43);
    expect((await person.send('/developers/apps/new', { form_key: key, 'app[name]': 'Stolen' })).status).toBe(403);
  });

  it('that arrives without the cookie, as from another site, gives no new one: nobody is signed out by it', async () => {
    for (const path of ['/sign-in', '/sign-out', '/developers/apps']) {
      const { headers } = await visitor(api.app).send(path, {});
      expect(headers, path).not.toHaveProperty('set-cookie');
    }
  });

  it('that another site sends changes nothing', async () => {
    const person = visitor(api.app, { 'Sec-Fetch-Site': 'cross-site' });
    expect((await person.fill('/sign-up', credentials('ned@example.com'))).status).toBe(403);
  });
});

describe('pages', () => {
  it('are refused over plain HTTP, cookie and all', async () => {
    const { status, headers, text } = await visitor(api.app, { 'X-Forwarded-Proto': 'http' }).get('/sign-in');
    expect(status).toBe(403);
    expect(headers).not.toHaveProperty('set-cookie');
    expect(textOf(text)).toContain('All requests must be made over SSL.');
  });

  it('are never kept by a cache, and allow themselves nothing from elsewhere', async () => {
    const { headers } = await visitor(api.app).get('/sign-in');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-security-policy']).toContain("default-src 'none';style-src 'self';script-src 'self'");
  });

  it('answer other methods with what they know', async () => {
    const person = await signedUp(api.app, 'oz@example.com');
    const { status, headers } = await person.send('/developers/apps', {});
    expect([status, headers['allow']]).toEqual([405, 'GET, HEAD']);
  });

  const html = 'text/html,application/xhtml+xml,*/*;q=0.8';

  it.each(['/nothing', '/developers/apps/%E0/rename'])(
    'that are not there are told to a browser on a page, and to programs as a problem: %s',
    async (path) => {
      for (const method of ['get', 'send'] as const) {
        const browser = await visitor(api.app, { Accept: html })[method](path, {});
        expect([browser.status, browser.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
        expect(textOf(browser.text)).toContain('There is nothing here');
        for (const Accept of ['*/*', 'application/json']) {
          const program = await visitor(api.app, { Accept })[method](path, {});
          expect([program.status, program.headers['content-type']]).toEqual([404, 'application/problem+json']);
        }
      }
    },
  );

  it('that were sent what they can not read say so as a page, still in the language of their reader', async () => {
    const person = await signedUp(api.app, 'pia@example.com', { Accept: html });
    await api.database.query(`UPDATE users SET language = 'es' WHERE email = 'pia@example.com'`);
    for (const [type, content, status, told] of [
      ['application/x-www-form-urlencoded', 'a'.repeat(102_401), 413, 'El cuerpo tiene más de 102.400 bytes.'],
      ['text/plain', 'a', 415, 'Envíe los parámetros'],
    ] as const) {
      const client = supertest(api.app).post('/developers/apps/new').type(type);
      const headers = { 'X-Forwarded-Proto': 'https', Cookie: person.cookie() ?? '' };
      const browser = await client.set({ ...headers, Accept: html }).send(content);
      expect([browser.status, browser.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
      expect(textOf(browser.text)).toContain(told);
      expect(textOf(browser.text)).toContain('Cerrar sesión');
      const program = await supertest(api.app)
        .post('/developers/apps/new')
        .type(type)
        .set({ ...headers, Accept: 'application/json' })
        .send(content);
      expect([program.status, program.headers['content-type']]).toEqual([status, 'application/problem+json']);
    }
  });

  it('never say how many params are wrong without the number', async () => {
    const wrong = { param: 'user[email]', code: 'taken', message: 'taken' } as const;
    const page: Page = { path: '/wrong', for: 'anyone', get: () => Promise.reject(invalidParams([wrong, wrong])) };
    const tools = {
      ...api,
      log: memoryLog().log,
      limit: createLimit(0),
      transportOf: () => ({ ssl: true, address: '' }),
    };
    const app = express().use(pageRouter([page], { ...tools, assets: readAssets }));
    const { status, text } = await visitor(app).get('/wrong');
    expect(status).toBe(422);
    expect(textOf(text)).toContain('2 params are invalid.');
  });
});
