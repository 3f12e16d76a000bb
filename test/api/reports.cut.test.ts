import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { appKey, beginning, makeGroup, testApi, type Account, type TestApi } from '../support/api.js';
import { blocked } from '../support/held.js';
import { makeMonitor } from '../support/monitors.js';
import { tcpProxy, type TcpProxy } from '../support/tcpProxy.js';
import { until } from '../support/until.js';

let api: TestApi;
let wire: TcpProxy;
let account: Account;

const monitors = 30;
const hours = 2000;
const everything = `date_range[from]=${new Date(beginning - hours * 3_600_000).toISOString()}`;
const events = `/api/events?format=csv&${everything}`;
const series = `/api/reports/response_times?interval=hour&${everything}`;

beforeAll(async () => {
  api = await testApi(
    {},
    {
      async via(text) {
        const url = new URL(text);
        wire = await tcpProxy(url.hostname, Number(url.port));
        return Object.assign(url, { hostname: '127.0.0.1', port: String(wire.port) }).href;
      },
    },
  );
  account = await api.signUp();
  const groupId = await makeGroup(api.as(account));
  for (let made = 0; made < monitors; made += 1) await makeMonitor(api.direct, { userId: account.id, groupId });
  await api.direct.query('CREATE TABLE check_results_test PARTITION OF check_results DEFAULT');
  const first = new Date(beginning - hours * 3_600_000);
  await api.direct.query('UPDATE targets SET created_at = $1', [first]);
  await api.direct.query(
    `INSERT INTO events (target_id, type, started_at, ended_at, reason_code, reason_detail)
     SELECT id, (ARRAY['up', 'down'])[1 + n % 2]::event_type, $1::timestamptz + n * interval '1 hour',
       $1::timestamptz + (n + 1) * interval '1 hour', 'http_status', repeat('long ', 40)
     FROM targets CROSS JOIN generate_series(0, $2::int - 1) AS n`,
    [first, hours],
  );
  await api.direct.query(
    `INSERT INTO check_results (target_id, started_at, outcome, attempts, response_time_us)
     SELECT id, $1::timestamptz + n * interval '1 hour', 'up', 1, 1000
     FROM targets CROSS JOIN generate_series(0, $2::int - 1) AS n`,
    [first, hours],
  );
});
afterEach(async () => {
  vi.restoreAllMocks();
  api.lines.length = 0;
  if (await isCut()) await wire.mend();
});
afterAll(async () => {
  await api.close();
  await wire.close();
});

const isCut = () =>
  api.database.query('SELECT 1').then(
    () => false,
    () => true,
  );

/** An answer of which nothing was read yet. */
async function begun(path: string): Promise<IncomingMessage> {
  const { port } = api.server.address() as AddressInfo;
  const sent = request({
    ...{ port, host: '127.0.0.1', path, method: 'GET' },
    headers: { 'X-App-Key': appKey, Authorization: `Bearer ${account.token}`, 'X-Forwarded-Proto': 'https' },
  });
  sent.end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return answer.pause();
}

/** Resolves to how long an answer is; rejects where it ends early. */
async function lengthOf(answer: IncomingMessage): Promise<number> {
  let length = 0;
  for await (const piece of answer) length += (piece as Buffer).length;
  return length;
}

const atWork = () =>
  api.direct.query(
    `SELECT FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND state IS DISTINCT FROM 'idle'`,
  );

test.each(['/api/events', '/api/reports/uptimes', '/api/reports/response_times'])(
  'CSV of %s, asked while the database goes away, is a problem like any other',
  async (path) => {
    let answer: ReturnType<ReturnType<TestApi['as']>> | undefined;
    await api.direct.transaction(async (query) => {
      await query('LOCK TABLE events, check_rollups, check_results IN ACCESS EXCLUSIVE MODE');
      answer = api.as(account)('GET', path, { headers: { Accept: 'text/csv' } });
      await blocked(api.direct);
      await wire.cut();
    });
    const { status, headers, body } = (await answer) ?? {};
    expect([status, headers?.['content-type'], body?.code]).toEqual([503, 'application/problem+json', 'unavailable']);
    expect(headers).not.toHaveProperty('content-disposition');
  },
);

test('an answer that fails in the middle is cut, and told to the log alone', async () => {
  // As in production: where Express does not hold back what it prints.
  api.app.set('env', 'production');
  const printed = vi.spyOn(console, 'error').mockReturnValue(undefined);
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const answer = await begun(events);
  await wire.cut();
  await expect(lengthOf(answer)).rejects.toThrow('aborted');
  await until(
    () => Promise.resolve(api.lines),
    (lines) => lines.some(({ level }) => level === 'warn'),
  );
  // Express would print in a later turn of the event loop.
  expect((await api.send('GET', '/healthz')).status).toBe(200);
  expect(printed).not.toHaveBeenCalled();
  expect(written).not.toHaveBeenCalled();
});

test.each([events, series, `${series}&format=csv`])(
  'a client that goes away in the middle of %s leaves no connection and no transaction behind',
  async (path) => {
    for (let time = 0; time < 12; time += 1) (await begun(path)).destroy();
    await until(atWork, (rows) => rows.length === 0);
    await until(
      () => Promise.resolve(api.database.pool),
      ({ idleCount, totalCount, waitingCount }) => idleCount === totalCount && waitingCount === 0,
    );
    expect(await lengthOf(await begun(path))).toBeGreaterThan(1e6);
    expect(api.lines.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([]);
  },
);
