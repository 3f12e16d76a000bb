import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeGroup, makeUrl, testApi, type Client, type TestApi } from '../support/api.js';
import { credentials, password, newcomer, visitor, type Visitor } from '../support/visitor.js';
import { statusForm } from './monitor.js';
import { textOf } from './site.js';

let api: TestApi;
let person: Visitor;
let client: Client;
let email: string;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  ({ person, email } = await newcomer(api.app));
  client = await signedIn();
});

/** The same person, as a client of the API. */
const signedIn = () => api.logIn({ email, password });

const isSignedIn = async (each: Visitor) => (await each.get('/profile')).status === 200;
const statusOf = async (each: Client) => (await each('GET', '/api/profile')).status;

/** The value that a choice of a page has. */
function chosen(html: string, id: string): string | undefined {
  const select = new RegExp(`<select id="${id}".*?</select>`, 's').exec(html)?.[0] ?? '';
  return /<option selected value="([^"]*)"|<option value="([^"]*)" selected/.exec(select)?.slice(1).find(Boolean);
}

describe('the profile', () => {
  it('is in its new language at once, and says that it is saved', async () => {
    const form = { 'profile[language]': 'es', 'profile[country]': 'DE', 'profile[time_zone]': 'Europe/Madrid' };
    const { status, headers } = await person.fill('/profile', form);
    expect([status, headers['location']]).toEqual([303, '/profile?saved=profile']);
    const { text } = await person.get('/profile?saved=profile');
    expect(text).toContain('<html lang="es">');
    expect(textOf(text)).toContain('Su perfil se ha guardado.');
    expect(textOf(text)).toContain('Alemania');
    expect(textOf(text)).toContain('Europe/Madrid (UTC+01:00)');
    expect(['profile-language', 'profile-country', 'profile-time_zone'].map((id) => chosen(text, id))).toEqual([
      'es',
      'DE',
      'Europe/Madrid',
    ]);
  });

  it('says nothing that a link tells it to say', async () => {
    expect((await person.get('/profile?saved=%3Cb%3Eall')).text).not.toMatch(/class="notice"|<b>all/);
  });

  it('can have no country any more, and keeps a zone that is a link', async () => {
    await client('PUT', '/api/profile', { json: { profile: { country: 'es', time_zone: 'US/Pacific' } } });
    const { text } = await person.get('/profile');
    expect(chosen(text, 'profile-time_zone')).toBe('US/Pacific');
    expect(textOf(text)).toContain('US/Pacific (UTC-08:00)');
    const form = { 'profile[language]': 'en', 'profile[country]': '', 'profile[time_zone]': 'US/Pacific' };
    expect((await person.fill('/profile', form)).status).toBe(303);
    const { body } = await client('GET', '/api/profile');
    expect(body.profile).toMatchObject({ country: null, time_zone: 'US/Pacific' });
  });

  it("tells what is wrong beside the field in the API's words, and keeps what was sent", async () => {
    const form = { 'profile[language]': 'es', 'profile[country]': 'XX', 'profile[time_zone]': 'Mars/Base' };
    const { status, text } = await person.fill('/profile', form);
    expect(status).toBe(422);
    expect(text).toMatch(/id="profile-country-problem">must be an ISO 3166-1 alpha-2 code</);
    expect(text).toMatch(/id="profile-time_zone-problem">must be an IANA time zone</);
    expect([chosen(text, 'profile-language'), chosen(text, 'profile-time_zone')]).toEqual(['es', 'Mars/Base']);
    expect((await client('GET', '/api/profile')).body.profile).toMatchObject({ language: 'en', country: null });
  });
});

describe('a new email', () => {
  const form = (to: string, current = password) => ({ 'user[email]': to, current_password: current });

  it('is what signs in from then on', async () => {
    const { headers } = await person.fill('/profile/email', form(` new-${email} `));
    expect(headers['location']).toBe('/profile?saved=email');
    expect(textOf((await person.get('/profile?saved=email')).text)).toContain(`new-${email}`);
    const other = visitor(api.app);
    await other.fill('/sign-in', { ...credentials(email), 'user[email]': `new-${email}` });
    expect(await isSignedIn(other)).toBe(true);
  });

  it('is refused where it is taken, or none', async () => {
    const taken = email;
    person = visitor(api.app);
    email = `other-${taken}`;
    await person.fill('/sign-up', credentials(email));
    const { status, text } = await person.fill('/profile/email', form(taken.toUpperCase()));
    expect([status, text]).toEqual([422, expect.stringMatching(/id="user-email-problem">is already taken</)]);
    expect((await person.fill('/profile/email', form(' '))).text).toMatch(/id="user-email-problem">is required</);
  });

  it('needs the password; who has it not does not learn whether an email is taken', async () => {
    const taken = email;
    person = visitor(api.app);
    email = `other-${taken}`;
    await person.fill('/sign-up', credentials(email));
    const { status, text } = await person.fill('/profile/email', form(taken, 'wrong horse'));
    expect(status).toBe(422);
    expect(text).toMatch(/id="current_password-problem">is not your password</);
    expect(text).not.toContain('taken');
    expect((await person.fill('/profile/email', form('nobody', ''))).text).toMatch(
      /must be an email address<.*id="current_password-problem">is required</s,
    );
    expect(textOf((await person.get('/profile')).text)).toContain(email);
  });
});

describe('a new password', () => {
  it('ends every other sign-in, and not this one', async () => {
    const elsewhere = visitor(api.app);
    await elsewhere.fill('/sign-in', credentials(email));
    const form = { 'user[password]': 'another horse', current_password: password };
    expect((await person.fill('/profile/password', form)).headers['location']).toBe('/profile?saved=password');
    expect([await isSignedIn(person), await isSignedIn(elsewhere), await statusOf(client)]).toEqual([true, false, 401]);
    expect((await visitor(api.app).fill('/sign-in', credentials(email))).status).toBe(401);
  });

  it('is refused where it is too short or the current one is wrong, both told at once', async () => {
    const form = { 'user[password]': 'short', current_password: 'wrong horse' };
    const { status, text } = await person.fill('/profile/password', form);
    expect(status).toBe(422);
    expect(text).toMatch(/id="user-password-problem">must have at least 8 characters</);
    expect(text).toMatch(/id="current_password-problem">is not your password</);
    expect(text).not.toMatch(/value="(?:short|wrong horse)"/);
    expect([await isSignedIn(person), await statusOf(client)]).toEqual([true, 200]);
  });
});

describe('deleting the account', () => {
  it('names what is lost, wants the password, and leads to sign-up', async () => {
    const group = await makeGroup(client);
    await makeUrl(client, group);
    await makeUrl(client, group);
    await person.fill('/developers/apps/new', { 'app[name]': 'Script' });
    await person.fill(`/groups/${group}/status-page`, statusForm({}));
    const { text } = await person.get('/profile/delete');
    for (const lost of [
      `the account ${email}`,
      '1 group',
      '2 monitors with their whole history',
      '1 status page with its badges',
      '1 app, whose app_key',
    ])
      expect(textOf(text)).toContain(lost);

    for (const wrong of ['', 'wrong horse']) {
      expect((await person.fill('/profile/delete', { current_password: wrong })).status).toBe(422);
      expect(await statusOf(client)).toBe(200);
    }
    const before = person.cookie();
    const { status, headers } = await person.fill('/profile/delete', { current_password: password });
    expect([status, headers['location']]).toEqual([303, '/sign-up?deleted']);
    expect(textOf((await person.get('/sign-up?deleted')).text)).toContain('Your account was deleted.');
    expect(person.cookie()).not.toBe(before);
    expect([await isSignedIn(person), await statusOf(client)]).toEqual([false, 401]);
    expect((await visitor(api.app).fill('/sign-in', credentials(email))).status).toBe(401);
  });

  it('is tried no more often than signing in', async () => {
    const limited = await testApi({ loginLimitPerMinute: 2 });
    try {
      const guesser = visitor(limited.app);
      await guesser.fill('/sign-up', credentials(email));
      await guesser.fill('/profile/email', { current_password: 'guess 1' });
      await guesser.fill('/profile/password', { current_password: 'guess 2' });
      const { status, headers, text } = await guesser.fill('/profile/delete', { current_password: password });
      expect(status).toBe(429);
      expect(headers['ratelimit-limit']).toBe('2');
      expect(headers['retry-after']).toMatch(/^\d+$/);
      expect(textOf(text)).toContain('Too many attempts');
      expect(await isSignedIn(guesser)).toBe(true);
    } finally {
      await limited.close();
    }
  });
});
