import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signUp } from '../support/client.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { dataFolder, startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

let db: TestDatabase;
let data: Awaited<ReturnType<typeof dataFolder>>;
let service: Service;
const hits: number[] = [];
const site = http.createServer((_, answer) => {
  hits.push(Date.now());
  answer.end('ok');
});
const port = net.createServer((socket) => {
  hits.push(Date.now());
  socket.on('error', () => undefined).resume();
});

async function open(server: net.Server, at = 0): Promise<number> {
  server.listen(at, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function shut(server: net.Server): Promise<void> {
  if (server instanceof http.Server) server.closeAllConnections();
  server.close();
  await once(server, 'close');
}

beforeAll(async () => {
  db = await testDatabase();
  data = await dataFolder();
  service = await startService({ DATABASE_URL: db.url, DATA_DIR: data.path });
});
afterAll(async () => {
  await service.stop();
  await Promise.all([site, port].filter((server) => server.listening).map(shut));
  await data.remove();
  await db.close();
});

test('from sign-up over an outage and its end to a cancelled account', { timeout: 90_000 }, async () => {
  const client = await signUp(service);
  const sitePort = await open(site);
  const portNumber = await open(port);
  const plan = { seconds_between_checks: 5, timeout: 2, retries_per_check: 1 };
  const asked = Date.now();
  const urlId = await client.monitor('urls', { url: `http://127.0.0.1:${sitePort}/`, ...plan });
  const portId = await client.monitor('custom_ports', { host: '127.0.0.1', port_number: portNumber, ...plan });
  const pingId = await client.monitor('pings', { host: '127.0.0.1', ...plan });
  const statuses = (targets: { status: string }[]) => targets.map(({ status }) => status);

  // Where the machine permits no ICMP at all, nobody looked at the third: it stays pending, and is not down.
  await until(client.targets, ([url, custom]) => url?.status === 'up' && custom?.status === 'up');
  expect(hits[0] ?? Infinity).toBeLessThan(asked + 1000);
  const [, , ping] = await client.targets();
  expect(['up', 'pending']).toContain(ping?.status);

  const shutAt = Date.now();
  await shut(site);
  await shut(port);
  const down = await until(client.targets, ([url, custom]) => url?.status === 'down' && custom?.status === 'down');
  expect(statuses(down).slice(0, 2)).toEqual(['down', 'down']);
  for (const id of [urlId, portId]) {
    const [outage] = (await client.events()).filter((event) => event.target_id === id && event.type === 'down');
    expect(outage?.reason?.code).toBe('connection_refused');
    expect(outage?.ended_at).toBeNull();
    const [result] = await db.database.query<{ started_at: Date; attempts: number }>(
      `SELECT started_at, attempts FROM check_results WHERE target_id = $1 AND outcome = 'down' ORDER BY started_at`,
      [id],
    );
    // It starts at the first failed attempt, and came only after the retry that followed it.
    expect(result?.attempts).toBe(2);
    const startedAt = result?.started_at.getTime() ?? 0;
    expect(startedAt).toBeGreaterThanOrEqual(shutAt);
    expect(Date.parse(outage?.started_at ?? '')).toBe(Math.floor(startedAt / 1000) * 1000);
    expect(Date.now()).toBeGreaterThanOrEqual(startedAt + 1000);
  }

  await open(site, sitePort);
  await open(port, portNumber);
  await until(client.targets, ([url, custom]) => url?.status === 'up' && custom?.status === 'up');
  const events = (await client.events()).filter(({ target_id }) => target_id === urlId);
  expect(events.map(({ type }) => type)).toEqual(['up', 'down', 'up']);
  expect(events[1]?.ended_at).toBe(events[0]?.started_at);

  const { date_range, uptimes } = await client.uptimes();
  const seconds = (Date.parse(date_range.to) - Date.parse(date_range.from)) / 1000;
  expect(uptimes.map(({ target_id }) => target_id)).toEqual([urlId, portId, pingId]);
  for (const row of uptimes) expect(row.up_seconds + row.down_seconds + row.unknown_seconds).toBe(seconds);
  expect(uptimes[0]).toMatchObject({ down_seconds: events[1]?.duration_seconds, outages: 1, failed_checks: 1 });

  expect((await service.api('DELETE', '/users', { token: client.token })).status).toBe(204);
  expect((await service.api('GET', '/groups', { token: client.token })).status).toBe(401);
  for (const table of ['targets', 'standings']) {
    expect(await db.database.query(`SELECT 1 FROM ${table}`)).toEqual([]);
  }
  // In the background.
  for (const table of ['events', 'gaps', 'check_results', 'purges']) {
    await until(
      () => db.database.query(`SELECT 1 FROM ${table}`),
      (rows) => rows.length === 0,
    );
  }
  const last = hits.length;
  await new Promise((resolve) => setTimeout(resolve, 7000));
  expect(hits.length).toBe(last);
});
