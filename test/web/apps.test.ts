import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testApi, type TestApi } from '../support/api.js';
import { blocked } from '../support/held.js';
import { formKeyOf, newcomer, type Visitor } from '../support/visitor.js';
import { textOf } from './site.js';

let api: TestApi;
let person: Visitor;
let email: string;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  ({ person, email } = await newcomer(api.app));
});

/** Somebody new. */
const another = async (): Promise<Visitor> => (await newcomer(api.app)).person;

/** The keys that the list of apps shows. */
async function keys(): Promise<string[]> {
  const { text } = await person.get('/developers/apps');
  return [...text.matchAll(/<pre [^>]*>([\w-]{43})<\/pre>/g)].map(([, key = '']) => key);
}

async function make(name: string): Promise<string> {
  await person.fill('/developers/apps/new', { 'app[name]': name });
  return (await keys()).at(-1) ?? '';
}

/** Where the app that was made last is changed. */
async function place(): Promise<string> {
  const { text } = await person.get('/developers/apps');
  return [...text.matchAll(/\/developers\/apps\/\d+(?=\/revoke)/g)].at(-1)?.[0] ?? '';
}

/** What the API says to a log-in with a key. */
async function logIn(key: string): Promise<string | undefined> {
  const user = { email: 'nobody@example.com', password: 'correct horse' };
  const headers = { 'X-App-Key': key };
  return (await api.send('POST', '/api/users/login', { json: { user }, headers })).body.code;
}

describe('New app', () => {
  it('gives an app_key that the API takes', async () => {
    const { status, headers } = await person.fill('/developers/apps/new', { 'app[name]': ' Backup script ' });
    expect([status, headers['location']]).toEqual([303, '/developers/apps']);
    const { text } = await person.get('/developers/apps');
    expect(text).toContain('<h2>Backup script <span');
    expect(await logIn((await keys())[0] ?? '')).toBe('invalid_credentials');
  });

  it.each([
    ['', 'is required'],
    ['a'.repeat(256), 'must have at most 255 characters'],
  ])('wants a name: %s', async (name, message) => {
    const { status, text } = await person.fill('/developers/apps/new', { 'app[name]': name });
    expect(status).toBe(422);
    expect(text).toContain(`id="app-name-problem">${message}<`);
    expect(await keys()).toEqual([]);
  });

  it('of an account that is deleted meanwhile leads to sign-in', async () => {
    const { text } = await person.get('/developers/apps/new');
    const { sent } = await api.direct.transaction(async (query) => {
      await query('DELETE FROM users WHERE email = $1', [email]);
      const form = { form_key: formKeyOf(text), 'app[name]': 'Late' };
      const sent = person.send('/developers/apps/new', form);
      await blocked(api.direct);
      return { sent };
    });
    const { status, headers } = await sent;
    expect([status, headers['location']]).toEqual([303, '/sign-in?to=%2Fdevelopers%2Fapps%2Fnew&unsaved']);
  });

  it('shows a name as it is, whatever is in it', async () => {
    await make('<script>alert(1)</script>');
    expect((await person.get('/developers/apps')).text).toContain('&lt;script>alert(1)&lt;/script>');
  });
});

describe('the list of apps', () => {
  it('is nobody else’s', async () => {
    const key = await make('Mine');
    expect((await (await another()).get('/developers/apps')).text).not.toContain(key);
    expect(textOf((await (await another()).get('/developers/apps')).text)).toContain('You have no app yet');
  });

  it('says when an app was used last', async () => {
    const key = await make('Script');
    expect((await person.get('/developers/apps')).text).toContain('<dd>never</dd>');
    await logIn(key);
    const at = new Date(api.clock.now()).toISOString();
    expect((await person.get('/developers/apps')).text).toMatch(
      new RegExp(`Last used</dt><dd><time dateTime="${at.slice(0, 10)}`, 'i'),
    );
  });
});

describe('an app', () => {
  it('can be renamed', async () => {
    const key = await make('Old');
    const { status, headers } = await person.fill(`${await place()}/rename`, { 'app[name]': 'New' });
    expect([status, headers['location']]).toEqual([303, '/developers/apps']);
    const { text } = await person.get('/developers/apps');
    expect(text).toContain('<h2>New <span');
    expect(text).toContain(key);
    expect((await person.fill(`${await place()}/rename`, { 'app[name]': ' ' })).status).toBe(422);
  });

  it('that is revoked opens nothing any more, and stays in the list', async () => {
    const key = await make('Lost');
    const path = await place();
    expect(textOf((await person.get(`${path}/revoke`)).text)).toContain('Revoke Lost?');
    expect(await logIn(key)).toBe('invalid_credentials');
    expect((await person.fill(`${path}/revoke`, {})).status).toBe(303);
    expect(await logIn(key)).toBe('invalid_app_key');
    expect(await keys()).toEqual([key]);
    expect((await person.get(`${path}/revoke`)).status).toBe(404);
  });

  it('of somebody else can neither be seen nor changed', async () => {
    await make('Mine');
    const path = await place();
    const other = await another();
    for (const action of ['rename', 'revoke']) {
      expect((await other.get(`${path}/${action}`)).status).toBe(404);
      expect((await other.fill('/developers/apps/new', { 'app[name]': 'Own' })).status).toBe(303);
    }
    expect((await person.get('/developers/apps')).text).toContain('<h2>Mine <span class="tag">Active');
  });
});
