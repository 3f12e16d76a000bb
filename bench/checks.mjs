// What a check costs all included, and how late it starts: `npm run bench:checks`, Linux alone. Starts targets, PostgreSQL and
// the service, each a process of its own, lets it check and reads from the database what it did: all kinds of monitors
// mixed, then each kind alone beside the bare probe (the same connect, request or echo in a plain loop with nothing else).
// `-- --monitors 10000 --interval 10 --minutes 10`; `--peer` drives Debian's prometheus-blackbox-exporter at the same rate;
// `--profile` keeps a CPU profile of each run; `--kinds url,port` leaves kinds out; `--no-alone` only mixes.
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { startEmbedded } from '../dist/platform/database/embedded/embedded.js';
import { createLogger } from '../dist/platform/logger.js';
import { runPeer } from './checks/peer.mjs';
import { run } from './checks/run.mjs';

const { values } = parseArgs({
  options: {
    monitors: { type: 'string', default: '10000' },
    interval: { type: 'string', default: '10' },
    minutes: { type: 'string', default: '2' },
    kinds: { type: 'string', default: 'url,port,ping' },
    alone: { type: 'boolean', default: true },
    peer: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
  },
  allowNegative: true,
});
const kinds = values.kinds.split(',');
const plan = { monitors: Number(values.monitors), interval: Number(values.interval), seconds: 60 * values.minutes };
/** A kind alone is measured for a minute at the most: its cost is steady. */
const alone = { ...plan, seconds: Math.min(60, plan.seconds) };

const here = (path) => new URL(path, import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'port-monitor-bench-'));
chmodSync(folder, 0o755);
const server = await startEmbedded({ dataDir: folder, dataDirIsDefault: false, log: createLogger({ level: 'error' }) });
const targets = fork(here('checks/targets.mjs'));
const [ports] = await once(targets, 'message');
const costs = {};

/** How many connections the targets have taken by now. */
async function connections() {
  targets.send('seen');
  const [{ url, port }] = await once(targets, 'message');
  return url + port;
}

try {
  const tools = { folder, serverUrl: server.url, ports, connections, profile: values.profile };
  costs.mixed = await run(kinds, plan, tools);
  if (values.alone) for (const kind of kinds) costs[kind] = await run([kind], alone, tools);
  console.log('\nCPU-ms a check    all      service  PostgreSQL   bare    × bare');
  for (const [what, cost] of Object.entries(costs)) await printCost(what, cost);
  if (values.peer) await printPeer();
} finally {
  targets.disconnect();
  await server.stop();
  if (values.profile) console.log(`log and profiles: ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}

async function printCost(what, { service, postgres }) {
  const bare = what === 'mixed' ? await meanOf(kinds) : await bareCost(what);
  const all = service + postgres;
  const columns = [all, service, postgres, bare].map((cost) => cost.toFixed(3).padEnd(9)).join('');
  console.log(`${what.padEnd(17)} ${columns}  ${(all / bare).toFixed(1)}`);
}

async function meanOf(some) {
  let sum = 0;
  for (const kind of some) sum += await bareCost(kind);
  return sum / some.length;
}

async function bareCost(kind) {
  const args = [here('checks/bare.mjs'), kind, '20000', '20', String(ports[kind] ?? 0)];
  return Number((await promisify(execFile)(process.execPath, args)).stdout);
}

async function printPeer() {
  const cost = await runPeer(kinds, plan, { folder, ports });
  const all = costs.mixed.service + costs.mixed.postgres;
  console.log(
    `\nprometheus-blackbox-exporter, which stores nothing: ${cost.perProbe.toFixed(3)} CPU-ms a probe at ${cost.rate.toFixed(0)} a second, ` +
      `${cost.failed} failed; ours costs ${(all / cost.perProbe).toFixed(2)} of it`,
  );
  const wanted = plan.monitors / plan.interval;
  if (cost.rate < 0.95 * wanted)
    console.log(`note: it was to be ${wanted.toFixed(0)} a second, so it is no like for like`);
}
