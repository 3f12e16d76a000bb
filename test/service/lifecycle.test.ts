import net, { type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signUp } from '../support/client.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { dataFolder, startService } from '../support/service.js';
import { tcpProxy } from '../support/tcpProxy.js';
import { until } from '../support/until.js';

let db: TestDatabase;
let data: Awaited<ReturnType<typeof dataFolder>>;
let listener: Server;
let listenerPort: number;

beforeAll(async () => {
  db = await testDatabase();
  data = await dataFolder();
  listener = net.createServer((socket) => socket.on('error', () => undefined).resume());
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  listenerPort = (listener.address() as AddressInfo).port;
});
afterAll(async () => {
  listener.close();
  await data.remove();
  await db.close();
});

const env = () => ({ DATABASE_URL: db.url, DATA_DIR: data.path });
const everyFive = { seconds_between_checks: 5, timeout: 2, retries_per_check: 0 };

function count(table: string, where: string): Promise<number> {
  return db.database
    .query<{ count: number }>(`SELECT count(*) AS count FROM ${table} WHERE ${where}`)
    .then(([row]) => row?.count ?? 0);
}

describe('start and stop', () => {
  test('a stop gives claims back, exits with 0, and leaves nothing behind that says it runs', async () => {
    const service = await startService(env());
    expect(await service.get('/readyz')).toMatchObject({ status: 200, body: { ok: true } });
    expect(await service.get('/healthz')).toMatchObject({ status: 200 });
    const client = await signUp(service);
    const id = await client.monitor('custom_ports', { host: '127.0.0.1', port_number: listenerPort, ...everyFive });
    await until(client.targets, ([target]) => target?.status === 'up');
    expect(await service.stop()).toBe(0);
    expect(await count('standings', 'claimed_by IS NOT NULL')).toBe(0);
    expect(await count('checkers', 'true')).toBe(0);
    expect(await count('check_results', `target_id = ${id}`)).toBeGreaterThan(0);
  });

  test('Ctrl-C that comes twice, as under npm, is a stop like any other, beside a connection that asks nothing', async () => {
    const service = await startService(env());
    const idle = net.connect(Number(new URL(service.url).port), '127.0.0.1');
    await once(
      idle.on('error', () => undefined),
      'connect',
    );
    expect(await service.interrupt()).toBe(0);
    expect(await count('checkers', 'true')).toBe(0);
  });

  test('checks in flight at a stop end, and their results are written', async () => {
    // Accepts and answers only after a second: the check runs when the stop comes.
    const slow = net.createServer((socket) => {
      socket
        .on('error', () => undefined)
        .once('data', () => {
          setTimeout(() => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'), 1000);
        });
    });
    slow.listen(0, '127.0.0.1');
    await once(slow, 'listening');
    const service = await startService(env());
    const client = await signUp(service);
    const asked = once(slow, 'connection');
    const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}/`;
    const id = await client.monitor('urls', { url, seconds_between_checks: 3600, timeout: 5, retries_per_check: 0 });
    await asked;
    expect(await service.stop()).toBe(0);
    slow.close();
    expect(await count('check_results', `target_id = ${id} AND outcome = 'up'`)).toBe(1);
    expect(await count('events', `target_id = ${id} AND type = 'up'`)).toBe(1);
  });

  test('a port that is taken stops the start with one line that names it', async () => {
    await expect(startService({ ...env(), PORT: String(listenerPort) })).rejects.toThrow(
      new RegExp(`PORT ${listenerPort} .* is in use`),
    );
  });

  test('a setting that can not be used stops the start with one line that names it', async () => {
    await expect(startService({ ...env(), RETENTION_DAYS: 'many' })).rejects.toThrow(/\nRETENTION_DAYS must be/);
  });
});

test('after a kill -9 a restart goes on: nothing written is lost, no monitor is stuck, the gap is unknown', async () => {
  const first = await startService(env());
  const client = await signUp(first);
  const id = await client.monitor('custom_ports', { host: '127.0.0.1', port_number: listenerPort, ...everyFive });
  // Its check is in flight when the process is killed: nobody else may wait for it forever.
  const silent = net.createServer((socket) => socket.on('error', () => undefined).resume());
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const asked = once(silent, 'connection');
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
  const stuck = await client.monitor('urls', {
    url,
    seconds_between_checks: 86_400,
    timeout: 60,
    retries_per_check: 0,
  });
  await Promise.all([asked, until(client.targets, ([target]) => target?.status === 'up')]);
  const before = await count('check_results', `target_id = ${id}`);
  await first.kill();
  expect(await count('standings', `target_id = ${stuck} AND claimed_by IS NOT NULL`)).toBe(1);

  // As if it had been down for a minute longer than it was.
  await db.database.query(`UPDATE standings SET known_until = known_until - interval '1 min' WHERE target_id = $1`, [
    id,
  ]);
  const again = once(silent, 'connection');
  const second = await startService(env());
  expect(await count('check_results', `target_id = ${id}`)).toBeGreaterThanOrEqual(before);
  await until(
    () => count('check_results', `target_id = ${id}`),
    (now) => now >= before + 2,
  );
  await again;
  expect(await count('gaps', `target_id = ${id} AND ended_at - started_at > interval '30 s'`)).toBe(1);
  expect(await count('events', `target_id = ${id}`)).toBe(1);
  expect(second.log).toContainEqual(expect.objectContaining({ msg: 'took over the checks of a process that is gone' }));
  await second.stop();
  silent.close();
});

test('while the database is away requests get 503, and all goes on by itself when it is back', async () => {
  const upstream = new URL(db.url);
  const proxy = await tcpProxy(upstream.hostname, Number(upstream.port || 5432));
  const cutUrl = new URL(db.url);
  cutUrl.hostname = '127.0.0.1';
  cutUrl.port = String(proxy.port);
  const service = await startService({ ...env(), DATABASE_URL: cutUrl.href });
  const client = await signUp(service);
  const id = await client.monitor('custom_ports', { host: '127.0.0.1', port_number: listenerPort, ...everyFive });
  await until(client.targets, ([target]) => target?.status === 'up');

  await proxy.cut();
  const groups = () => service.api<{ code?: string }>('GET', '/groups', { token: client.token });
  expect(await groups()).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  await until(
    () => service.get('/readyz'),
    ({ status }) => status === 503,
  );
  expect(await service.get('/healthz')).toMatchObject({ status: 200 });

  const before = await count('check_results', `target_id = ${id}`);
  await proxy.mend();
  await until(groups, ({ status }) => status === 200);
  await until(
    () => service.get('/readyz'),
    ({ status }) => status === 200,
  );
  await until(
    () => count('check_results', `target_id = ${id}`),
    (now) => now > before,
  );
  expect(await count('events', `target_id = ${id}`)).toBe(1);
  expect(await service.stop()).toBe(0);
  await proxy.close();
});

describe('two processes on one database', () => {
  test('run each due check once, and one takes over when the other is killed', { timeout: 90_000 }, async () => {
    let connections = 0;
    const target = net.createServer((socket) => {
      connections += 1;
      socket.on('error', () => undefined).resume();
    });
    target.listen(0, '127.0.0.1');
    await once(target, 'listening');
    const [one, two] = await Promise.all([startService(env()), startService(env())]);
    const client = await signUp(one);
    const plan = { host: '127.0.0.1', port_number: (target.address() as AddressInfo).port, ...everyFive };
    const ids = await Promise.all(Array.from({ length: 10 }, () => client.monitor('custom_ports', plan)));
    const mine = `target_id IN (${ids.join()})`;
    const results = () => count('check_results', mine);
    const begin = await until(results, (now) => now >= 10);
    const seen = connections;
    await until(results, (now) => now >= begin + 20);
    // As many connections as results, but for those that are on their way: no check was made twice.
    await until(
      async () => connections - seen - ((await results()) - begin),
      (difference) => Math.abs(difference) <= 2,
    );
    const doubles = await db.database.query(
      `SELECT a.target_id FROM check_results a JOIN check_results b ON a.target_id = b.target_id
       AND b.started_at > a.started_at AND b.started_at < a.started_at + interval '1 s' WHERE a.${mine}
       AND a.started_at > (SELECT min(started_at) + interval '6 s' FROM check_results WHERE ${mine})`,
    );
    expect(doubles).toEqual([]);

    await one.kill();
    const atKill = new Date();
    await until(
      () => count('standings', `${mine} AND last_checked_at > '${atKill.toISOString()}'`),
      (checked) => checked === ids.length,
      30_000,
    );
    expect(await count('events', mine)).toBe(ids.length);
    await two.stop();
    target.close();
  });
});
