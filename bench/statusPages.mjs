// What status pages cost: `npm run bench:status`. A group of 50 monitors over 90 days, asked for by many at once over an
// embedded database; once as it is, and once where nothing is kept. Requests over plain HTTP on loopback, compressed.
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { statusStore } from '../dist/api/groups/statusStore.js';
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
    readers: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '5' },
  },
});
const until = new Date('2026-06-15T12:34:00Z');

const folder = mkdtempSync(join(tmpdir(), 'port-monitor-bench-'));
chmodSync(folder, 0o755);
const log = createLogger({ level: 'error' });
const embedded = await startEmbedded({ dataDir: folder, dataDirIsDefault: false, log });
const database = connect(embedded.url, { max: 5, applicationName: 'bench' });
const prisma = openPrisma(database);
const agent = new Agent({ keepAlive: true });
const slug = 'bench';
let elapsed = 0;
let step = 0;
// Where `step` is more than what is kept for, each request finds it too old.
const clock = { now: () => until.getTime(), elapsed: () => (elapsed += step) };

try {
  await migrate(database, log);
  const { userId, groupIds } = await seed(database, {
    ...{ email: 'status@example.com', monitors: Number(values.monitors), days: 90, until, resultsDays: 2 },
    ...{ interval: 60, seed: 1, password: 'bench password' },
    service: { host: '127.0.0.1', port: 8443, tls: true },
  });
  const [groupId] = groupIds;
  // All of them on one page.
  await database.query('UPDATE targets SET group_id = $1', [groupId]);
  await statusStore(database).write(userId, groupId, { slug, details: false });
  const [{ id }] = await database.query('SELECT min(id) AS id FROM targets');
  await serve(`/status/${slug}`, `/status/${slug}/badges/${id}.svg?uptime`);
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
  server.close();
  server.closeAllConnections();
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
