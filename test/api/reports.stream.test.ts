import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appKey, beginning, makeGroup, testApi, type Account, type TestApi } from '../support/api.js';
import { makeMonitor } from '../support/monitors.js';
import { until } from '../support/until.js';

let api: TestApi;
let account: Account;

const monitors = 100;
const minutes = 1440;

beforeAll(async () => {
  api = await testApi();
  account = await api.signUp();
  const groupId = await makeGroup(api.as(account));
  for (let made = 0; made < monitors; made += 1) await makeMonitor(api.database, { userId: account.id, groupId });
  await api.database.query('CREATE TABLE check_results_test PARTITION OF check_results DEFAULT');
  const from = new Date(beginning - minutes * 60_000);
  await api.database.query('UPDATE targets SET created_at = $1', [from]);
  await api.database.query(
    `INSERT INTO check_results (target_id, started_at, outcome, attempts, response_time_us)
     SELECT id, $1::timestamptz + n * interval '1 minute', 'up', 1, 1000 + n
     FROM targets CROSS JOIN generate_series(1, $2::int - 1) AS n`,
    [from, minutes],
  );
});
afterAll(async () => {
  await api.close();
});

async function series(): Promise<IncomingMessage> {
  const { port } = api.server.address() as AddressInfo;
  const from = encodeURIComponent(new Date(beginning - minutes * 60_000).toISOString());
  const sent = request({
    ...{ port, host: '127.0.0.1', path: `/api/reports/response_times?interval=minute&date_range[from]=${from}` },
    headers: { 'X-App-Key': appKey, Authorization: `Bearer ${account.token}`, 'X-Forwarded-Proto': 'https' },
  });
  sent.end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return answer;
}

const open = () =>
  api.database.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
  );

test('clients that do not read their long reports hold nothing that others need', async () => {
  const more = 2 * api.database.pool.options.max;
  const unread = await Promise.all(Array.from({ length: more }, series));
  for (const answer of unread) answer.pause();
  await until(open, (rows) => rows.length === 0);
  expect((await api.as(account)('GET', '/api/profile')).status).toBe(200);
  expect((await api.as(account)('GET', '/api/reports/uptimes')).status).toBe(200);

  // What was begun is whole for whoever reads it after all.
  const [read, ...given] = unread;
  for (const answer of given) answer.destroy();
  let text = '';
  for await (const piece of read?.setEncoding('utf8') ?? []) text += String(piece);
  const headers = Object.fromEntries(Object.entries(read?.headers ?? {}).map(([name, value]) => [name, String(value)]));
  api.check({ method: 'GET', path: '/api/reports/response_times', status: read?.statusCode ?? 0, headers, text });
  const { response_times: rows } = JSON.parse(text) as { response_times: { checks: number; series: unknown[] }[] };
  expect(rows.map(({ checks, series }) => [checks, series.length])).toEqual(rows.map(() => [minutes - 1, minutes - 1]));
  expect(rows).toHaveLength(monitors);
});
