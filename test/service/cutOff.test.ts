import { afterAll, beforeAll, expect, test } from 'vitest';
import { signUp } from '../support/client.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { listen } from '../support/servers.js';
import { dataFolder, startService } from '../support/service.js';
import { until } from '../support/until.js';

let db: TestDatabase;
let data: Awaited<ReturnType<typeof dataFolder>>;

beforeAll(async () => {
  db = await testDatabase();
  data = await dataFolder();
});
afterAll(async () => {
  await data.remove();
  await db.close();
});

const quick = { seconds_between_checks: 5, timeout: 2, retries_per_check: 0 };
const quiet = (socket: { on(name: 'error', heard: () => void): unknown }) => void socket.on('error', () => undefined);

function count(table: string, where: string): Promise<number> {
  return db.database
    .query<{ count: number }>(`SELECT count(*) AS count FROM ${table} WHERE ${where}`)
    .then(([row]) => row?.count ?? 0);
}

test(
  'while no canary answers nothing goes down, and when one does again what is down is told',
  { timeout: 60_000 },
  async () => {
    const target = await listen(quiet);
    const canary = await listen(quiet);
    const service = await startService({
      DATABASE_URL: db.url,
      DATA_DIR: data.path,
      CANARIES: `127.0.0.1:${canary.port}`,
    });
    const client = await signUp(service);
    const id = await client.monitor('custom_ports', { host: '127.0.0.1', port_number: target.port, ...quick });
    await until(client.targets, ([monitor]) => monitor?.status === 'up');
    const readiness = () => service.get<{ ok: boolean; cut_off: boolean }>('/readyz');
    expect((await readiness()).body.cut_off).toBe(false);

    await canary[Symbol.asyncDispose]();
    await target[Symbol.asyncDispose]();
    await until(
      () => count('check_results', `target_id = ${id} AND outcome = 'unchecked'`),
      (checks) => checks >= 2,
    );
    await until(readiness, ({ body }) => body.cut_off);
    expect((await readiness()).status).toBe(200);
    expect(await count('events', `target_id = ${id} AND type = 'down'`)).toBe(0);
    expect(service.log.filter(({ msg }) => String(msg).includes('no canary answers'))).toHaveLength(1);

    await using _canary = await listen(quiet, '127.0.0.1', canary.port);
    await until(
      () => count('events', `target_id = ${id} AND type = 'down'`),
      (events) => events === 1,
    );
    await until(readiness, ({ body }) => !body.cut_off);
    // Between the last check that vouched for it and the first that was believed again nothing is known.
    expect(await count('gaps', `target_id = ${id} AND ended_at > started_at`)).toBe(1);
    await service.stop();
  },
);

test('hosts that fail all at once, and answer a moment later, were never down', { timeout: 60_000 }, async () => {
  const hosts = Array.from({ length: 24 }, (_, n) => `127.0.1.${n + 1}`);
  const [firstHost = '', ...others] = hosts;
  const first = await listen(quiet, firstHost);
  const { port } = first;
  // All at once: a second after they are found to fail together they are tried again.
  const open = (some: readonly string[]) => Promise.all(some.map((host) => listen(quiet, host, port)));
  const listeners = [first, ...(await open(others))];
  const service = await startService({ DATABASE_URL: db.url, DATA_DIR: data.path });
  const client = await signUp(service);
  const ids = await Promise.all(
    hosts.map((host) => client.monitor('custom_ports', { host, port_number: port, ...quick })),
  );
  const mine = `target_id IN (${ids.join()})`;
  await until(
    client.targets,
    (monitors) => monitors.length === hosts.length && monitors.every(({ status }) => status === 'up'),
  );

  await Promise.all(listeners.map((listener) => listener[Symbol.asyncDispose]()));
  await until(() => Promise.resolve(service.log.some(({ msg }) => String(msg).includes('fail together'))), Boolean);
  const again = await open(hosts);
  // A round of checks of all of them.
  const since = new Date().toISOString();
  await until(
    () => count('standings', `${mine} AND last_checked_at > '${since}'`),
    (checked) => checked === ids.length,
  );
  expect(await count('events', `${mine} AND type = 'down'`)).toBe(0);
  await service.stop();
  await Promise.all(again.map((listener) => listener[Symbol.asyncDispose]()));
});
