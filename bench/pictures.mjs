// What the pictures of pages cost to read: `npm run bench:pictures`. 500 monitors in ten groups over 90 days, and one over a
// year; medians in milliseconds of wall time on this machine, over an embedded database.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseSize } from '../dist/api/reports/buckets.js';
import { reportStore } from '../dist/api/reports/store.js';
import { connect } from '../dist/platform/database/database.js';
import { startEmbedded } from '../dist/platform/database/embedded/embedded.js';
import { migrate } from '../dist/platform/database/migrations.js';
import { createLogger } from '../dist/platform/logger.js';
import { bucketEdges, daysAfter } from '../dist/platform/time.js';
import { seed } from '../dist/seed/seed.js';

const { values } = parseArgs({
  options: {
    monitors: { type: 'string', default: '500' },
    days: { type: 'string', default: '90' },
    runs: { type: 'string', default: '21' },
    zone: { type: 'string', default: 'Europe/Madrid' },
  },
});
const until = new Date('2026-06-15T12:34:00Z');
const hourMs = 3_600_000;

const folder = mkdtempSync(join(tmpdir(), 'port-monitor-bench-'));
chmodSync(folder, 0o755);
const log = createLogger({ level: 'error' });
const server = await startEmbedded({ dataDir: folder, dataDirIsDefault: false, log });
const database = connect(server.url, { max: 5, applicationName: 'bench' });

try {
  await migrate(database, log);
  const many = await account('many@example.com', Number(values.monitors), Number(values.days));
  const one = await account('one@example.com', 1, 365);
  await measure(many, one);
} finally {
  await database.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function account(email, monitors, days) {
  const begun = performance.now();
  const { userId, groupIds, targetIds, counts } = await seed(database, {
    ...{ email, monitors, days, until, resultsDays: 2, interval: 60, seed: 1, password: 'bench password' },
    service: { host: '127.0.0.1', port: 8443, tls: true },
  });
  const seconds = (performance.now() - begun) / 1000;
  console.log(
    `${monitors} monitors in ${groupIds.length} groups, ${days} days: ${counts.checks} checks, ${counts.events} events and ` +
      `${counts.gaps} gaps, filled in ${seconds.toFixed(0)} s`,
  );
  return { userId, targetIds };
}

async function measure({ userId, targetIds }, one) {
  const store = reportStore(database);
  const days = Number(values.days);
  const range = rangeOf(days);
  const scope = { userId, targetIds: undefined, range, until, now: until };
  const edges = [...bucketEdges(range, 'day', values.zone)];
  const hours = { from: new Date(until.getTime() - 23 * hourMs), to: until };
  const all = `of ${targetIds.length}`;

  console.log(`\n${'median'.padStart(45)}       min       max`);
  await print(`uptimes ${all}, ${days} days`, () => store.uptimes(scope));
  await print(`days ${all}, ${days} days`, () => store.days(scope, edges));
  await print(`hourly averages ${all}, 24 hours`, () => store.hourlyAverages(targetIds, hours));
  for (const days of [1, 7, 31, 365]) {
    const [plain, told] = ['whole', 'buckets'].map((percentiles) => questionOf(days, percentiles));
    await print(`response times of 1, ${days} days`, () => seriesOf(store, one, plain));
    await print('  with percentiles of buckets', () => seriesOf(store, one, told));
  }
}

function rangeOf(days) {
  return { from: daysAfter(until, -days, values.zone), to: until };
}

function questionOf(days, percentiles) {
  const range = rangeOf(days);
  const size = chooseSize(range, values.zone);
  return {
    range: { from: range.from.getTime(), to: range.to.getTime() },
    edges: [...bucketEdges(range, size, values.zone)].map((edge) => edge.getTime()),
    exact: size === '5minutes',
    percentiles,
  };
}

async function seriesOf(store, { targetIds: [id] }, question) {
  const addUp = await store.responseTimes([id], question);
  const summary = addUp(id);
  return [summary.figures(), ...summary.buckets()];
}

async function print(what, read) {
  const times = [];
  // The first ones fill caches.
  for (let run = -2; run < Number(values.runs); run += 1) {
    const begun = performance.now();
    await read();
    if (run >= 0) times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  const [median, min, max] = [times[times.length >> 1], times[0], times.at(-1)].map((ms) => ms.toFixed(1).padStart(7));
  console.log(`${what.padEnd(35)} ${median} ms ${min} ms ${max} ms`);
}
