// One run of the service over monitors of some kinds, on a database of its own.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '../../dist/platform/database/database.js';
import { migrate } from '../../dist/platform/database/migrations.js';
import { createLogger } from '../../dist/platform/logger.js';
import { cpuOf, memoryOf, parentOf } from './cpu.mjs';
import { readLedger } from './ledger.mjs';
import { fill } from './monitors.mjs';

/** Seconds at the beginning that are not measured: what was due is worked off, code is compiled, caches are filled. */
const warmUp = 30;

/** Prints what was seen; resolves to the CPU-ms that each check cost the service and PostgreSQL. */
export async function run(kinds, plan, tools) {
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  const admin = connect(tools.serverUrl, { max: 1, applicationName: 'bench' });
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const url = new URL(tools.serverUrl);
  url.pathname = `/${name}`;
  const database = connect(url.href, { max: 2, applicationName: 'bench' });
  let service;
  try {
    await migrate(database, createLogger({ level: 'error' }));
    await fill(database, kinds, plan, tools.ports);
    service = await start(url.href, tools, kinds.join('-'), plan);
    return await measure(database, service, kinds, plan);
  } finally {
    if (service?.exitCode === null) {
      service.kill('SIGTERM');
      await once(service, 'exit');
    }
    await database.close();
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.close();
  }
}

async function start(databaseUrl, { folder, profile }, what, { monitors }) {
  const from = performance.now();
  const child = spawn(
    process.execPath,
    [
      ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${join(folder, what)}`] : []),
      new URL('../../dist/main.js', import.meta.url).pathname,
    ],
    {
      cwd: folder,
      env: { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: folder, PORT: '0', TLS: 'off', NODE_ENV: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  child.stderr.pipe(createWriteStream(join(folder, `${what}.log`)));
  for await (const piece of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    if (piece.includes('ready')) break;
  }
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  console.log(`\n${what}: ready ${seconds} s after the start, with ${monitors} monitors due`);
  return child;
}

async function measure(database, service, kinds, { interval, seconds }) {
  const [{ pid }] = await database.query('SELECT pg_backend_pid() AS pid');
  const postmaster = parentOf(pid);
  const now = () => ({ at: Date.now(), service: cpuOf(service.pid), postgres: cpuOf(postmaster) });
  await pause(warmUp * 1000);
  const begin = now();
  const memory = [];
  while (Date.now() < begin.at + seconds * 1000) {
    memory.push(memoryOf(service.pid));
    await pause(1000);
  }
  const end = now();
  // What has started by now is written in a moment.
  await pause(3000);
  const told = await readLedger(database, [begin.at, end.at, interval * 1000]);
  const ms = (value) => `${value.toFixed(0)} ms`;
  console.log(
    `${told.checks} checks in ${seconds} s, ${(told.checks / seconds).toFixed(0)} a second
late       p50 ${ms(told.p50)}, p99 ${ms(told.p99)}, max ${ms(told.max)}; the first of those that were due at the start ended after ${ms(told.backlog)}
slots      ${told.twice} checked twice, ${told.missed} not at all
not up     ${told.failed} down, ${told.unchecked} unchecked, ${told.down} down events since the start
memory     ${memory[0].toFixed(0)} MB at first, ${Math.max(...memory).toFixed(0)} MB at most, ${memory.at(-1).toFixed(0)} MB at last`,
  );
  return {
    service: (end.service - begin.service) / told.checks,
    postgres: (end.postgres - begin.postgres) / told.checks,
  };
}
