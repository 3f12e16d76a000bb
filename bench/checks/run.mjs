// One run of the service over monitors of some kinds, on a database of its own.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '../../dist/platform/database/database.js';
import { migrate } from '../../dist/platform/database/migrations.js';
import { createLogger } from '../../dist/platform/logger.js';
import { cpuOf, memoryOf, parentOf } from './cpu.mjs';
import { readLedger } from './ledger.mjs';
import { fill } from './monitors.mjs';

/** Seconds at the beginning that are not measured: what was due is worked off, code is compiled, caches are filled. */
export const warmUp = 30;

const isRunning = ({ exitCode, signalCode }) => exitCode === null && signalCode === null;

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
    return await measure(database, service, plan, tools.connections);
  } finally {
    if (service && isRunning(service.child)) {
      service.child.kill('SIGTERM');
      await once(service.child, 'exit');
    }
    await database.close();
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.close();
  }
}

/** What the service is told, and nothing that the shell happens to have set. */
function environment(databaseUrl, folder) {
  const { PATH, TMPDIR } = process.env;
  const settings = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    PORT: '0',
    TLS: 'off',
    ALLOW_PRIVATE_TARGETS: 'true',
  };
  return { PATH, ...(TMPDIR ? { TMPDIR } : {}), ...settings };
}

async function start(databaseUrl, { folder, profile }, what, { monitors }) {
  const began = Date.now();
  const main = new URL('../../dist/main.js', import.meta.url).pathname;
  const profiling = profile ? ['--cpu-prof', `--cpu-prof-dir=${join(folder, what)}`] : [];
  const child = spawn(process.execPath, [...profiling, main], {
    cwd: folder,
    env: environment(databaseUrl, folder),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(join(folder, `${what}.log`));
  child.stderr.pipe(log);
  if (!(await saysReady(child))) {
    child.kill('SIGKILL');
    await finished(log);
    throw new Error(`the service ended before it was ready:\n${readFileSync(log.path, 'utf8')}`);
  }
  console.log(
    `\n${what}: ready ${((Date.now() - began) / 1000).toFixed(1)} s after the start, with ${monitors} monitors due`,
  );
  return { child, began };
}

async function saysReady({ stdout }) {
  let said = '';
  for await (const piece of stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    said += piece;
    if (said.includes('is ready')) return true;
  }
  return false;
}

async function measure(database, { child, began }, { seconds }, connections) {
  const [{ pid }] = await database.query('SELECT pg_backend_pid() AS pid');
  const postmaster = parentOf(pid);
  const now = async () => ({
    at: Date.now(),
    service: cpuOf(child.pid),
    postgres: cpuOf(postmaster),
    seen: await connections(),
  });
  await pause(warmUp * 1000);
  const begin = await now();
  const memory = [];
  while (Date.now() < begin.at + seconds * 1000) {
    if (!isRunning(child)) throw new Error(`the service ended: ${child.signalCode ?? child.exitCode}`);
    memory.push(memoryOf(child.pid));
    await pause(1000);
  }
  const end = await now();
  // What has started by now is written in a moment.
  await pause(3000);
  const told = await readLedger(database, { began, from: begin.at, to: end.at });
  print(told, { memory, seconds, seen: end.seen - begin.seen });
  return {
    service: (end.service - begin.service) / told.checks,
    postgres: (end.postgres - begin.postgres) / told.checks,
  };
}

function print(told, { memory, seconds, seen }) {
  const ms = (value) => (value === null ? 'none' : `${value.toFixed(0)} ms`);
  const first =
    told.never === 0
      ? `all ${told.monitors}`
      : `${told.monitors - told.never} of ${told.monitors} (${told.never} NEVER)`;
  console.log(
    `${told.checks} checks in ${seconds} s, ${(told.checks / seconds).toFixed(0)} a second
backlog    ${first} checked once ${ms(told.all_begun)} after the start of the service
late       p50 ${ms(told.p50)}, p99 ${ms(told.p99)}, max ${ms(told.max)}
slots      ${told.slots} expected, ${told.twice} checked twice, ${told.missed} not at all
targets    saw ${seen} connections, where results tell of ${told.attempts} attempts on URLs and ports
not up     ${told.failed} down, ${told.unchecked} unchecked, ${told.down} down events since the start
memory     ${memory[0].toFixed(0)} MB at first, ${Math.max(...memory).toFixed(0)} MB at most, ${memory.at(-1).toFixed(0)} MB at last`,
  );
}
