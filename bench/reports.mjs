// What reports cost over a year of history: `npm run bench:reports`, with `-- --scale 0.02` for a quick look. Asked over HTTP
// as a client asks, to the last byte of the answer; medians and p95 in milliseconds of wall time on this machine. With
// BENCH_DATABASE_URL on a server where a database may be made, else on an embedded one.
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connect } from '../dist/platform/database/database.js';
import { startEmbedded } from '../dist/platform/database/embedded/embedded.js';
import { migrate } from '../dist/platform/database/migrations.js';
import { createLogger } from '../dist/platform/logger.js';
import { seed } from '../dist/seed/seed.js';
import { printMeanwhile } from './meanwhile.mjs';
import { account, key, serve } from './reportsServer.mjs';

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
const wanted = Math.max(10, Math.round(1000 * Number(values.scale)));
const rounds = Number(values.rounds);
const dayMs = 86_400_000;
const until = Date.UTC(2026, 5, 15, 12, 34);
const clock = { now: () => until, elapsed: () => performance.now() };
const log = createLogger({ level: 'error' });

/** Ranges by name, in days until now. */
const spans = [
  ['today', 0],
  ['1 day', 1],
  ['10 days', 10],
  ['30 days', 30],
  ['300 days', 300],
  ['a year', 365],
];

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
  // A past is there as a whole or not at all.
  if ((await database.query('SELECT 1 FROM users WHERE email = $1', [account.email])).length === 0) await fill();
  await database.query(`INSERT INTO apps (name, key) VALUES ('bench', $1) ON CONFLICT DO NOTHING`, [key]);
  api = await serve({ database, clock, log });
  await measure(await whatIsThere());
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
    monitors: wanted,
    days: Number(values.days),
    resultsDays: Number(values['results-days']),
    interval: Number(values.interval),
    seed: 1,
    until: new Date(until),
    service: { host: '127.0.0.1', port: 8443, tls: true },
    ...account,
  });
  const seconds = (performance.now() - from) / 1000;
  console.log(
    `filled in ${seconds.toFixed(0)} s: ${JSON.stringify(counts)}; ${Math.round(counts.checks / seconds)} checks a second`,
  );
}

/** What the database has: one that was kept may be another's than what was asked for now. */
async function whatIsThere() {
  const [row] = await database.query(
    `SELECT array_agg(t.id ORDER BY t.id) AS ids, min(t.seconds_between_checks) AS interval,
       extract(epoch FROM to_timestamp($1) - min(t.created_at))::float8 / 86400 AS days,
       extract(epoch FROM to_timestamp($1) - (SELECT results_since FROM rollup_progress))::float8 / 86400 AS "singleDays"
     FROM targets t JOIN users u ON u.id = t.user_id WHERE u.email = $2`,
    [until / 1000, account.email],
  );
  return row;
}

function range(days) {
  const from = days === 0 ? '2026-06-15T00:00:00Z' : new Date(until - days * dayMs).toISOString();
  return `date_range[from]=${from}`;
}

/** Median and p95 of some rounds: of 21 where they are quick, so that p95 is not the slowest. */
async function timed(path, times = rounds) {
  const all = [];
  let bytes = 0;
  // The first fills caches.
  for (let n = -1; n < (all[0] < 100 ? Math.max(times, 21) : times); n += 1) {
    const answer = await api.get(path);
    bytes = answer.bytes;
    if (n >= 0) all.push(answer.ms);
  }
  all.sort((a, b) => a - b);
  const at = (share) => all[Math.ceil(share * all.length) - 1];
  return { median: at(0.5), p95: at(0.95), n: all.length, bytes };
}

/** The ids of so many monitors as a param, none for all of them. */
function only(ids, count) {
  return count >= ids.length ? '' : `&target_ids=${ids.slice(0, count).join(',')}`;
}

async function measure({ ids, interval, days, singleDays }) {
  const monitors = ids.length;
  console.log(
    `\n${monitors} monitors, ${days.toFixed(1)} days, single checks of ${singleDays.toFixed(1)}, each ${interval} s`,
  );
  console.log('report                              range      median      p95   n      answer');
  const medians = {};
  const line = async (what, [span, length], path, times) => {
    // What there is not can not be measured.
    if (length > days + 1) return;
    const { median, p95, n, bytes } = await timed(`${path}${range(length)}`, times);
    medians[`${what} ${length}`] = median;
    console.log(
      `${what.padEnd(35)} ${span.padEnd(8)} ${median.toFixed(1).padStart(7)} ms ${p95.toFixed(1).padStart(8)} ms ` +
        `${String(n).padStart(3)} ${(bytes / 1e6).toFixed(2).padStart(8)} MB`,
    );
  };
  for (const span of spans) await line(`uptimes of ${monitors}`, span, '/api/reports/uptimes?');
  const counts = [...new Set([1, 10, monitors])];
  for (const count of counts) {
    const path = `/api/reports/response_times?${only(ids, count).slice(1)}&`;
    const times = count > 100 ? Math.min(rounds, 3) : rounds;
    for (const span of spans.slice(1)) await line(`response times of ${count}`, span, path, times);
  }
  await line('events (first 1,000)', spans[3], '/api/events?');
  for (const span of spans.slice(3)) await line('all events as CSV', span, '/api/events?format=csv&', 3);
  printGrowth(medians, [`uptimes of ${monitors}`, ...counts.map((n) => `response times of ${n}`), 'all events as CSV']);
  await printSizes();
  await printMeanwhile(api, long(ids, days));
  await compareWithSingleChecks(ids, Math.floor(Math.min(singleDays, days)));
}

function printGrowth(medians, reports) {
  console.log('\ngrowth: how many times as much a range costs that is ten times as long (aim: below 5)');
  for (const what of reports) {
    const ratios = [1, 30]
      .filter((short) => medians[`${what} ${short}`] && medians[`${what} ${short * 10}`])
      .map((short) => {
        const ratio = medians[`${what} ${short * 10}`] / medians[`${what} ${short}`];
        return `${short} → ${short * 10} days ${ratio.toFixed(1)}×`;
      });
    if (ratios.length > 0) console.log(`${what.padEnd(25)} ${ratios.join(', ')}`);
  }
}

/** Long answers: a tenth of the series, then all, as often as is as much in sum, and then more; in CSV too. */
function long(ids, days) {
  const some = Math.ceil(ids.length / 10);
  const span = Math.min(30, Math.floor(days));
  const series = (count, more = '') => `/api/reports/response_times?${range(span)}${only(ids, count)}${more}`;
  return [
    [`${some} series of ${span} days`, series(some), 30],
    [`${ids.length} series of ${span} days`, series(ids.length), 3],
    [`${ids.length} series of ${span} days`, series(ids.length), 10],
    [`${ids.length} series of ${span} days as CSV`, series(ids.length, '&format=csv'), 10],
    [`all events of ${Math.floor(days)} days as CSV`, `/api/events?format=csv&${range(days)}`, 10],
  ];
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

/** The same answers with nothing rolled up. */
async function compareWithSingleChecks(ids, days) {
  const some = Math.min(100, ids.length);
  const paths = [
    [`uptimes of ${some}, ${days} days`, `/api/reports/uptimes?${range(days)}${only(ids, some)}`],
    [`response times of 1, ${days} days`, `/api/reports/response_times?${range(days)}${only(ids, 1)}`],
    [`response times of ${some}, ${days} days`, `/api/reports/response_times?${range(days)}${only(ids, some)}`],
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
