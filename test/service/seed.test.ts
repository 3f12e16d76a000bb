import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seed } from '../../src/seed/seed.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
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

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test.each(['on', 'off'])(
  'with TLS %s, what the monitors of a made-up past look at answers when the service runs',
  async (tls) => {
    const [port, began] = [await freePort(), new Date()];
    const { targetIds } = await seed(db.database, {
      ...{ monitors: 6, days: 1, resultsDays: 1, interval: 5, seed: 1, until: new Date() },
      ...{ email: `tls-${tls}@example.com`, password: 'correct horse' },
      service: { host: '127.0.0.1', port, tls: tls === 'on' },
    });
    const env = { DATABASE_URL: db.url, DATA_DIR: data.path, PORT: String(port), TLS: tls };
    const service = await startService(env);
    try {
      // Where the machine permits no ICMP nobody looks at those: a result without an outage.
      await until(
        () =>
          db.database.query<{ checked: number }>(
            `SELECT DISTINCT target_id FROM check_results WHERE started_at > $1 AND target_id = ANY ($2)`,
            [began, targetIds],
          ),
        (rows) => rows.length === targetIds.length,
      );
      const results = await db.database.query<{ outcome: string; reason_detail: string | null }>(
        'SELECT outcome, reason_detail FROM check_results WHERE started_at > $1 AND target_id = ANY ($2)',
        [began, targetIds],
      );
      expect(results.filter(({ outcome }) => outcome === 'down')).toEqual([]);
      const downs = `SELECT 1 FROM events WHERE type = 'down' AND started_at > $1 AND target_id = ANY ($2)`;
      expect(await db.database.query(downs, [began, targetIds])).toEqual([]);
    } finally {
      await service.stop();
    }
  },
);
