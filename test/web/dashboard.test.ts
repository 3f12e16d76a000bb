import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testApi, type Body, type Client, type TestApi } from '../support/api.js';
import { password, newcomer, visitor, type Visitor } from '../support/visitor.js';
import { copyMonitor } from './monitor.js';
import { textOf } from './site.js';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const day = 86_400_000;

/** Somebody at the pages, who has the same account with the API. */
async function somebody() {
  const { person, email } = await newcomer(api.app);
  return { person, ask: await api.logIn({ email, password }) };
}

async function makeGroup(person: Visitor, name: string): Promise<string> {
  return (await person.fill('/groups/new', { 'group[name]': name })).headers['location'] ?? '';
}

/** A monitor that was made ten days ago, and its id. */
async function makeMonitor(ask: Client, group: string, name: string): Promise<number> {
  const groupId = Number(group.split('/').at(-1));
  const target_url = { name, group_id: groupId, url: 'https://shop.example/secret' };
  const { body } = await ask('POST', `/api/groups/${groupId}/target/urls`, { json: { target_url } });
  const id = body.target?.id ?? 0;
  const at = new Date(api.clock.now() - 10 * day);
  await api.database.query('UPDATE targets SET created_at = $2 WHERE id = $1', [id, at]);
  return id;
}

/** Its events: a type for each instant, the last one lasts; checked until now. */
async function spend(id: number, ...events: ['up' | 'down', number][]): Promise<void> {
  for (const [place, [type, at]] of events.entries()) {
    const ended = events[place + 1]?.[1];
    const reason = type === 'down' ? ['http_status', 'HTTP 503 Service Unavailable'] : [null, null];
    await api.database.query(
      `INSERT INTO events (target_id, type, started_at, ended_at, reason_code, reason_detail)
       VALUES ($1, $2::event_type, $3, $4, $5, $6)`,
      [id, type, new Date(at), ended === undefined ? null : new Date(ended), ...reason],
    );
  }
  const [status, since] = events.at(-1) ?? ['up', 0];
  const now = api.clock.now();
  await api.database.query(
    `UPDATE standings SET status = $2::target_status, status_since = $3, last_checked_at = $4, known_until = $5,
       next_check_at = $5, last_response_time_us = 12345 WHERE target_id = $1`,
    [id, status, new Date(since), new Date(now), new Date(now + 60_000)],
  );
}

describe('the dashboard', () => {
  it('of a new account says what to do', async () => {
    const { person } = await somebody();
    const { status, text } = await person.get('/');
    expect(status).toBe(200);
    expect(textOf(text)).toContain('You have no group yet.');
    expect(text).toContain('href="/groups/new"');
  });

  it('asks who is not signed in to be', async () => {
    const { status, headers } = await visitor(api.app).get('/');
    expect([status, headers['location']]).toEqual([303, '/sign-in']);
  });

  it('tells each monitor by words: its status, its days, its uptime as the API reports it', async () => {
    const { person, ask } = await somebody();
    const now = api.clock.now();
    const shop = await makeGroup(person, 'Shop');
    const [up, down, fresh] = [
      await makeMonitor(ask, shop, 'Front page'),
      await makeMonitor(ask, shop, 'Checkout'),
      await makeMonitor(ask, shop, 'Just made'),
    ];
    await spend(up, ['up', now - 10 * day], ['down', now - 3 * day], ['up', now - 2.9 * day]);
    await spend(down, ['up', now - 10 * day], ['down', now - 3_600_000]);

    const { text } = await person.get('/');
    const words = textOf(text);
    const range = `date_range[from]=${new Date(now - 89 * day).toISOString().slice(0, 10)}`;
    const { uptimes = [] } = (await ask('GET', `/api/reports/uptimes?${range}`)).body as Body & {
      uptimes?: { target_id: number; uptime: number | null }[];
    };
    const of = (id: number) => (uptimes.find(({ target_id }) => target_id === id)?.uptime ?? 0).toFixed(4).slice(0, -1);
    expect(Number(of(up))).toBeGreaterThan(98);
    const row = (id: number) =>
      textOf(new RegExp(`<li class="monitor" id="monitor-${id}">.*?</li>`, 's').exec(text)?.[0] ?? '');
    expect(row(up)).toBe(`UpFront pageUptime: ${of(up)} %Response: 12.3 ms`);
    expect(row(down)).toBe(`DownCheckoutUptime: ${of(down)} %Response: 12.3 ms`);
    expect(row(fresh)).toBe('No newsJust madeUptime: –Response: –');
    expect(text).toContain(`aria-label="Last 90 days: ${of(up)} % up; 1 day with downtime, 79 unknown"`);
    expect(words).toContain('1 Down1 No news1 Up');
    expect(words).toMatch(
      /Needs attentionDown Checkout since 15 Jan 2026, 11:00 \(1 h\)\. It answered with an error\. HTTP 503/,
    );
    expect(text).toContain(`href="${shop}/targets/${down}"`);
    expect(text).not.toContain('shop.example');
  });

  it('of a large account draws some of each group, and leads to all of them', async () => {
    const { person, ask } = await somebody();
    const group = await makeGroup(person, 'Many');
    const first = await makeMonitor(ask, group, 'Number 1');
    await copyMonitor(api.database, first, 359);
    const named = (text: string) => [...text.matchAll(/>(Number \d+)<\/a>/g)].map(([, name]) => name);
    const dashboard = await person.get('/');
    expect([named(dashboard.text).length, named(dashboard.text).at(-1)]).toEqual([100, 'Number 100']);
    expect(textOf(dashboard.text)).toMatch(/Many1 No news359 Not checked yet.*260 more: Many$/m);
    expect(dashboard.headers['content-encoding']).toBe('gzip');

    const all = named(dashboard.text);
    let next: string | undefined = new RegExp(`href="(${group}\\?after=\\d+)"`).exec(dashboard.text)?.[1];
    while (next !== undefined) {
      const { text } = await person.get(next);
      expect(text).toContain(`href="${group}">From the beginning`);
      all.push(...named(text));
      next = new RegExp(`href="(${group}\\?after=\\d+)"`).exec(text)?.[1];
    }
    expect(all).toEqual(Array.from({ length: 360 }, (_, place) => `Number ${place + 1}`));
  });

  it('tells first of what went down last, and of no more than ten', async () => {
    const { person, ask } = await somebody();
    const group = await makeGroup(person, 'Shop');
    const now = api.clock.now();
    for (let age = 12; age > 0; age -= 1) {
      const id = await makeMonitor(ask, group, `Down for ${age} min`);
      await spend(id, ['up', now - day], ['down', now - age * 60_000]);
    }
    const attention = /<section class="attention".*?<\/section>/s.exec((await person.get('/')).text)?.[0] ?? '';
    const names = [...attention.matchAll(/>(Down for \d+ min)<\/a>/g)].map(([, name]) => name);
    expect(names).toEqual(Array.from({ length: 10 }, (_, place) => `Down for ${place + 1} min`));
    expect(textOf(attention)).toContain('And 2 more');
  });

  it('has news when another monitor is down than before, and says of how many nothing is known', async () => {
    const { person, ask } = await somebody();
    const group = await makeGroup(person, 'Shop');
    const now = api.clock.now();
    const [one, other] = [await makeMonitor(ask, group, 'One'), await makeMonitor(ask, group, 'Other')];
    const news = async () =>
      /<p hidden data-news="([^"]*)">([^<]*)</.exec((await person.get('/')).text)?.slice(1) ?? [];
    await spend(one, ['up', now - day], ['down', now - 60_000]);
    await spend(other, ['up', now - day]);
    const before = await news();
    expect(await news()).toEqual(before);
    await api.database.query('DELETE FROM events WHERE target_id IN ($1, $2)', [one, other]);
    await spend(one, ['up', now - 30_000]);
    await spend(other, ['down', now - 30_000]);
    const after = await news();
    expect([before[1], after[1]]).toEqual(['One monitor is down.', 'One monitor is down.']);
    expect(after[0]).not.toBe(before[0]);
    const late = new Date(now - 3_600_000);
    await api.database.query('UPDATE standings SET known_until = $1, next_check_at = $1', [late]);
    expect((await news())[1]).toBe('No monitor is down. Of 2 nothing is known.');
  });

  it('shows nothing of others', async () => {
    const [one, other] = [await somebody(), await somebody()];
    const group = await makeGroup(one.person, 'Mine alone');
    expect((await other.person.get('/')).text).not.toContain('Mine alone');
    for (const path of [group, `${group}/rename`, `${group}/delete`, '/groups/0', '/groups/x'])
      expect((await other.person.get(path)).status).toBe(404);
    const { status } = await other.person.fill('/groups/new', { 'group[name]': '' });
    expect(status).toBe(422);
  });
});

describe('a group', () => {
  it('is made, renamed and deleted, and what is wrong is told at the name', async () => {
    const { person, ask } = await somebody();
    const wrong = await person.fill('/groups/new', { 'group[name]': ' ' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toMatch(/id="group-name-problem">is required</);

    const group = await makeGroup(person, ' Shop ');
    expect(group).toMatch(/^\/groups\/\d+$/);
    const renamed = await person.fill(`${group}/rename`, { 'group[name]': 'Shop <b>' });
    expect(renamed.headers['location']).toBe(group);
    const { text } = await person.get(group);
    expect(text).toContain('<h1>Shop &lt;b></h1>');
    expect(text).toContain(`href="${group}/target/pings/new"`);
    const tooLong = await person.fill(`${group}/rename`, { 'group[name]': 'a'.repeat(256) });
    expect(textOf(tooLong.text)).toContain('must have at most 255 characters');

    await makeMonitor(ask, group, 'Front page');
    const asked = textOf((await person.get(`${group}/delete`)).text);
    expect(asked).toContain(
      'Its one monitor is deleted with it, and all checks and events of that monitor. This cannot be undone.',
    );
    expect((await person.fill(`${group}/delete`, {})).headers['location']).toBe('/');
    expect((await person.get(group)).status).toBe(404);
    expect(textOf((await person.get('/')).text)).toContain('You have no group yet.');
  });

  it('speaks Spanish to who does', async () => {
    const { person, ask } = await somebody();
    await ask('PUT', '/api/profile', { json: { profile: { language: 'es' } } });
    const group = await makeGroup(person, 'Tienda');
    const { text } = await person.get(group);
    expect(text).toContain('<html lang="es">');
    expect(textOf(text)).toContain('Aún no hay ningún monitor en este grupo.');
  });
});
