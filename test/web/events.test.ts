import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeGroup, makeUrl, testApi, type Client, type TestApi } from '../support/api.js';
import { password, newcomer, type Visitor } from '../support/visitor.js';
import { textOf } from './site.js';

let api: TestApi;
let person: Visitor;
let client: Client;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  const { person: somebody, email } = await newcomer(api.app);
  person = somebody;
  client = await api.logIn({ email, password });
});

/** An event of a monitor, in UTC; `end` null: it lasts. */
async function event(target: number, type: 'up' | 'down', start: string, end: string | null, reason?: string[]) {
  await api.database.query(
    `INSERT INTO events (target_id, type, started_at, ended_at, reason_code, reason_detail)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [target, type, start, end, reason?.[0] ?? null, reason?.[1] ?? null],
  );
}

const january = 'date_range[from]=2026-01-01&date_range[to]=2026-01-31';

/** The texts of the rows' cells. */
function rowsOf(html: string): string[][] {
  const body = /<tbody.*?<\/tbody>/s.exec(html)?.[0] ?? '';
  return body
    .split('</tr>')
    .slice(0, -1)
    .map((row) => row.split('</td>').slice(0, -1).map(textOf));
}

/** Where the link with these words leads. */
const linkIn = (html: string, words: string) =>
  textOf(new RegExp(`<a href="([^"]*)"[^>]*>${words}</a>`).exec(html)?.[1] ?? '');

describe('the events of today', () => {
  it('are told newest first, with how long they lasted and why', async () => {
    const group = await makeGroup(client);
    const site = await makeUrl(client, group, { name: 'Shop <b>' });
    await event(site, 'up', '2026-01-14T23:59:59Z', '2026-01-15T08:00:00Z');
    await event(site, 'down', '2026-01-15T08:00:00Z', '2026-01-15T08:01:30Z', ['http_status', 'HTTP 503 Oh <no>']);
    await event(site, 'up', '2026-01-15T08:01:30Z', null);
    const { status, text } = await person.get('/events');
    expect(status).toBe(200);
    expect(rowsOf(text)).toEqual([
      ['15 Jan 2026, 08:01:30', 'Up', 'Shop <b>', '3 h 58 min so far', ''],
      ['15 Jan 2026, 08:00:00', 'Down', 'Shop <b>', '1 min 30 s', 'It answered with an error. HTTP 503 Oh <no>'],
    ]);
    expect(linkIn(text, 'Shop &lt;b>')).toBe(`/groups/${group}/targets/${site}`);
    expect(textOf(text)).toContain('From 15 Jan 2026, 00:00 to 15 Jan 2026, 12:00 (UTC), newest first.');
  });

  it('are those of the reader’s own day, in their language', async () => {
    const site = await makeUrl(client, await makeGroup(client));
    await event(site, 'down', '2026-01-14T23:30:00Z', null, ['dns_failure', 'NXDOMAIN']);
    await client('PUT', '/api/profile', { json: { profile: { language: 'es', time_zone: 'Europe/Madrid' } } });
    const { text } = await person.get('/events');
    const [row] = rowsOf(text);
    expect(row?.[0]).toMatch(/15 ene 2026, 0?0:30:00/);
    expect(row?.slice(1)).toEqual([
      'Caído',
      'Site',
      '12 h 30 min hasta ahora',
      'No se pudo resolver su nombre. NXDOMAIN',
    ]);
    expect(text).toContain('name="date_range[from]" value="2026-01-15"');
  });

  it('may be none: the page says where it looked, and what to do', async () => {
    expect(textOf((await person.get('/events')).text)).toContain('You have no monitor yet.');
    await makeUrl(client, await makeGroup(client));
    const { text } = await person.get('/events');
    expect(textOf(text)).toContain('No monitor went up or down from 15 Jan 2026, 00:00 to 15 Jan 2026, 12:00.');
    expect(textOf(text)).toContain('Try other dates or other monitors.');
  });
});

describe('other events', () => {
  it('are chosen by days and by monitors, and the form keeps what was chosen', async () => {
    const group = await makeGroup(client, 'Servers');
    const [one, two] = [await makeUrl(client, group, { name: 'One' }), await makeUrl(client, group, { name: 'Two' })];
    const other = await makeUrl(client, await makeGroup(client, 'Others'), { name: 'Three' });
    for (const id of [one, two, other]) await event(id, 'up', `2026-01-0${(id % 3) + 1}T00:00:00Z`, null);
    const names = async (query: string) => rowsOf((await person.get(`/events?${query}`)).text).map((row) => row[2]);
    expect((await names(january)).sort()).toEqual(['One', 'Three', 'Two']);
    expect((await names(`${january}&target_ids=${one},${two}`)).sort()).toEqual(['One', 'Two']);
    expect(await names(`${january}&target_ids=${two}`)).toEqual(['Two']);
    expect(await names('')).toEqual([]);

    expect((await names(`${january}&target_ids=group-${group}`)).sort()).toEqual(['One', 'Two']);
    const { text } = await person.get(`/events?${january}&target_ids=group-${group}`);
    expect(text).toContain('name="date_range[to]" value="2026-01-31"');
    expect(text).toMatch(new RegExp(`<option value="group-${group}" selected>All of Servers<`));
    const several = await person.get(`/events?${january}&target_ids=${one},${two}`);
    expect(several.text).toMatch(/<option [^>]*selected[^>]*>2 monitors</);

    await api.database.query('DELETE FROM targets WHERE group_id = $1', [group]);
    const emptied = await person.get(`/events?${january}&target_ids=group-${group}`);
    expect(rowsOf(emptied.text)).toEqual([]);
    expect(emptied.text).toMatch(/<option [^>]*selected[^>]*>All of Servers</);
  });

  it('are those of a group by an address that does not grow with it', async () => {
    const group = await makeGroup(client);
    await api.database.query(
      `WITH t AS (
         INSERT INTO targets (user_id, group_id, type, name, settings, seconds_between_checks, timeout,
           retries_per_check)
         SELECT user_id, id, 'target_ping', 'Ping', '{"host": "example.com"}', 60, 10, 2
         FROM groups, generate_series(1, 2500) WHERE id = $1 RETURNING id, created_at
       ), s AS (
         INSERT INTO standings (target_id, next_check_at, status_since) SELECT id, created_at, created_at FROM t
       )
       INSERT INTO events (target_id, type, started_at) SELECT id, 'up', '2026-01-05T00:00Z' FROM t`,
      [group],
    );
    const { text } = await person.get('/events');
    const [, value = ''] = /<option value="([^"]*)"[^>]*>All of/.exec(text) ?? [];
    const first = await person.get(`/events?${january}&target_ids=${value}`);
    const older = linkIn(first.text, 'Older events');
    const second = await person.get(older);
    expect([first, second].map(({ status, text }) => [status, rowsOf(text).length])).toEqual([
      [200, 100],
      [200, 100],
    ]);
    expect(older.length).toBeLessThan(300);
    expect(second.text).toMatch(/<option [^>]*selected[^>]*>All of/);
  });

  it('last only as far as is known where nobody has looked since', async () => {
    const group = await makeGroup(client);
    const [seen, unseen] = [await makeUrl(client, group), await makeUrl(client, group)];
    for (const id of [seen, unseen]) await event(id, 'down', '2026-01-15T08:00:00Z', null);
    await api.database.query(
      `UPDATE standings SET status = 'down', last_checked_at = '2026-01-15T08:00Z', known_until = '2026-01-15T08:01Z',
         next_check_at = '2026-01-15T08:01Z' WHERE target_id = $1`,
      [unseen],
    );
    const { text } = await person.get('/events');
    expect(rowsOf(text).map((row) => row[3])).toEqual(['not over, as far as is known', '4 h so far']);
  });

  it('come in pages of 100, each once', async () => {
    const site = await makeUrl(client, await makeGroup(client));
    for (let minute = 0; minute < 150; minute += 1) {
      const at = new Date(Date.UTC(2026, 0, 5, 0, minute)).toISOString();
      await event(site, 'up', at, new Date(Date.UTC(2026, 0, 5, 0, minute + 1)).toISOString());
    }
    const first = await person.get(`/events?${january}&target_ids=${site}`);
    const second = await person.get(linkIn(first.text, 'Older events'));
    const times = [first, second].map(({ text }) => rowsOf(text).map((row) => row[0]));
    expect(times.map(({ length }) => length)).toEqual([100, 50]);
    expect(new Set(times.flat()).size).toBe(150);
    expect(second.text).not.toContain('Older events');
    expect(rowsOf((await person.get(linkIn(second.text, 'Newest events'))).text)).toEqual(rowsOf(first.text));
  });

  it('are not shown where the days or monitors are wrong: the API says at the field what is', async () => {
    const mine = await makeUrl(client, await makeGroup(client));
    const stranger = api.as(await api.signUp());
    const theirs = await makeUrl(stranger, await makeGroup(stranger));
    const query = `date_range[from]=yesterday&date_range[to]=2026-01-40&target_ids=${mine},${theirs}`;
    const { status, text } = await person.get(`/events?${query}`);
    expect(status).toBe(422);
    expect(text).toMatch(/id="date_range-from-problem">must be an ISO 8601 date or date-time</);
    expect(text).toMatch(/id="date_range-to-problem">must be an ISO 8601 date or date-time</);
    expect(text).toMatch(/id="target_ids-problem">must be ids of your monitors</);
    expect(text).toContain('value="yesterday"');
    expect(text).toMatch(/<option [^>]*selected[^>]*>2 monitors</);
    const theirGroup = await makeGroup(stranger);
    const group = await person.get(`/events?date_range[from]=yesterday&target_ids=group-${theirGroup}`);
    expect(group.status).toBe(422);
    expect(group.text).toMatch(/id="date_range-from-problem">must be an ISO 8601 date or date-time</);
    expect(group.text).toMatch(/id="target_ids-problem">must be ids of your monitors</);
    const reversed = await person.get('/events?date_range[from]=2026-01-02&date_range[to]=2026-01-01');
    expect(reversed.text).toMatch(/id="date_range-from-problem">must not be after the end/);
  });

  it('are a page whatever else the address asks for', async () => {
    const { status, headers } = await person.get('/events?format=csv&limit=0&app_key=x');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  });
});
