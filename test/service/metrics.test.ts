import net, { type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import { fetch } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { partitionLock } from '../../src/monitoring/locks.js';
import { signUp } from '../support/client.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { readMetrics } from '../support/exposition.js';
import { dataFolder, startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

const token = 'secret-of-the-scraper';
const bearer = { Authorization: `Bearer ${token}` };
const kind = 'target_custom_port';

let db: TestDatabase;
let data: Awaited<ReturnType<typeof dataFolder>>;
let listener: Server;

beforeAll(async () => {
  db = await testDatabase();
  data = await dataFolder();
  listener = net.createServer((socket) => socket.on('error', () => undefined).resume());
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
});
afterAll(async () => {
  listener.close();
  await data.remove();
  await db.close();
});

const env = () => ({ DATABASE_URL: db.url, DATA_DIR: data.path });
const portOf = (server: Server) => (server.address() as AddressInfo).port;

/** Where a service says that it serves metrics, beside its main port. */
const metricsUrl = (service: Service) => String(service.log.find(({ msg }) => msg === 'metrics are served')?.['url']);

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

test('a scrape is well-formed, shows both threads, and its counters move', { timeout: 90_000 }, async () => {
  const service = await startService({ ...env(), METRICS_TOKEN: token, LOG_LEVEL: 'trace' });
  const scrape = async () => {
    const { status, body } = await service.text('/metrics', { headers: bearer });
    expect(status).toBe(200);
    return readMetrics(body);
  };
  const before = await scrape();
  expect(before.value('port_monitor_monitoring_up')).toBe(1);
  expect(before.value('port_monitor_checks_total', { kind, outcome: 'up' })).toBe(0);
  expect(before.value('port_monitor_results_dropped_total')).toBe(0);
  expect(before.value('port_monitor_results_waiting')).toBe(0);
  expect(before.value('process_resident_memory_bytes')).toBeGreaterThan(1e6);
  for (const thread of ['main', 'monitoring']) {
    expect(before.value('port_monitor_database_pool_connections', { thread, state: 'total' })).toBeGreaterThan(0);
    expect(before.value('port_monitor_database_pool_connections', { thread, state: 'idle' })).toBeGreaterThanOrEqual(0);
    expect(before.value('port_monitor_database_pool_waiting', { thread })).toBe(0);
    expect(before.value('port_monitor_event_loop_lag_seconds_count', { thread })).toBeGreaterThan(0);
  }

  const client = await signUp(service);
  const plan = { host: '127.0.0.1', timeout: 2, retries_per_check: 0, seconds_between_checks: 3600 };
  await client.monitor('custom_ports', { ...plan, port_number: portOf(listener) });
  await client.monitor('custom_ports', { ...plan, port_number: await freePort() });
  const after = await until(
    scrape,
    (seen) =>
      seen.value('port_monitor_checks_total', { kind, outcome: 'up' }) === 1 &&
      seen.value('port_monitor_checks_total', { kind, outcome: 'down' }) === 1,
  );
  expect(after.value('port_monitor_checks_total', { kind: 'target_url', outcome: 'up' })).toBe(0);
  for (const what of ['lateness', 'duration']) {
    expect(after.value(`port_monitor_check_${what}_seconds_count`, { kind })).toBe(2);
    expect(after.value(`port_monitor_check_${what}_seconds_sum`, { kind })).toBeLessThan(5);
  }
  await until(scrape, (seen) => seen.value('port_monitor_checks_in_flight') === 0);
  // The watchdog looks every ten seconds.
  await until(scrape, (seen) => seen.value('port_monitor_monitors_overdue') === 0);

  await service.text('/api/groups/4711/nothing?app_key=x');
  await service.text('/somewhere/else');
  await service.text('/healthz', { method: 'PROPFIND' });
  const requests = await scrape();
  const count = (route: string, method: string, status: number) =>
    requests.value('port_monitor_http_requests_total', { route, method, status: String(status) });
  expect(count('/api/groups/:group_id/target/custom_ports', 'POST', 201)).toBe(2);
  expect(requests.value('port_monitor_http_request_duration_seconds_count', { route: '/api/users/sign-up' })).toBe(1);
  expect([count('/api/*', 'GET', 404), count('unknown', 'GET', 404), count('/healthz', 'other', 405)]).toEqual([
    1, 1, 1,
  ]);

  expect(await service.stop()).toBe(0);
  expect(service.log.length).toBeGreaterThan(0);
  expect(JSON.stringify(service.log) + service.output.join()).not.toContain(token);
});

test('a scrape without the token is refused, on either port, and says nothing', async () => {
  const service = await startService({ ...env(), METRICS_TOKEN: token, METRICS_PORT: '0', LOG_LEVEL: 'trace' });
  const main = (headers: Record<string, string>) => service.text('/metrics', { headers });
  const own = async (headers: Record<string, string>) => {
    const answer = await fetch(metricsUrl(service), { headers });
    return { status: answer.status, body: await answer.text(), asks: answer.headers.get('www-authenticate') };
  };
  for (const scrape of [main, own]) {
    const wrong = [{}, { Authorization: 'Bearer ' }, { Authorization: `Bearer ${token}x` }, { Authorization: token }];
    for (const headers of wrong) {
      const { status, body } = await scrape(headers);
      expect([status, JSON.parse(body)]).toMatchObject([401, { code: 'invalid_metrics_token' }]);
      expect(body).not.toContain('port_monitor_');
    }
    expect((await scrape(bearer)).body).toContain('port_monitor_');
  }
  expect((await own({})).asks).toBe('Bearer');
  expect((await service.text('/metrics', { method: 'POST', headers: bearer })).status).toBe(405);
  await service.stop();
  expect(JSON.stringify(service.log)).not.toContain(token);
});

test('with a port and no token metrics are there for anybody, and not beside the API', async () => {
  const service = await startService({ ...env(), METRICS_PORT: '0' });
  const answer = await fetch(metricsUrl(service));
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(readMetrics(await answer.text()).names).toContain('port_monitor_checks_total');
  expect((await fetch(new URL('/healthz', metricsUrl(service)))).status).toBe(404);
  expect(await service.get('/metrics')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect(await service.stop()).toBe(0);
});

test('metrics are off unless they are asked for', async () => {
  const service = await startService(env());
  expect(await service.get('/metrics')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect(service.log.filter(({ msg }) => msg === 'metrics are served')).toEqual([]);
  await service.stop();
});

test('a port for metrics that is taken stops the start with one line that names it', async () => {
  const port = portOf(listener);
  await expect(startService({ ...env(), METRICS_PORT: String(port) })).rejects.toThrow(
    new RegExp(`METRICS_PORT ${port} .* is in use`),
  );
});

test('while the monitoring thread does not answer, a scrape shows the rest and says so', async () => {
  const fresh = await testDatabase();
  // The thread makes the days of its results before it answers anything: here it waits for its turn.
  const turn = await fresh.database.pool.connect();
  await turn.query('SELECT pg_advisory_lock($1)', [partitionLock]);
  const port = await freePort();
  const starting = startService({ ...env(), DATABASE_URL: fresh.url, METRICS_PORT: String(port) });
  const scrape = () =>
    fetch(`http://127.0.0.1:${port}/metrics`).then(
      async (answer) => readMetrics(await answer.text()),
      () => undefined,
    );
  const hung = await until(scrape, (seen) => seen !== undefined);
  expect(hung?.value('port_monitor_monitoring_up')).toBe(0);
  expect(hung?.value('process_resident_memory_bytes')).toBeGreaterThan(1e6);
  expect(hung?.names).not.toContain('port_monitor_checks_total');
  turn.release(true);
  const service = await starting;
  await until(scrape, (seen) => seen?.value('port_monitor_monitoring_up') === 1);
  await service.stop();
  await fresh.close();
});
