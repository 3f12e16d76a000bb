import { randomUUID } from 'node:crypto';
import net, { type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { signUp } from '../support/client.js';
import { testDatabase } from '../support/database.js';
import { dataFolder, startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

/** Signs up and logs in without a pause until `signal` aborts, so that bcrypt keeps libuv's threads at work. */
async function keepBusy(service: Service, signal: AbortSignal): Promise<number> {
  let requests = 0;
  while (!signal.aborted) {
    const user = { email: `${randomUUID()}@example.com`, password: 'correct horse' };
    await service.api('POST', '/users/sign-up', { params: { user } });
    await service.api('POST', '/users/login', { params: { user } });
    requests += 2;
  }
  return requests;
}

test('ten monitors keep their grid while the API is busy with passwords', { timeout: 90_000 }, async ({ annotate }) => {
  const db = await testDatabase();
  const data = await dataFolder();
  const service = await startService({ DATABASE_URL: db.url, DATA_DIR: data.path });
  const target = net.createServer((socket) => socket.on('error', () => undefined).resume());
  target.listen(0, '127.0.0.1');
  await once(target, 'listening');
  const client = await signUp(service);
  const port_number = (target.address() as AddressInfo).port;
  const plan = { host: '127.0.0.1', port_number, seconds_between_checks: 5, timeout: 2, retries_per_check: 0 };
  await Promise.all(Array.from({ length: 10 }, () => client.monitor('custom_ports', plan)));

  const busy = new AbortController();
  const work = [keepBusy(service, busy.signal), keepBusy(service, busy.signal)];
  // The slot of a start is the last one on the monitor's grid that is not after it; the first check has none.
  const starts = () =>
    db.database.query<{ target_id: number; slot: Date; late: number }>(
      `SELECT target_id, slot, extract(epoch FROM started_at - slot)::float8 * 1000 AS late
       FROM (SELECT target_id, started_at, next_slot(target_id, 5, started_at - interval '5 s') AS slot,
               row_number() OVER (PARTITION BY target_id ORDER BY started_at) AS n FROM check_results) AS r
       WHERE n > 1 ORDER BY target_id, slot`,
    );
  const rows = await until(starts, (found) => found.length >= 50, 60_000);
  busy.abort();
  const requests = (await Promise.all(work)).reduce((sum, done) => sum + done, 0);
  await service.stop();
  target.close();
  await data.remove();
  await db.close();

  // Every slot of every monitor was met once: none was skipped, none twice.
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    if (before?.target_id === row.target_id) expect(row.slot.getTime() - before.slot.getTime()).toBe(5000);
  }
  const late = rows.map((row) => row.late).sort((a, b) => a - b);
  const at = (share: number) => Math.round(late[Math.min(late.length - 1, Math.floor(share * late.length))] ?? NaN);
  const figures = `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms`;
  await annotate(`lateness of ${late.length} starts beside ${requests} sign-ups and log-ins: ${figures}`);
  console.log(`lateness of ${late.length} starts beside ${requests} sign-ups and log-ins: ${figures}`);
});
