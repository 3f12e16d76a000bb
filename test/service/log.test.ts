import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { testDatabase } from '../support/database.js';
import { makeMonitor, makeOwner } from '../support/monitors.js';
import { listen } from '../support/servers.js';
import { dataFolder } from '../support/service.js';
import { until } from '../support/until.js';

test('checks go on while nobody reads the log', async () => {
  const db = await testDatabase();
  const data = await dataFolder();
  await using target = await listen((socket) => socket.on('error', () => undefined));
  const owner = await makeOwner(db.database);
  const settings = { host: '127.0.0.1', port_number: target.port };
  // Each says that it is up: more than a pipe holds.
  const monitors = 600;
  for (let n = 0; n < monitors; n += 1) await makeMonitor(db.database, owner, { settings, intervalSeconds: 5 });

  const service = spawn(process.execPath, ['dist/main.js'], {
    env: { ...process.env, DATABASE_URL: db.url, DATA_DIR: data.path, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  service.stderr.pause();
  const lines = createInterface(service.stdout);
  await until(
    () => db.database.query<{ checks: number }>('SELECT count(*) AS checks FROM check_results'),
    ([row]) => (row?.checks ?? 0) > 3 * monitors,
    25_000,
  );
  expect(await db.database.query("SELECT 1 FROM check_results WHERE outcome <> 'up'")).toEqual([]);
  service.stderr.resume();
  service.kill('SIGTERM');
  await once(service, 'exit');
  lines.close();
  await data.remove();
  await db.close();
});
