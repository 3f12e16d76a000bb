/** What a session at the pages leaves with a browser, and what is said of one that has ended. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { touch } from '../../src/http/lastUse.js';
import { testApi, type TestApi } from '../support/api.js';
import { credentials, newcomer, visitor, type Visitor } from '../support/visitor.js';
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

/** Another way to look of the same browser. */
function sameBrowser(headers: Record<string, string>): Visitor {
  const other = visitor(api.app, headers);
  other.take(person.cookie());
  return other;
}

it('a page that is looked at renews the cookie, one that a script reads does not: it may come late', async () => {
  const given = async (mode: string) =>
    (await sameBrowser({ 'Sec-Fetch-Mode': mode }).get('/')).headers['set-cookie'] !== undefined;
  api.clock.advance(120_000);
  expect([await given('cors'), await given('navigate'), await given('navigate')]).toEqual([false, true, false]);
});

it('a session that has ended meanwhile is not used any more', async () => {
  const gone = { id: 99_999_999, lastUsedAt: null };
  expect(await touch(api.database.query, 'sessions', gone, api.clock.now())).toBe(false);
});

it('a form that is sent after the session has ended is said not to be saved, and sign-in leads back to it', async () => {
  const { text } = await person.get('/groups/new');
  const form_key = /name="form_key" value="([^"]*)"/.exec(text)?.[1] ?? '';
  await api.database.query('DELETE FROM sessions');
  const { status, headers } = await person.send('/groups/new', { form_key, 'group[name]': 'Shop' });
  const place = headers['location'] ?? '';
  expect([status, place]).toEqual([303, '/sign-in?to=%2Fgroups%2Fnew&unsaved']);
  expect(textOf((await person.get(place)).text)).toContain('You were signed out meanwhile: nothing was saved.');
  expect((await person.fill(place, credentials(email))).headers['location']).toBe('/groups/new');
});

it('who signs out twice is asked to sign in, and told nothing of what was not saved', async () => {
  await api.database.query('DELETE FROM sessions');
  expect((await person.send('/sign-out', {})).headers['location']).toBe('/sign-in');
});

it('who asks for too many pages is told to wait, in words for people', async () => {
  const busy = await testApi({ rateLimitPerMinute: 3 });
  const someone = visitor(busy.app);
  const answers = [];
  for (let count = 0; count < 4; count += 1) answers.push(await someone.get('/sign-in'));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(textOf(answers[3]?.text ?? '')).toContain('Too many requests: wait a minute, then try again.');
  await busy.close();
});
