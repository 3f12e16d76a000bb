import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginning, testApi, type Account, type TestApi } from '../support/api.js';
import { makeMonitor } from '../support/monitors.js';

let api: TestApi;
let account: Account;
let groupId: number;
const names = [
  '=1+1',
  '@SUM(A1)',
  '+1',
  '-1',
  '\tx',
  'a,b',
  'say "hi"',
  'two\nlines',
  'carriage\rreturn',
  "'quoted",
  'a;=1+1',
  'a\t @x',
  'a\n＝1',
  '；',
  'a;b',
  '－1',
  'ñandú',
  ' ',
];
const hour = 3_600_000;

beforeAll(async () => {
  api = await testApi();
  account = await api.signUp();
  const made = await api.as(account)('POST', '/api/groups', { json: { group: { name: 'Servers' } } });
  groupId = made.body.group?.id ?? 0;
  await api.database.query('CREATE TABLE check_results_test PARTITION OF check_results DEFAULT');
  for (const name of names) {
    const id = await makeMonitor(api.database, { userId: account.id, groupId });
    await api.database.query('UPDATE targets SET name = $2, created_at = $3 WHERE id = $1', [
      ...[id, name, new Date(beginning - 48 * hour)],
    ]);
    await api.database.query(
      `INSERT INTO check_results (target_id, started_at, outcome, attempts, response_time_us)
       SELECT $1, $2::timestamptz + n * interval '1 minute', 'up', 1, 1000 + n FROM generate_series(0, 119) AS n`,
      [id, new Date(beginning - 2 * hour)],
    );
    await api.database.query(
      `INSERT INTO events (target_id, type, started_at, ended_at, reason_code, reason_detail)
       SELECT $1, (ARRAY['up', 'down'])[1 + n % 2]::event_type, $2::timestamptz + n * interval '1 minute',
         CASE WHEN n < 99 THEN $2::timestamptz + (n + 1) * interval '1 minute' END,
         CASE n % 2 WHEN 1 THEN 'http_status' END, CASE n % 2 WHEN 1 THEN '=HTTP 503, "gone"' END
       FROM generate_series(0, 99) AS n`,
      [id, new Date(beginning - 2 * hour)],
    );
  }
});
afterAll(async () => {
  await api.close();
});

const get = (path: string, headers: Record<string, string> = {}) => api.as(account)('GET', path, { headers });

/** Records of RFC 4180, read character by character. */
function parse(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (quoted) {
      if (char === '"' && text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (char === '"') quoted = false;
      else cell += char;
    } else if (char === '"') quoted = true;
    else if (char === ',') {
      record.push(cell);
      cell = '';
    } else if (char === '\r' && text[at + 1] === '\n') {
      records.push([...record, cell]);
      [record, cell] = [[], ''];
      at += 1;
    } else {
      if (char === '\n' || char === '\r') throw new Error('a line break outside of quotes');
      cell += char;
    }
  }
  expect([record, cell, quoted]).toEqual([[], '', false]);
  return records;
}

const dangerous = new Map([
  ['a;=1+1', "a;'=1+1"],
  ['a\t @x', "a\t' @x"],
  ['a\n＝1', "a\n'＝1"],
]);

/** What a cell of JSON is in a table. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return JSON.stringify(value);
  return dangerous.get(value) ?? (/^[=+\-@－\t\r]/.test(value) ? `'${value}` : value);
}

type Row = Record<string, unknown>;
const bodyOf = (text: string) => JSON.parse(text) as Record<string, Row[]>;

describe('the form of an answer', () => {
  test.each([
    ['', undefined, 'application/json; charset=utf-8'],
    ['', 'text/csv', 'text/csv; charset=utf-8; header=present'],
    ['', '*/*', 'application/json; charset=utf-8'],
    ['', 'text/csv;q=0.5, application/json', 'application/json; charset=utf-8'],
    ['', 'application/json;q=0.5, text/csv', 'text/csv; charset=utf-8; header=present'],
    ['', 'image/png', 'application/json; charset=utf-8'],
    ['', 'text/csv; charset=utf-8', 'text/csv; charset=utf-8; header=present'],
    ['', 'text/csv;header="a, b;c";q=0.9, application/json;q=0.8', 'text/csv; charset=utf-8; header=present'],
    ['', 'application/json; charset=utf-8, text/csv;q=0.5', 'application/json; charset=utf-8'],
    ['', 'application/json;charset=utf-8;q=0.4, text/csv;q=0.5', 'text/csv; charset=utf-8; header=present'],
    ['', 'text/*', 'text/csv; charset=utf-8; header=present'],
    ['', 'text/csv;q=0', 'application/json; charset=utf-8'],
    ['', 'text/csv; charset=utf-8; q=0, */*', 'application/json; charset=utf-8'],
    ['', 'text/csv, */*', 'text/csv; charset=utf-8; header=present'],
    ['?format=csv', 'application/json', 'text/csv; charset=utf-8; header=present'],
    ['?format=json', 'text/csv', 'application/json; charset=utf-8'],
  ])('of %j with Accept %j is %s', async (query, accept, type) => {
    for (const path of ['/api/events', '/api/reports/uptimes', '/api/reports/response_times']) {
      const { status, headers } = await get(path + query, accept === undefined ? {} : { Accept: accept });
      expect([status, headers['content-type'], headers['vary']]).toEqual([200, type, 'Accept']);
      const head = await api.as(account)('HEAD', path + query, {
        headers: accept === undefined ? {} : { Accept: accept },
      });
      expect([head.status, head.headers['content-type'], head.text]).toEqual([200, type, '']);
    }
  });

  test('that is neither is told beside what else is wrong', async () => {
    const { status, body } = await get('/api/reports/response_times?format=CSV&interval=year');
    expect(status).toBe(422);
    expect(body.errors?.map(({ param, code }) => [param, code])).toEqual([
      ['format', 'invalid'],
      ['interval', 'invalid'],
    ]);
  });

  test('of a problem is a problem', async () => {
    const { status, headers } = await get('/api/events?format=csv&target_ids=x');
    expect([status, headers['content-type']]).toEqual([422, 'application/problem+json']);
  });
});

describe('a table', () => {
  test('of uptimes has the rows that JSON has', async () => {
    const json = bodyOf((await get('/api/reports/uptimes')).text)['uptimes'] ?? [];
    const { text, headers } = await get('/api/reports/uptimes?format=csv');
    const [columns = [], ...rows] = parse(text);
    expect(columns).toEqual(Object.keys(json[0] ?? {}));
    expect(rows).toEqual(json.map((row) => columns.map((name) => cell(row[name]))));
    expect(rows).toHaveLength(names.length);
    expect(headers['content-disposition']).toBe('attachment; filename="uptimes.csv"');
  });

  test('of response times has a row for each monitor and one for each bucket', async () => {
    const json = bodyOf((await get('/api/reports/response_times')).text)['response_times'] ?? [];
    const [columns = [], ...rows] = parse((await get('/api/reports/response_times?format=csv')).text);
    const expected = json.flatMap((row) => [
      { ...row, at: null },
      ...(row['series'] as Row[]).map((bucket) => ({
        ...{ target_id: row['target_id'], target_name: row['target_name'] },
        ...bucket,
      })),
    ]);
    expect(rows).toEqual(expected.map((row: Row) => columns.map((name) => cell(row[name]))));
    expect(rows.length).toBeGreaterThan(names.length * 20);
  });

  test('of events has all of the range, however many pages they are', async () => {
    const json: Row[] = [];
    for (let cursor = ''; ;) {
      const body = bodyOf((await get(`/api/events?cursor=${cursor}`)).text) as Record<string, Row[]> & {
        next_cursor: string | null;
      };
      json.push(...(body['events'] ?? []));
      if (body.next_cursor === null) break;
      cursor = body.next_cursor;
    }
    const [columns = [], ...rows] = parse((await get('/api/events', { Accept: 'text/csv' })).text);
    const expected = json.map((row): Row => {
      const reason = row['reason'] as { code: string; detail: string } | null;
      return { ...row, reason_code: reason?.code, reason_detail: reason?.detail };
    });
    expect(rows).toHaveLength(names.length * 100);
    expect(rows).toEqual(expected.map((row) => columns.map((name) => cell(row[name]))));
  });

  test('of a page of events says where the next begins', async () => {
    const first = await get('/api/events?format=csv&limit=7');
    expect(parse(first.text)).toHaveLength(8);
    const cursor = first.headers['x-next-cursor'] ?? '';
    const second = await get(`/api/events?format=csv&limit=7&cursor=${cursor}`);
    const all = parse((await get('/api/events?format=csv')).text);
    expect(parse(second.text).slice(1)).toEqual(all.slice(8, 15));
    const long = await get('/api/events?format=csv&limit=1000&cursor=' + cursor);
    expect(long.headers['x-next-cursor']).toBeDefined();
    const last = await get('/api/events?format=csv&limit=1000&cursor=' + (long.headers['x-next-cursor'] ?? ''));
    expect(parse(last.text).slice(1)).toEqual(all.slice(1008));
    expect(last.headers).not.toHaveProperty('x-next-cursor');
    expect((await get('/api/events?format=csv')).headers).not.toHaveProperty('x-next-cursor');
  });

  test('without rows has its columns', async () => {
    const { text } = await get('/api/events?format=csv&date_range[from]=2020-01-01&date_range[to]=2020-01-02');
    expect(text).toBe(
      'id,target_id,target_name,group_id,type,started_at,ended_at,duration_seconds,reason_code,reason_detail\r\n',
    );
  });
});
