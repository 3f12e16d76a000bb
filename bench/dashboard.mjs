// What the dashboard costs to open: `npm run bench:dashboard`. 500 monitors in ten groups over 90 days, over an embedded
// database and in Chromium, all on this machine; medians of milliseconds since the navigation began.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { createApp } from '../dist/app.js';
import { addressPolicy } from '../dist/monitoring/addressPolicy.js';
import { systemClock } from '../dist/platform/clock.js';
import { connect } from '../dist/platform/database/database.js';
import { startEmbedded } from '../dist/platform/database/embedded/embedded.js';
import { migrate } from '../dist/platform/database/migrations.js';
import { openPrisma } from '../dist/platform/database/prisma.js';
import { createLogger } from '../dist/platform/logger.js';
import { seed } from '../dist/seed/seed.js';

const { values } = parseArgs({
  options: {
    monitors: { type: 'string', default: '500' },
    days: { type: 'string', default: '90' },
    runs: { type: 'string', default: '21' },
    width: { type: 'string', default: '1280' },
  },
});
const account = { email: 'bench@example.com', password: 'bench password' };

/** Runs in the page. */
const timingOf = `new Promise((resolve) => {
  const tell = () => {
    const [navigation] = performance.getEntriesByType('navigation');
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    if (!paint) return setTimeout(tell, 10);
    resolve({
      'first byte (ms)': navigation.responseStart,
      'last byte (ms)': navigation.responseEnd,
      'first contentful paint (ms)': paint.startTime,
      'all is parsed (ms)': navigation.domContentLoadedEventStart,
      'size (kB)': navigation.decodedBodySize / 1000,
    });
  };
  tell();
})`;

const folder = mkdtempSync(join(tmpdir(), 'port-monitor-bench-'));
chmodSync(folder, 0o755);
const log = createLogger({ level: 'error' });
const server = await startEmbedded({ dataDir: folder, dataDirIsDefault: false, log });
const database = connect(server.url, { max: 5, applicationName: 'bench' });
const prisma = openPrisma(database);
const stopping = new AbortController();
const http = createServer(
  createApp({
    ...{ database, prisma, log, clock: systemClock, stopping: stopping.signal },
    settings: { trustProxy: ['127.0.0.1'], rateLimitPerMinute: 0, loginLimitPerMinute: 0, tokenTtlDays: 90 },
    addressPolicy: addressPolicy({ allowPrivate: true }),
    ready: () => Promise.resolve({ ok: true }),
  }),
);

try {
  await migrate(database, log);
  await fill();
  await new Promise((resolve) => http.listen(0, '127.0.0.1', resolve));
  await measure();
} finally {
  stopping.abort();
  http.closeAllConnections();
  http.close();
  await prisma.$disconnect();
  await database.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function fill() {
  const { groupIds, counts } = await seed(database, {
    ...account,
    ...{ monitors: Number(values.monitors), days: Number(values.days), resultsDays: 2, interval: 60, seed: 1 },
    until: new Date(),
    service: { host: '127.0.0.1', port: 8443, tls: true },
  });
  console.log(
    `${values.monitors} monitors in ${groupIds.length} groups, ${values.days} days: ${counts.checks} checks\n`,
  );
}

async function measure() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    chromiumSandbox: process.getuid?.() !== 0,
  });
  const page = await browser.newPage({
    baseURL: `http://localhost:${http.address().port}`,
    viewport: { width: Number(values.width), height: 800 },
    extraHTTPHeaders: { 'X-Forwarded-Proto': 'https' },
  });
  await page.goto('/sign-in');
  await page.locator('[name="user[email]"]').fill(account.email);
  await page.locator('[name="user[password]"]').fill(account.password);
  await page.locator('main button[type=submit]').click();
  await page.waitForURL('/');
  const timings = [];
  // The first ones fill caches.
  for (let run = -3; run < Number(values.runs); run += 1) {
    await page.goto('/', { waitUntil: 'load' });
    const timing = await page.evaluate(timingOf);
    if (run >= 0) timings.push(timing);
    // Whoever leaves at once never reads again.
    await page.goto('/sign-out');
  }
  await browser.close();
  console.log(`${'median'.padStart(38)}        min        max`);
  for (const name of Object.keys(timings[0]))
    print(
      name,
      timings.map((timing) => timing[name]).sort((a, b) => a - b),
    );
}

function print(name, sorted) {
  const of = (value) => value.toFixed(1).padStart(8);
  console.log(`${name.padEnd(30)}${of(sorted[sorted.length >> 1])}   ${of(sorted[0])}   ${of(sorted.at(-1))}`);
}
