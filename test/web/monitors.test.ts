/** Monitors as people make, change and delete them on pages. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testApi, type TestApi } from '../support/api.js';
import { formKeyOf, signedUp, type Visitor } from '../support/visitor.js';
import { fact, recordPast, rowsIn, series, valueIn, wrapped } from './monitor.js';
import { textOf } from './site.js';

let api: TestApi;
let person: Visitor;
let userId: number;
let groupId: number;
let stranger: Visitor;
beforeAll(async () => {
  api = await testApi({}, { privateTargets: false });
  stranger = await signedUp(api.app, 'stranger@example.com');
  person = await signedUp(api.app, 'person@example.com');
  userId = await idOf('SELECT max(id) AS id FROM users');
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.database.query(`UPDATE users SET language = 'en', time_zone = 'UTC'`);
  groupId = await makeGroup('Servers');
});

async function idOf(sql: string, values: unknown[] = []): Promise<number> {
  const [row] = await api.database.query<{ id: number }>(sql, values);
  return row?.id ?? 0;
}

const makeGroup = (name: string) =>
  idOf('INSERT INTO groups (user_id, name) VALUES ($1, $2) RETURNING id', [userId, name]);

const stored = (id: number) => api.database.query('SELECT * FROM targets WHERE id = $1', [id]);

const rest = { seconds_between_checks: 60, timeout: 10, retries_per_check: 2 };
const kinds = [
  { type: 'target_url', collection: 'urls', own: { url: 'https://example.com/' } },
  { type: 'target_custom_port', collection: 'custom_ports', own: { host: 'db.example.com', port_number: 5432 } },
  { type: 'target_ping', collection: 'pings', own: { host: 'example.com' } },
] as const;

/** Sends the form of a URL monitor. Resolves to its id. */
async function makeUrl(more: Record<string, string | number> = {}): Promise<number> {
  const params = { name: 'Shop', group_id: groupId, url: 'https://example.com/', ...rest, ...more };
  const { headers } = await person.fill(`/groups/${groupId}/target/urls/new`, wrapped('target_url', params));
  return Number(/\/(\d+)$/.exec(headers['location'] ?? '')?.[1]);
}

describe('the form of a new monitor', () => {
  test.each(kinds)('makes a $type, and leads to its page', async ({ type, collection, own }) => {
    const path = `/groups/${groupId}/target/${collection}/new`;
    const { text } = await person.get(path);
    for (const [name, value] of Object.entries(rest)) expect(valueIn(text, `${type}[${name}]`)).toBe(String(value));
    for (const other of kinds) expect(text).toContain(`href="/groups/${groupId}/target/${other.collection}/new"`);
    expect(valueIn(text, `${type}[group_id]`)).toBe(String(groupId));
    expect(textOf(text)).toContain('Seconds for one attempt, from 1 to 60.');

    const params = { name: 'Mine', group_id: groupId, ...own, ...rest, timeout: 7 };
    const { status, headers } = await person.fill(path, wrapped(type, params));
    const id = await idOf('SELECT id FROM targets WHERE group_id = $1', [groupId]);
    expect([status, headers['location']]).toEqual([303, `/groups/${groupId}/targets/${id}`]);
    expect(await stored(id)).toMatchObject([{ type, name: 'Mine', settings: own, timeout: 7 }]);
  });

  test('says beside each field what the API says, and keeps what was written', async () => {
    const params = { name: '', group_id: groupId, host: '127.0.0.1', port_number: '70000', ...rest, timeout: '1.5' };
    const path = `/groups/${groupId}/target/custom_ports/new`;
    const { status, text } = await person.fill(path, wrapped('target_custom_port', params));
    expect(status).toBe(422);
    expect(text).toContain('id="target_custom_port-name-problem">is required<');
    expect(text).toContain('id="target_custom_port-port_number-problem">must be from 1 to 65535<');
    expect(text).toContain('id="target_custom_port-timeout-problem">must be a whole number in decimal digits<');
    expect(text).toContain('id="target_custom_port-host-problem">leads to an address that may not be monitored<');
    expect(valueIn(text, 'target_custom_port[port_number]')).toBe('70000');
    expect(await idOf('SELECT count(*)::int AS id FROM targets WHERE group_id = $1', [groupId])).toBe(0);
  });

  test('is not there for a kind that is none, or a group of somebody else', async () => {
    expect((await person.get(`/groups/${groupId}/target/faxes/new`)).status).toBe(404);
    const path = `/groups/${groupId}/target/urls/new`;
    expect((await stranger.get(path)).status).toBe(404);
    const params = { name: 'Theirs', group_id: groupId, url: 'https://example.com/' };
    const form_key = formKeyOf((await stranger.get('/developers/apps/new')).text);
    expect((await stranger.send(path, { form_key, ...wrapped('target_url', params) })).status).toBe(404);
  });
});

describe('the form of a monitor that is there', () => {
  test('shows what the monitor is, and changes it', async () => {
    const id = await makeUrl({ retries_per_check: 0 });
    const path = `/groups/${groupId}/targets/${id}/edit`;
    const { text } = await person.get(path);
    expect(valueIn(text, 'target_url[url]')).toBe('https://example.com/');
    expect(valueIn(text, 'target_url[retries_per_check]')).toBe('0');

    const change = { name: 'Store', url: 'https://example.com/store', ...rest, group_id: groupId };
    const { status, headers } = await person.fill(path, wrapped('target_url', change));
    expect([status, headers['location']]).toEqual([303, `/groups/${groupId}/targets/${id}`]);
    const settings = { url: 'https://example.com/store' };
    expect(await stored(id)).toMatchObject([{ name: 'Store', settings, retries_per_check: 2 }]);
  });

  test('moves it to another group of the person, and to nobody else’s', async () => {
    const id = await makeUrl();
    const other = await makeGroup('Shops');
    const path = `/groups/${groupId}/targets/${id}/edit`;
    expect((await person.get(path)).text).toContain(`<option value="${groupId}" selected>Servers</option>`);
    const moved = await person.fill(path, wrapped('target_url', { group_id: other }));
    expect([moved.status, moved.headers['location']]).toEqual([303, `/groups/${other}/targets/${id}`]);
    const left = await person.get(path);
    expect([left.status, left.headers['location']]).toEqual([303, `/groups/${other}/targets/${id}/edit`]);

    const refused = await person.fill(
      `/groups/${other}/targets/${id}/edit`,
      wrapped('target_url', { group_id: 999_999 }),
    );
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('id="target_url-group_id-problem">must be one of your groups<');
  });

  test('wants what a monitor can not do without, and leaves a number that was emptied as it was', async () => {
    const id = await makeUrl({ timeout: 7 });
    const path = `/groups/${groupId}/targets/${id}/edit`;
    const empty = await person.fill(path, wrapped('target_url', { name: '', url: '', timeout: '' }));
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('id="target_url-name-problem">is required<');
    expect(empty.text).toContain('id="target_url-url-problem">is required<');
    await person.fill(path, wrapped('target_url', { name: 'Store', url: 'https://example.com/', timeout: '' }));
    expect(await stored(id)).toMatchObject([{ name: 'Store', timeout: 7 }]);
  });
});

describe('deleting a monitor', () => {
  test('says what is lost before it is', async () => {
    const id = await makeUrl();
    await recordPast(api.database, id);
    const path = `/groups/${groupId}/targets/${id}/delete`;
    const { text } = await person.get(path);
    expect(textOf(text)).toContain('Delete Shop?');
    expect(textOf(text)).toContain('watched since 1 Jan 2026. All of its history goes with it: 4 checks and 1 outage.');
    expect(textOf(text)).toContain('This cannot be undone.');
    expect(await stored(id)).toHaveLength(1);
    const { status, headers } = await person.fill(path, {});
    expect([status, headers['location']]).toEqual([303, `/groups/${groupId}`]);
    expect(await stored(id)).toEqual([]);
    expect((await person.get(path)).status).toBe(404);
  });

  test('is not for others', async () => {
    const id = await makeUrl();
    expect((await stranger.get(`/groups/${groupId}/targets/${id}/delete`)).status).toBe(404);
    expect(await stored(id)).toHaveLength(1);
  });
});

describe('the page of a monitor', () => {
  let id: number;
  let path: string;
  beforeEach(async () => {
    id = await makeUrl();
    await recordPast(api.database, id);
    path = `/groups/${groupId}/targets/${id}`;
  });

  test('says how it stands, what it is, and where it belongs', async () => {
    const { status, text } = await person.get(path);
    expect(status).toBe(200);
    expect(textOf(text)).toContain('Up since 15 Jan 2026, 09:20 (2 h 40 min)');
    expect(fact(text, 'Last check')).toBe('15 Jan 2026, 11:59:30');
    expect(fact(text, 'Next check')).toBe('15 Jan 2026, 12:00:30');
    expect(fact(text, 'Last response time')).toBe('123 ms');
    expect(text).toContain('aria-label="Last 90 days: 99.904 % up; 1 day with downtime, 75 unknown"');
    expect(fact(text, 'URL')).toBe('https://example.com/');
    expect(fact(text, 'Interval')).toBe('1 min');
    expect(text).toContain(`<a href="/groups/${groupId}">Servers</a>`);
    for (const action of ['edit', 'delete']) expect(text).toContain(`href="${path}/${action}"`);
  });

  test('tells response times, uptime and outages of the last 24 hours, or of a longer time', async () => {
    const { text } = await person.get(path);
    expect(fact(text, 'Uptime')).toBe('98.611 %');
    expect(['Average', 'Median', 'p95', 'p99', 'Minimum', 'Maximum'].map((name) => fact(text, name))).toEqual([
      ...['200 ms', '100 ms', '300 ms', '300 ms', '100 ms', '300 ms'],
    ]);
    expect(fact(text, 'Checks')).toBe('3 (1 failed)');
    expect(fact(text, 'Outages')).toBe('1');
    expect(series(text)).toEqual([
      ['15 Jan 2026, 08:55', '100 ms', '100 ms', '100 ms', '1'],
      ['15 Jan 2026, 09:20', '300 ms', '300 ms', '300 ms', '1'],
    ]);
    expect(textOf(text)).toMatch(
      /15 Jan 2026, 09:00:00\s*20 min\s*It answered with an error. HTTP 503 Service Unavailable/,
    );

    const month = (await person.get(`${path}?range=30d`)).text;
    expect(fact(month, 'Minimum')).toBe('50.0 ms');
    expect(series(month).map(([at]) => at)).toEqual(['2 Jan 2026, 00:00', '15 Jan 2026, 08:00', '15 Jan 2026, 09:00']);
    const year = (await person.get(`${path}?range=year`)).text;
    expect(series(year).map(([at, average]) => [at, average])).toEqual([
      ['2 Jan 2026', '50.0 ms'],
      ['15 Jan 2026', '200 ms'],
    ]);
    expect(year).toMatch(/aria-current="true"[^>]*>A year</);
  });

  test('tells of any range, in the days of the reader’s time zone', async () => {
    await api.database.query(`UPDATE users SET time_zone = 'Europe/Madrid' WHERE id = $1`, [userId]);
    const asked = await person.get(`${path}?date_range[from]=2026-01-02&date_range[to]=2026-01-02`);
    expect(asked.status).toBe(200);
    expect(textOf(asked.text)).toContain('From 2 Jan 2026, 00:00 to 3 Jan 2026, 00:00');
    expect(series(asked.text)).toEqual([['2 Jan 2026, 01:00', '50.0 ms', '50.0 ms', '50.0 ms', '1']]);
    expect(textOf(asked.text)).toContain('No outage in this range.');
    const none = await person.get(`${path}?date_range[from]=2026-01-03&date_range[to]=2026-01-04`);
    expect(textOf(none.text)).toContain('No check succeeded in this range');
    expect(none.text).not.toContain('data-chart');
  });

  test('says at its field what is wrong with a range', async () => {
    const reversed = await person.get(`${path}?date_range[from]=2026-01-04&date_range[to]=2026-01-02`);
    expect(reversed.status).toBe(422);
    expect(reversed.text).toContain('id="date_range-from-problem">must not be after the end of the range');
    expect(valueIn(reversed.text, 'date_range[to]')).toBe('2026-01-02');
    const unread = await person.get(`${path}?date_range[from]=2026-01-10T08:00&date_range[to]=tomorrow`);
    // Which a field for dates would not show.
    for (const written of ['2026-01-10T08:00', 'tomorrow'])
      expect(unread.text).toMatch(new RegExp(`<input type="text"[^>]* value="${written}"`));
    expect(unread.status).toBe(422);
    // A text of somebody else's choice beside what is private: its length, compressed, would tell.
    expect(unread.headers['content-encoding']).toBeUndefined();
    expect(unread.text).toContain('id="date_range-to-problem">must be an ISO 8601 date or date-time<');
  });

  test('tells of an outage that began before the range, and of one that lasts', async () => {
    const { database } = api;
    await database.query(`DELETE FROM events WHERE target_id = $1 AND started_at > '2026-01-15T09:10Z'`, [id]);
    await database.query(`UPDATE events SET ended_at = NULL WHERE target_id = $1 AND type = 'down'`, [id]);
    await database.query(
      `UPDATE standings SET status = 'down', status_since = '2026-01-15T09:00Z', last_response_time_us = NULL
       WHERE target_id = $1`,
      [id],
    );
    const { text } = await person.get(`${path}?date_range[from]=2026-01-15T10:00`);
    expect(textOf(text)).toContain('Down since 15 Jan 2026, 09:00 (3 h)');
    expect(textOf(text)).toContain('3 h so far');
    expect(fact(text, 'Last response time')).toBe('–');
    expect([fact(text, 'Uptime'), fact(text, 'Outages')]).toEqual(['0 %', '1']);
  });

  test('says that it has no news rather than that all is well', async () => {
    await api.database.query(
      `UPDATE standings SET known_until = '2026-01-15T11:59Z', last_checked_at = '2026-01-15T11:58Z',
         next_check_at = '2026-01-15T11:59Z' WHERE target_id = $1`,
      [id],
    );
    await api.database.query(`DELETE FROM events WHERE target_id = $1 AND started_at > '2026-01-15T09:10Z'`, [id]);
    await api.database.query(`UPDATE events SET ended_at = NULL WHERE target_id = $1 AND type = 'down'`, [id]);
    const text = textOf((await person.get(path)).text);
    expect(text).toContain('No news A check is overdue: the last one began at 15 Jan 2026, 11:58:00.');
    expect(text).toContain('not over, as far as is known');
    expect(text).not.toContain('so far');
  });

  test('speaks Spanish where its reader does', async () => {
    await api.database.query(`UPDATE users SET language = 'es' WHERE id = $1`, [userId]);
    const { text } = await person.get(path);
    expect(fact(text, 'Mediana')).toBe('100 ms');
    expect(fact(text, 'Disponibilidad')).toBe('98,611 %');
    expect(text).toContain('data-locale="es"');
  });

  test('is nobody else’s', async () => {
    expect((await stranger.get(path)).status).toBe(404);
    await api.database.query('UPDATE targets SET group_id = $2 WHERE id = $1', [id, await makeGroup('Shops')]);
    expect((await stranger.get(path)).status).toBe(404);
  });

  test('is found by the path of the group that it was in, as are its forms', async () => {
    const shops = await makeGroup('Shops');
    await api.database.query('UPDATE targets SET group_id = $2 WHERE id = $1', [id, shops]);
    const now = `/groups/${shops}/targets/${id}`;
    const whither = async (place: string) => {
      const { status, headers } = await person.get(`${path}${place}`);
      return [status, decodeURIComponent(headers['location'] ?? '')];
    };
    expect(await whither('?range=7d')).toEqual([303, `${now}?range=7d`]);
    const range = 'date_range[from]=2026-01-02&date_range[to]=2026-01-03';
    expect(await whither(`?${range}`)).toEqual([303, `${now}?${range}`]);
    for (const form of ['edit', 'delete']) expect(await whither(`/${form}`)).toEqual([303, `${now}/${form}`]);
  });

  test('is changed and deleted by forms that were shown before it was moved', async () => {
    const shops = await makeGroup('Shops');
    const form_key = formKeyOf((await person.get(`${path}/edit`)).text);
    const send = async (form: string) => {
      const params = { 'target_url[name]': 'Renamed', 'target_url[group_id]': String(groupId) };
      const { status, headers } = await person.send(`${path}/${form}`, { form_key, ...params });
      return [status, headers['location']];
    };
    await api.database.query('UPDATE targets SET group_id = $2 WHERE id = $1', [id, shops]);
    expect(await send('edit')).toEqual([303, `/groups/${shops}/targets/${id}`]);
    expect(await stored(id)).toMatchObject([{ name: 'Renamed', group_id: shops }]);
    expect(await send('delete')).toEqual([303, `/groups/${shops}`]);
    expect(await stored(id)).toEqual([]);
  });

  test('tells in a table which of its days were not up', async () => {
    const { text } = await person.get(path);
    const table = /<details><summary>Days with downtime.*?<\/details>/s.exec(text)?.[0] ?? '';
    expect(rowsIn(table)).toEqual([
      ['15 Jan 2026', 'down for 20 min in 1 outage'],
      ['18 Oct 2025 to 31 Dec 2025', 'unknown'],
    ]);
  });

  test('tells of all 200 changes that it has room for, and of the outage before them', async () => {
    await api.database.query('DELETE FROM events WHERE target_id = $1', [id]);
    await api.database.query(
      `INSERT INTO events (target_id, type, started_at, ended_at)
       SELECT $1, (CASE WHEN n % 2 = 0 THEN 'down' ELSE 'up' END)::event_type,
         timestamptz '2026-01-10T00:00Z' + n * interval '1 minute',
         timestamptz '2026-01-10T00:00Z' + (n + 1) * interval '1 minute'
       FROM generate_series(0, 200) AS n`,
      [id],
    );
    const within = await person.get(`${path}?date_range[from]=2026-01-10T00:00:30`);
    expect(within.text).not.toContain('See earlier outages among the events');
    expect(within.text.match(/<td[^>]*>1 min<\/td>/g)).toHaveLength(101);
    const beyond = await person.get(`${path}?date_range[from]=2026-01-10T00:00`);
    expect(beyond.text).toContain('See earlier outages among the events');
  });
});
