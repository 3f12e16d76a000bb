import supertest from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeGroup, makeUrl, testApi, type Account, type Client, type TestApi } from '../support/api.js';
import { makeLedger, type Ledger } from '../support/ledger.js';
import { visitor, type Visitor } from '../support/visitor.js';
import { stand, statusForm } from './monitor.js';
import { textOf } from './site.js';

let api: TestApi;
let ledger: Ledger;
let account: Account;
let client: Client;
let owner: Visitor;
let group: number;
let words = 0;
beforeAll(async () => {
  api = await testApi();
  ledger = await makeLedger(api.database);
  account = await api.signUp();
  client = api.as(account);
  owner = await signIn(account);
});
afterAll(() => api.close());
beforeEach(async () => {
  group = await makeGroup(client, 'Shop');
});

async function signIn({ credentials: { email, password } }: Account): Promise<Visitor> {
  const person = visitor(api.app);
  expect((await person.fill('/sign-in', { 'user[email]': email, 'user[password]': password })).status).toBe(303);
  return person;
}

/** A word that no other test has chosen. */
function word(): string {
  words += 1;
  return `shop-${words}`;
}

type Choices = { state?: string; slug?: string; details?: string };

function choose(choices: Choices, person = owner) {
  return person.fill(`/groups/${group}/status-page`, statusForm(choices));
}

/** Where the page is, as the owner is told. */
async function address(): Promise<string> {
  const { text } = await owner.get(`/groups/${group}/status-page`);
  return /href="(\/status\/[^"/]+)"/.exec(text)?.[1] ?? '';
}

/** Makes the page public, with a word of the owner's choice. */
async function publish(choices: Choices = {}): Promise<string> {
  const { status, headers } = await choose({ slug: word(), ...choices });
  expect([status, headers['location']]).toEqual([303, `/groups/${group}/status-page`]);
  return address();
}

/** Somebody who has never been here. */
function ask(path: string, headers: Record<string, string> = {}, method: 'get' | 'head' | 'post' = 'get') {
  const request = supertest(api.app)[method](path);
  return request.set({ 'X-Forwarded-Proto': 'https', Accept: 'text/html', ...headers });
}

const shown = async (path: string, headers = {}) => textOf((await ask(path, headers)).text);

/** A monitor with a past: down for five minutes an hour ago, and again since ten minutes. */
async function makeDown(name = 'Checkout'): Promise<number> {
  const now = api.clock.now();
  const id = await makeUrl(client, group, { name, url: 'https://internal.example/secret' });
  const minutes = (ago: number) => now - ago * 60_000;
  await api.database.query('UPDATE targets SET created_at = $2 WHERE id = $1', [id, new Date(minutes(600))]);
  await ledger.statuses(id, [
    ['up', minutes(600)],
    ['down', minutes(60)],
    ['up', minutes(55)],
    ['down', minutes(10)],
  ]);
  await standNow(id, 'down');
  return id;
}

/** As its last check, which was just now, has left it. */
const standNow = (id: number, status: 'up' | 'down') => stand(api.database, id, status, api.clock.now());

describe('a group’s status page', () => {
  it('is not there until its owner switches it on, and nothing of that is in the API', async () => {
    expect(await address()).toBe('');
    const before = await client('GET', `/api/groups/${group}`);
    const path = await publish({ slug: '' });
    expect((await client('GET', `/api/groups/${group}`)).body).toEqual(before.body);
    expect((await ask(path)).status).toBe(200);
  });

  it('has an address that nobody guesses and no search engine keeps, until another is made', async () => {
    const path = await publish({ slug: '' });
    expect(path).toMatch(/^\/status\/[\w-]{43}$/);
    expect((await ask(path)).headers['x-robots-tag']).toBe('noindex');
    // Saved again, with the field still empty.
    expect(await publish({ slug: '', details: 'shown' })).toBe(path);
    await choose({ state: 'off' });
    expect((await ask(path)).status).toBe(404);
    expect(await publish({ slug: '' })).not.toBe(path);
  });

  it('can have a word of the owner’s choice that nobody else has', async () => {
    const slug = word();
    expect(await publish({ slug: ` ${slug} ` })).toBe(`/status/${slug}`);
    expect((await ask(`/status/${slug}`)).headers['x-robots-tag']).toBeUndefined();
    // Their own stays theirs.
    expect(await publish({ slug })).toBe(`/status/${slug}`);

    const other = await api.signUp();
    group = await makeGroup(api.as(other), 'Elsewhere');
    const refused = await choose({ slug }, await signIn(other));
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(`value="${slug}"`);
    expect(refused.text).toContain('id="status_page-slug-problem">is already taken<');
    expect(await shown(`/status/${slug}`)).toContain('Shop');
  });

  it.each(['ab', 'a'.repeat(64), 'Shop', 'a b', '../apps', 'añil'])('refuses the word %s', async (slug) => {
    const { status, text } = await choose({ slug });
    expect(status).toBe(422);
    expect(text).toContain('id="status_page-slug-problem">must be 3 to 63 of a–z, 0–9 and hyphens<');
    expect(await address()).toBe('');
  });

  it('is nobody else’s to switch on', async () => {
    const other = await signIn(await api.signUp());
    expect((await other.get(`/groups/${group}/status-page`)).status).toBe(404);
    // With a form key of their own.
    const mine = group;
    group = await makeGroup(api.as(await api.signUp()));
    const { text } = await other.get('/developers/apps/new');
    const form_key = /name="form_key" value="([^"]*)"/.exec(text)?.[1] ?? '';
    const form = { form_key, 'status_page[state]': 'on', 'status_page[details]': 'shown' };
    expect((await other.send(`/groups/${mine}/status-page`, form)).status).toBe(404);
    group = mine;
    expect(await address()).toBe('');
  });

  it('says how each monitor stands, and what broke in the last 14 days', async () => {
    await makeDown();
    await standNow(await makeUrl(client, group, { name: 'Front page' }), 'up');
    const text = await shown(await publish());
    expect(text).toContain('1 of 2 is down');
    expect(text).toMatch(/Checkout *Down/);
    expect(text).toMatch(/Front page *Up/);
    expect(text).toContain('lasted 5 min');
    expect(text).toContain('ongoing, 10 min so far');
    expect(text).toContain('97.500 % up');
    expect(text).toContain('All times are in UTC.');
  });

  it('lists an outage that began long ago and lasts, or reached into the last 14 days, and none before', async () => {
    const days = (ago: number) => api.clock.now() - ago * 86_400_000;
    const [first, second] = [await makeUrl(client, group, { name: 'A' }), await makeUrl(client, group, { name: 'B' })];
    await ledger.statuses(first, [
      ['down', days(40)],
      ['up', days(39)],
      ['down', days(20)],
    ]);
    await ledger.statuses(second, [
      ['down', days(15)],
      ['up', days(13)],
    ]);
    for (const id of [first, second]) await standNow(id, 'up');
    const text = await shown(await publish());
    expect(text).toContain('ongoing, 20 d so far');
    expect(text).toContain('lasted 2 d');
    expect(text).not.toContain('lasted 1 d');
  });

  it('says that it does not know, where nobody has looked for too long', async () => {
    await makeDown();
    const path = await publish();
    api.clock.advance(3_600_000);
    const text = await shown(path);
    expect(text).toContain('Unknown at the moment');
    expect(text).toMatch(/Checkout *Unknown/);
    expect(text).toContain('ongoing, as far as is known');
  });

  it('shows addresses and reasons only where the owner allows it, and never who that is', async () => {
    await makeDown();
    const path = await publish();
    const hidden = (await ask(path)).text;
    for (const secret of ['internal.example', 'no answer', 'timeout', account.email, `/groups/${group}`, 'sign-in'])
      expect(hidden).not.toContain(secret);
    await publish({ slug: path.slice('/status/'.length), details: 'shown' });
    const allowed = (await ask(path)).text;
    expect(allowed).toContain('https://internal.example/secret');
    // As the check told it, whatever the page speaks.
    expect(allowed).toMatch(/<span class="detail" lang="en">[^<]*no answer/);
    expect(allowed).not.toContain(account.email);
  });

  it('is told once for all readers, whom it neither knows nor marks', async () => {
    const path = await publish();
    const first = await ask(path, { Cookie: owner.cookie() ?? '' });
    expect(first.headers['set-cookie']).toBeUndefined();
    expect(first.headers['cache-control']).toBe('public, max-age=60');
    expect(first.headers['vary']).toBe('Accept-Language, Accept-Encoding');
    expect(first.headers['content-encoding']).toBe('gzip');
    const plain = await ask(path, { 'Accept-Encoding': 'identity' });
    expect([plain.headers['content-encoding'], plain.text]).toEqual([undefined, first.text]);
    const again = await ask(path, { 'If-None-Match': first.headers['etag'] ?? '' });
    expect([again.status, again.text]).toEqual([304, '']);
    const head = await ask(path, { 'Accept-Encoding': 'gzip' }, 'head');
    expect([head.status, head.headers['etag']]).toEqual([200, first.headers['etag']]);
    expect((await ask(path, {}, 'post')).status).toBe(405);
    expect((await ask(path, { 'X-Forwarded-Proto': 'http' })).status).toBe(403);
  });

  it('is at most 15 seconds old', async () => {
    const path = await publish();
    expect(await shown(path)).not.toContain('Late monitor');
    const id = await makeUrl(client, group, { name: 'Late monitor' });
    api.clock.advance(14_999);
    await standNow(id, 'up');
    expect(await shown(path)).not.toContain('Late monitor');
    api.clock.advance(1);
    expect(await shown(path)).toContain('Late monitor');
  });

  it('tells days with downtime in a table too', async () => {
    await makeDown();
    const { text } = await ask(await publish());
    expect(text).toMatch(/<th scope="row">15 Jan 2026<\/th><td>down for 15 min in 2 outages<\/td>/);
  });

  it('speaks the reader’s language', async () => {
    await makeDown();
    const path = await publish();
    const { text } = await ask(path, { 'Accept-Language': 'es-ES,es;q=0.9,en;q=0.5' });
    expect(text).toContain('<html lang="es">');
    expect(textOf(text)).toContain('1 de 1 está caído');
    expect(text).not.toContain('lang="en"');
    expect(await shown('/status/nobody-has-this', { 'Accept-Language': 'es' })).toContain('Página no encontrada');
    expect(await shown(path)).toContain('1 of 1 is down');
  });

  it('ends when it is switched off, and when its group is deleted', async () => {
    const first = await publish();
    const id = await makeUrl(client, group);
    expect((await ask(first)).status).toBe(200);
    await choose({ state: 'off', slug: 'not a word', details: '' });
    const gone = await ask(first);
    expect([gone.status, gone.headers['cache-control']]).toEqual([404, 'no-store']);
    expect(gone.text).toBe((await ask('/status/nobody-has-this')).text);
    expect((await ask(`${first}/badges/${id}.svg`)).status).toBe(404);

    const second = await publish();
    expect((await ask(second)).status).toBe(200);
    await client('DELETE', `/api/groups/${group}`);
    api.clock.advance(15_000);
    expect((await ask(second)).status).toBe(404);
  });

  it('names nobody to the log, and no secret in an address', async () => {
    const path = await publish({ slug: '' });
    await api.database.query('ALTER TABLE standings RENAME TO standings_away');
    try {
      expect((await ask(path)).status).toBe(500);
    } finally {
      await api.database.query('ALTER TABLE standings_away RENAME TO standings');
    }
    const told = JSON.stringify(api.lines);
    expect(told).toContain('/status/:slug');
    expect(told).not.toContain(path.slice('/status/'.length));
  });
});

describe('a badge', () => {
  /** As the body of the answer is. */
  const draw = async (path: string) => {
    const answer = await ask(path).buffer();
    return { svg: String(answer.body as Buffer), headers: answer.headers as Record<string, string> };
  };

  it('says how a monitor stands, and its uptime where it is asked for', async () => {
    const id = await makeDown();
    const path = `${await publish()}/badges/${id}.svg`;
    const { svg, headers } = await draw(path);
    expect(headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'cache-control': 'public, max-age=60',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(headers['set-cookie']).toBeUndefined();
    expect(svg).toMatch(/^<svg [^>]*role="img"><title>Checkout: down<\/title>/);
    expect(svg).toContain('fill="#b42318"');
    expect((await draw(`${path}?uptime`)).svg).toContain('<title>Checkout: down 97.500 %</title>');
    expect((await draw(`${path}?language=es`)).svg).toContain('<title>Checkout: caído</title>');
    expect((await ask(path, { 'If-None-Match': headers['etag'] ?? '' })).status).toBe(304);
    api.clock.advance(3_600_000);
    expect((await draw(path)).svg).toContain('<title>Checkout: unknown</title>');
  });

  it('draws any name as text of one line, and cuts a long one', async () => {
    const name = `<script>alert("1")</script> ]]> &\n\u0001 ${'x'.repeat(50)}`;
    const id = await makeUrl(client, group, { name });
    const { svg } = await draw(`${await publish()}/badges/${id}.svg`);
    const label = '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; ]]&gt; &amp; xxxxx…';
    expect(svg).toContain(`<title>${label}: unknown</title>`);
    expect(svg).toContain(`>${label}</text>`);
  });

  it('is there for monitors of the group alone', async () => {
    const path = await publish();
    const other = await makeUrl(client, await makeGroup(client, 'Private'));
    for (const id of [other, 99_999_999, 'x', '1e3']) {
      const { status, headers, text } = await ask(`${path}/badges/${id}.svg`);
      expect([status, headers['cache-control']]).toEqual([404, 'no-store']);
      expect(text).not.toContain('svg');
    }
  });

  it('comes with what is to be copied, for any name', async () => {
    const id = await makeUrl(client, group, { name: 'A [b] "c" <d>' });
    const path = await publish();
    const text = textOf((await owner.get(`/groups/${group}/status-page`)).text);
    const page = `https://127.0.0.1:PORT${path}`;
    const badge = `${page}/badges/${id}.svg`;
    const told = text.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT');
    expect(told).toContain(`[![A \\[b\\] "c" \\<d\\>](${badge})](${page})`);
    const alt = 'A [b] &quot;c&quot; &lt;d&gt;';
    expect(told).toContain(`<a href="${page}"><img src="${badge}" alt="${alt}" height="20"></a>`);
  });
});
