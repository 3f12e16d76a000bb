import net, { type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { signUp } from '../support/client.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { dataFolder, startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

let db: TestDatabase;
let data: Awaited<ReturnType<typeof dataFolder>>;
let listener: Server;
let connections = 0;
const running: Service[] = [];

beforeAll(async () => {
  data = await dataFolder();
  listener = net.createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined).resume();
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
});
beforeEach(async () => {
  db = await testDatabase();
});
afterEach(async () => {
  for (const service of running.splice(0)) await service.stop();
  await db.close();
});
afterAll(async () => {
  listener.close();
  await data.remove();
});

async function start(env: Record<string, string>): Promise<Service> {
  const service = await startService({ DATABASE_URL: db.url, DATA_DIR: data.path, ...env });
  running.push(service);
  return service;
}

const count = async (from: string) => {
  const [row] = await db.database.query<{ count: number }>(`SELECT count(*) AS count FROM ${from}`);
  return row?.count;
};

test('one process serves the API and another runs the checks', { timeout: 90_000 }, async () => {
  const api = await start({ ROLE: 'api' });
  expect(await api.get('/readyz')).toEqual({ status: 200, body: { ok: true, checks: { database: true } } });
  const client = await signUp(api);
  const plan = { host: '127.0.0.1', port_number: (listener.address() as AddressInfo).port };
  await client.monitor('custom_ports', { ...plan, seconds_between_checks: 5, timeout: 2, retries_per_check: 0 });
  expect(await count(`pg_stat_activity WHERE datname = current_database() AND application_name ~ 'checks'`)).toBe(0);
  expect(await count('checkers')).toBe(0);

  const monitor = await start({ ROLE: 'monitor' });
  await until(client.targets, ([target]) => target?.status === 'up');
  expect(await count('checkers')).toBe(1);
  expect(await monitor.get('/readyz')).toEqual({
    status: 200,
    body: { ok: true, checks: { database: true, monitoring: true }, cut_off: false },
  });
  expect((await monitor.get('/healthz')).status).toBe(200);
  for (const path of ['/groups', '/users/login', '']) {
    expect(await monitor.api('GET', path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  }

  // What is made from now on is checked as well.
  const seen = connections;
  await client.monitor('custom_ports', { ...plan, seconds_between_checks: 86_400 });
  await until(
    () => Promise.resolve(connections),
    (now) => now > seen,
  );
  expect(await monitor.stop()).toBe(0);
  expect(await api.get('/readyz')).toMatchObject({ status: 200 });
});

test('an API alone checks nothing: what is due stays due', async () => {
  const api = await start({ ROLE: 'api' });
  const client = await signUp(api);
  const seen = connections;
  await client.monitor('custom_ports', { host: '127.0.0.1', port_number: (listener.address() as AddressInfo).port });
  // As if it had been made two minutes ago.
  for (const [table, column] of [
    ['targets', 'created_at'],
    ['standings', 'next_check_at'],
  ]) {
    await db.database.query(`UPDATE ${table} SET ${column} = ${column} - interval '2 min'`);
  }
  expect(await client.targets()).toMatchObject([{ status: 'pending', stale: true, last_checked_at: null }]);
  await api.stop();
  expect(connections).toBe(seen);
  expect(await count('check_results')).toBe(0);
});

test('a process that only monitors prepares the database, and makes no app', async () => {
  const empty = await testDatabase({ empty: true });
  const monitor = await start({ ROLE: 'monitor', DATABASE_URL: empty.url, BOOTSTRAP_APP_KEY: '' });
  expect(monitor.output.join()).not.toContain('app_key');
  expect(await empty.database.query('SELECT count(*) AS count FROM apps')).toEqual([{ count: 0 }]);
  await monitor.stop();
  await empty.close();
});

test('a role that shares the work needs a database that can be shared', async () => {
  await expect(start({ ROLE: 'monitor', DATABASE_URL: '' })).rejects.toThrow(/\nROLE monitor needs DATABASE_URL/);
});
