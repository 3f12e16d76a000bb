// What the database's part of a check costs: claiming it and recording it, each as a ratio to the barest write that
// stores the same result. `npm run bench:hot-paths -- --monitors 10000 --rounds 5`; with BENCH_DATABASE_URL on a server
// where a database may be made, else on an embedded one.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connect } from '../dist/platform/database/database.js';
import { startEmbedded } from '../dist/platform/database/embedded/embedded.js';
import { migrate } from '../dist/platform/database/migrations.js';
import { createLogger } from '../dist/platform/logger.js';
import { partitions } from '../dist/monitoring/retention.js';
import { monitoringStore } from '../dist/monitoring/store.js';
import { verdict } from '../dist/monitoring/verdict.js';

const { values } = parseArgs({
  options: { monitors: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '5' } },
});
const monitors = Number(values.monitors);
const rounds = Number(values.rounds);
const log = createLogger({ level: 'warn' });

const folder = mkdtempSync(join(tmpdir(), 'port-monitor-bench-'));
chmodSync(folder, 0o755);
const server = process.env.BENCH_DATABASE_URL
  ? { url: process.env.BENCH_DATABASE_URL, stop: () => Promise.resolve() }
  : await startEmbedded({ dataDir: folder, dataDirIsDefault: false, log });
const name = `bench_${randomUUID().replaceAll('-', '')}`;
const admin = connect(server.url, { max: 1, applicationName: 'bench' });
await admin.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
const url = new URL(server.url);
url.pathname = `/${name}`;
const database = connect(url.href, { max: 2, applicationName: 'bench' });

try {
  await migrate(database, log);
  await fill();
  const store = monitoringStore(database, randomUUID());
  const spent = { claim: 0, record: 0, bare: 0 };
  const time = async (part, work) => {
    const from = performance.now();
    const result = await work();
    spent[part] += performance.now() - from;
    return result;
  };
  let now = Date.now();
  await partitions(database).ensure([now, now + 86_400_000]);
  for (let round = 0; round < rounds; round += 1, now += 60_000) {
    for (let left = monitors; left > 0; left -= 500) {
      const due = await time('claim', () => store.claim({ until: now + 60_000, now, limit: 500 }));
      const batch = due.map((check) => ({ due: check, verdict: judged(check, now) }));
      const written = await time('record', () => store.record(batch, now));
      if (written.length !== due.length) throw new Error(`${due.length - written.length} results were not written`);
      await time('bare', () => bareInsert(batch));
    }
  }
  const checks = monitors * rounds;
  const perCheck = (part) => `${((spent[part] / checks) * 1000).toFixed(1).padStart(7)} µs`;
  const ratio = (part) => (spent[part] / spent.bare).toFixed(1).padStart(5);
  console.log(
    `${checks} checks of ${monitors} monitors, 500 at a time (wall time on this machine; ratios to a bare insert)`,
  );
  for (const part of ['claim', 'record', 'bare'])
    console.log(`${part.padEnd(8)}${perCheck(part)} a check ${ratio(part)}×`);
} finally {
  await database.close();
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await admin.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function fill() {
  await database.query(`INSERT INTO users (email, email_key, password_hash) VALUES ('bench', 'bench', 'none')`);
  await database.query(`INSERT INTO groups (user_id, name) SELECT id, 'bench' FROM users`);
  await database.query(
    `INSERT INTO targets (user_id, group_id, type, name, settings, seconds_between_checks, timeout, retries_per_check)
     SELECT user_id, id, 'target_custom_port', 'bench', '{"host": "127.0.0.1", "port_number": 80}', 60, 10, 2
     FROM groups, generate_series(1, $1)`,
    [monitors],
  );
  await database.query(
    'INSERT INTO standings (target_id, next_check_at, status_since) SELECT id, now(), now() FROM targets',
  );
  await database.query('CREATE TABLE bare (LIKE check_results INCLUDING ALL)');
  await database.query('VACUUM ANALYZE');
}

function judged(due, startedAt) {
  return verdict(due.standing, due.plan, [{ startedAt, outcome: { kind: 'up', responseTime: 1.234 } }]);
}

function bareInsert(batch) {
  return database.query(
    `INSERT INTO bare (target_id, started_at, outcome, attempts, response_time_us)
     SELECT *, 'up', 1, 1234 FROM unnest($1::int[], $2::timestamptz[])`,
    [batch.map(({ due }) => due.targetId), batch.map(({ verdict: { result } }) => new Date(result.startedAt))],
  );
}
