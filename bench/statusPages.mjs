// What status pages cost: `npm run bench:status`. Groups of 50 monitors over 90 days, and an embedded database. One of them is
// asked for by many at once, as it is and where nothing is kept; then each is read, for the memory that this takes. Requests
// over plain HTTP on loopback, compressed.
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createApp } from '../dist/app.js';
import { connect } from '../dist/platform/database/database.js';
import { startEmbedded } from '../dist/platform/database/embedded/embedded.js';
import { migrate } from '../dist/platform/database/migrations.js';
import { openPrisma } from '../dist/platform/database/prisma.js';
import { createLogger } from '../dist/platform/logger.js';
import { seed } from '../dist/seed/seed.js';

const { values } = parseArgs({
  options: {
    monitors: { type: 'string', default: '50' },
    pages: { type: 'string', default: '20' },
    readers: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '5' },
  },
});
const monitors = Number(values.monitors);
const pages = Number(values.pages);
const until = new Date('2026-06-15T12:34:00Z');

const folder = mkdtempSync(join(tmpdir(), 'port-monitor-bench-'));
chmodSync(folder, 0o755);
const log = createLogger({ level: 'error' });
const embedded = await startEmbedded({ dataDir: folder, dataDirIsDefault: false, log });
const database = connect(embedded.url, { max: 5, applicationName: 'bench' });
const prisma = openPrisma(database);
const agent = new Agent({ keepAlive: true });
let elapsed = 0;
let step = 0;
// Where `step` is more than what is kept for, each request finds it too old.
const clock = { now: () => until.getTime(), elapsed: () => (elapsed += step) };

try {
  await migrate(database, log);
  const { userId } = await seed(database, {
    ...{ email: 'status@example.com', monitors: monitors * pages, days: 90, until, resultsDays: 2 },
    ...{ interval: 60, seed: 1, password: 'bench password' },
    service: { host: '127.0.0.1', port: 8443, tls: true },
  });
  const groups = await database.query(
    `INSERT INTO groups (user_id, name, status_slug) SELECT $1, 'Group ' || n, 'bench-' || n
     FROM generate_series(1, $2::int) AS n ORDER BY n RETURNING id`,
    [userId, pages],
  );
  await database.query('UPDATE targets SET group_id = ($1::int[])[1 + id % $2::int]', [
    groups.map(({ id }) => id),
    pages,
  ]);
  const [{ id }] = await database.query('SELECT min(id) AS id FROM targets WHERE group_id = $1', [groups[0].id]);
  await serve('/status/bench-1', `/status/bench-1/badges/${id}.svg?uptime`);
} finally {
  agent.destroy();
  await prisma.$disconnect();
  await database.close();
  await embedded.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function serve(page, badge) {
  const app = createApp({
    ...{ database, prisma, clock, log, addressPolicy: { refuses: () => false } },
    settings: { trustProxy: ['127.0.0.1'], rateLimitPerMinute: 0, loginLimitPerMinute: 0, tokenTtlDays: 90 },
    ready: () => Promise.resolve({ ok: true }),
    stopping: new AbortController().signal,
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  for (const [what, path] of [
    ['the page', page],
    ['a badge', badge],
  ]) {
    for (const isKept of [false, true]) {
      step = isKept ? 0 : 60_000;
      await print(`${what}, ${isKept ? 'kept' : 'anew each time'}`, () => ask(port, path));
    }
  }
  elapsed += 60_000;
  const before = await memory();
  for (let page = 1; page <= pages; page += 1) await ask(port, `/status/bench-${page}`);
  console.log(
    `${pages} pages of ${monitors} monitors take ${((await memory()) - before).toFixed(1)} MB while they are kept`,
  );
  server.close();
  server.closeAllConnections();
}

/** Megabytes in use, once what can be freed is. */
async function memory() {
  for (let round = 0; round < 3; round += 1) {
    await pause(100);
    globalThis.gc();
  }
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

async function print(what, read) {
  await read();
  const times = [];
  const begun = performance.now();
  const end = begun + Number(values.seconds) * 1000;
  let bytes = 0;
  const reader = async () => {
    while (performance.now() < end) {
      const from = performance.now();
      bytes = await read();
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: Number(values.readers) }, reader));
  const seconds = (performance.now() - begun) / 1000;
  times.sort((a, b) => a - b);
  const told = [times.length / seconds, times[times.length >> 1], times[Math.floor(times.length * 0.99)]];
  const [rate, median, late] = told.map((value) => value.toFixed(1).padStart(8));
  console.log(`${what.padEnd(26)} ${rate} requests/s, median ${median} ms, p99 ${late} ms, ${bytes} bytes`);
}

function ask(port, path) {
  const headers = { 'X-Forwarded-Proto': 'https', 'Accept-Encoding': 'gzip' };
  return new Promise((resolve, reject) => {
    get({ agent, host: '127.0.0.1', port, path, headers }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk) => (bytes += chunk.length));
      answer.on('end', () => (answer.statusCode === 200 ? resolve(bytes) : reject(new Error(answer.statusCode))));
    }).on('error', reject);
  });
}
