// What reports cost over a year of history: `npm run bench:reports`, with `-- --scale 0.02` for a quick look. Asked over HTTP
// as a client asks, to the last byte of the answer; medians and p95 in milliseconds of wall time on this machine. With
// BENCH_DATABASE_URL on a server where a database may be made, else on an embedded one.
import { Buffer } from 'node:buffer';
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createApp } from '../dist/app.js';
import { addressPolicy } from '../dist/monitoring/addressPolicy.js';
import { connect } from '../dist/platform/database/database.js';
import { startEmbedded } from '../dist/platform/database/embedded/embedded.js';
import { migrate } from '../dist/platform/database/migrations.js';
import { openPrisma } from '../dist/platform/database/prisma.js';
import { createLogger } from '../dist/platform/logger.js';
import { seed } from '../dist/seed/seed.js';

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    days: { type: 'string', default: '365' },
    'results-days': { type: 'string', default: '30' },
    interval: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '7' },
    database: { type: 'string' },
  },
});
const monitors = Math.max(10, Math.round(1000 * Number(values.scale)));
const rounds = Number(values.rounds);
const dayMs = 86_400_000;
const until = Date.UTC(2026, 5, 15, 12, 34);
const clock = { now: () => until, elapsed: () => performance.now() };
const log = createLogger({ level: 'error' });
const key = 'bench-app-key-0123456789';

const folder = mkdtempSync(join(tmpdir(), 'port-monitor-bench-'));
chmodSync(folder, 0o755);
const server = process.env.BENCH_DATABASE_URL
  ? { url: process.env.BENCH_DATABASE_URL, stop: () => Promise.resolve() }
  : await startEmbedded({ dataDir: folder, dataDirIsDefault: false, log });
const name = values.database ?? `bench_${randomUUID().replaceAll('-', '')}`;
const admin = connect(server.url, { max: 1, applicationName: 'bench' });
const isThere = (await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])).length > 0;
if (!isThere) await admin.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
const url = new URL(server.url);
url.pathname = `/${name}`;
const database = connect(url.href, { max: 10, applicationName: 'bench' });
let api;

try {
  await migrate(database, log);
  if (!isThere) await fill();
  api = await serve();
  await measure();
} finally {
  api?.close();
  await database.close();
  // A database that was named is kept for the next time.
  if (!values.database) await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await admin.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function fill() {
  const from = performance.now();
  const { counts } = await seed(database, {
    monitors,
    days: Number(values.days),
    resultsDays: Number(values['results-days']),
    interval: Number(values.interval),
    seed: 1,
    until: new Date(until),
    service: { port: 8443, tls: true },
    email: 'bench@example.com',
    password: 'bench password',
  });
  const seconds = (performance.now() - from) / 1000;
  console.log(`filled in ${seconds.toFixed(0)} s: ${JSON.stringify(counts)}`);
  await database.query(`INSERT INTO apps (name, key) VALUES ('bench', $1)`, [key]);
}

async function serve() {
  const app = createApp({
    database,
    prisma: openPrisma(database),
    clock,
    log,
    settings: { trustProxy: ['127.0.0.1'], rateLimitPerMinute: 0, loginLimitPerMinute: 0, tokenTtlDays: 90 },
    addressPolicy: addressPolicy({ allowPrivate: true }),
    ready: () => Promise.resolve({ ok: true }),
  });
  const http = createServer(app);
  await new Promise((resolve) => http.listen(0, '127.0.0.1', resolve));
  const login = await ask(http, 'POST', '/api/users/login', {
    user: { email: 'bench@example.com', password: 'bench password' },
  });
  const token = JSON.parse(login.text).auth_token;
  return {
    get: (path) => ask(http, 'GET', path, undefined, token),
    reader: (path, times) => readerOf(`http://127.0.0.1:${http.address().port}${path}`, headersOf(token), times),
    close: () => http.close(),
  };
}

function headersOf(token) {
  const headers = { 'X-App-Key': key, 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '127.0.0.1' };
  return token ? { ...headers, Authorization: `Bearer ${token}` } : headers;
}

/** One request, to its last byte. Only what was posted has a text: a client that streams keeps none. */
function ask(http, method, path, body, token) {
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    const headers = headersOf(token);
    if (body) headers['Content-Type'] = 'application/json';
    const sent = request({ port: http.address().port, host: '127.0.0.1', method, path, headers }, (answer) => {
      let bytes = 0;
      const pieces = [];
      answer.on('data', (piece) => {
        bytes += piece.length;
        if (body) pieces.push(piece);
      });
      answer.on('error', reject);
      answer.on('end', () => {
        if (answer.statusCode >= 300) reject(new Error(`${path}: ${answer.statusCode}`));
        else resolve({ ms: performance.now() - begin, bytes, text: Buffer.concat(pieces).toString() });
      });
    });
    sent.on('error', reject);
    sent.end(body && JSON.stringify(body));
  });
}

/** Another process, just beginning to read an answer so many times: what a client does is not what the server does. */
async function readerOf(url, headers, times) {
  const reader = fork(new URL('reader.mjs', import.meta.url), [url, JSON.stringify(headers), String(times)]);
  await once(reader, 'message');
  return reader;
}

function range(days) {
  const from = days === 0 ? '2026-06-15T00:00:00Z' : new Date(until - days * dayMs).toISOString();
  return `date_range[from]=${from}`;
}

async function timed(path, times = rounds) {
  const all = [];
  let bytes = 0;
  for (let round = 0; round <= times; round += 1) {
    const answer = await api.get(path);
    bytes = answer.bytes;
    // The first fills caches.
    if (round > 0) all.push(answer.ms);
  }
  all.sort((a, b) => a - b);
  return { median: all[Math.floor((all.length - 1) / 2)], p95: all[Math.ceil(0.95 * all.length) - 1], bytes };
}

async function measure() {
  const rows = await database.query('SELECT id FROM targets ORDER BY id');
  const ids = (count) =>
    count >= rows.length
      ? ''
      : `&target_ids=${rows
          .slice(0, count)
          .map(({ id }) => id)
          .join(',')}`;
  console.log(`\n${monitors} monitors, ${values.days} days, checks each ${values.interval} s; ${rounds} rounds`);
  console.log('report                              range      median      p95      answer');
  const line = (what, span, { median, p95, bytes }) =>
    console.log(
      `${what.padEnd(35)} ${span.padEnd(8)} ${median.toFixed(1).padStart(7)} ms ${p95.toFixed(1).padStart(8)} ms ${(bytes / 1e6).toFixed(2).padStart(8)} MB`,
    );
  const spans = [
    ['today', 0],
    ['1 day', 1],
    ['10 days', 10],
    ['30 days', 30],
    ['300 days', 300],
    ['a year', 365],
  ];
  const medians = {};
  for (const [span, days] of spans.filter(([, days]) => days !== 1)) {
    const result = await timed(`/api/reports/uptimes?${range(days)}`);
    line(`uptimes of ${monitors}`, span, result);
    medians[`uptimes ${days}`] = result.median;
  }
  for (const count of new Set([1, 10, monitors])) {
    for (const [span, days] of spans.slice(1)) {
      const times = count > 100 ? Math.min(rounds, 3) : rounds;
      const result = await timed(`/api/reports/response_times?${range(days)}${ids(count)}`, times);
      line(`response times of ${count}`, span, result);
      medians[`${count} ${days}`] = result.median;
    }
  }
  line('events (first 1,000)', '30 days', await timed(`/api/events?${range(30)}`));

  console.log('\ngrowth: how many times as much a range costs that is ten times as long (aim: below 5)');
  for (const [what, prefix] of [
    ['uptimes', 'uptimes'],
    ...[1, 10, monitors].map((n) => [`response times of ${n}`, n]),
  ]) {
    const ratio = (long, short) => (medians[`${prefix} ${long}`] / medians[`${prefix} ${short}`]).toFixed(1);
    const first = prefix === 'uptimes' ? '' : `1 → 10 days ${ratio(10, 1)}×, `;
    console.log(`${what.padEnd(25)} ${first}30 → 300 days ${ratio(300, 30)}×`);
  }
  await printSizes();
  await printMeanwhile(ids);
  await compareWithSingleChecks(ids);
}

async function printSizes() {
  const [size] = await database.query(
    `SELECT (SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits WHERE inhparent = 'check_results'::regclass)::float8
       AS single, (SELECT count(*) FROM check_results) AS singles, pg_total_relation_size('check_rollups')::float8 AS rolled,
       (SELECT sum(checks) FROM check_rollups) AS checks`,
  );
  console.log(
    `\non disk: ${(size.single / size.singles).toFixed(1)} bytes a single check, ${(size.rolled / size.checks).toFixed(2)} bytes a check rolled up`,
  );
}

/** What others and the memory notice while series of 30 days are answered to another process: a tenth of them, then all. */
async function printMeanwhile(ids) {
  console.log('');
  // The first of its kind in a process takes longer.
  await api.get('/api/profile');
  for (const [count, times] of [
    [Math.round(monitors / 10), 30],
    [monitors, 3],
    [monitors, 10],
  ]) {
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let peak = before;
    const waits = [];
    const reader = await api.reader(`/api/reports/response_times?${range(30)}${ids(count)}`, times);
    while (reader.exitCode === null) {
      waits.push((await api.get('/api/profile')).ms);
      peak = Math.max(peak, process.memoryUsage().rss);
      await pause(10);
    }
    if (reader.exitCode !== 0) throw new Error(`the reader ended with ${reader.exitCode}`);
    waits.sort((a, b) => a - b);
    const at = (share) => waits[Math.ceil(share * waits.length) - 1].toFixed(1);
    console.log(
      `while ${count} series of 30 days were answered ${times} times: ${waits.length} other requests took p50 ${at(0.5)} ms, ` +
        `p99 ${at(0.99)} ms, max ${at(1)} ms; memory was ${megabytes(before)} MB and rose to ${megabytes(peak)} MB`,
    );
  }
}

function megabytes(bytes) {
  return (bytes / 1e6).toFixed(0);
}

/** The same answers with nothing rolled up. */
async function compareWithSingleChecks(ids) {
  const paths = [
    ['uptimes of 100, 30 days', `/api/reports/uptimes?${range(29)}${ids(100)}`],
    ['response times of 1, 30 days', `/api/reports/response_times?${range(29)}${ids(1)}`],
    ['response times of 100, 30 days', `/api/reports/response_times?${range(29)}${ids(100)}`],
  ];
  const rolled = [];
  for (const [, path] of paths) rolled.push(await timed(path, 3));
  const [{ at }] = await database.query('SELECT rolled_until AS at FROM rollup_progress');
  await database.query(`UPDATE rollup_progress SET rolled_until = '-infinity'`);
  console.log('\nthe same over single checks');
  for (const [place, [what, path]] of paths.entries()) {
    const { median } = await timed(path, 3);
    console.log(
      `${what.padEnd(32)} ${median.toFixed(0).padStart(6)} ms: ${(median / rolled[place].median).toFixed(0)}×`,
    );
  }
  await database.query('UPDATE rollup_progress SET rolled_until = $1', [at]);
}
