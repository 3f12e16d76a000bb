// Debian's prometheus-blackbox-exporter over the same targets at the same rate, asked by this process over kept connections.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cpuOf } from './cpu.mjs';
import { warmUp } from './run.mjs';

const config = `modules:
  url: { prober: http, timeout: 5s, http: { preferred_ip_protocol: ip4 } }
  port: { prober: tcp, timeout: 5s }
  ping: { prober: icmp, timeout: 5s, icmp: { preferred_ip_protocol: ip4 } }
`;

/** Warms up and is measured for as long as our service. */
export async function runPeer(kinds, { monitors, interval, seconds }, { folder, ports }) {
  const file = join(folder, 'blackbox.yml');
  writeFileSync(file, config);
  const port = await freePort();
  const exporter = spawn(
    'prometheus-blackbox-exporter',
    [`--config.file=${file}`, `--web.listen-address=127.0.0.1:${port}`, '--log.level=error'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const ended = endOf(exporter);
  const agent = new Agent({ keepAlive: true, maxSockets: 100 });
  const ask = askOf(port, agent);
  const isRunning = () => exporter.exitCode === null && exporter.signalCode === null;
  const tools = { ask, isRunning };
  const rate = monitors / interval;
  const measure = async () => {
    await listening(ask);
    await drive(rate * warmUp, rate, kinds, ports, tools);
    const [before, from] = [cpuOf(exporter.pid), performance.now()];
    const failed = await drive(rate * seconds, rate, kinds, ports, tools);
    const took = (performance.now() - from) / 1000;
    return { perProbe: (cpuOf(exporter.pid) - before) / (rate * seconds), rate: (rate * seconds) / took, failed };
  };
  try {
    return await Promise.race([measure(), ended.then((why) => Promise.reject(new Error(why)))]);
  } finally {
    agent.destroy();
    exporter.kill();
    await ended;
  }
}

/** Resolves to what became of it. */
function endOf(exporter) {
  return new Promise((resolve) => {
    exporter.on('error', () =>
      resolve('prometheus-blackbox-exporter is not installed: apt-get install prometheus-blackbox-exporter'),
    );
    exporter.on('exit', (code, signal) => resolve(`prometheus-blackbox-exporter ended: ${signal ?? code}`));
  });
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function listening(ask) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await ask('/-/healthy').catch(() => undefined)) return;
    await pause(100);
  }
  throw new Error('prometheus-blackbox-exporter does not answer');
}

/** Asks for `count` probes, `rate` a second; resolves to how many did not succeed. */
async function drive(count, rate, kinds, ports, { ask, isRunning }) {
  const addresses = {
    url: () => `http://127.0.0.1:${ports.url}/`,
    port: () => `127.0.0.1:${ports.port}`,
    ping: (n) => `127.0.${1 + (n % 200)}.${1 + (Math.floor(n / 200) % 200)}`,
  };
  const from = performance.now();
  const asked = [];
  while (asked.length < count && isRunning()) {
    const due = Math.min(count, ((performance.now() - from) / 1000) * rate);
    while (asked.length < due) {
      const n = asked.length;
      const kind = kinds[n % kinds.length];
      const answer = ask(`/probe?module=${kind}&target=${encodeURIComponent(addresses[kind](n))}`);
      // A request that gets no answer is a probe that failed.
      asked.push(
        answer.then(
          (text) => text.includes('\nprobe_success 1'),
          () => false,
        ),
      );
    }
    await pause(5);
  }
  const succeeded = await Promise.all(asked);
  return succeeded.filter((isUp) => !isUp).length;
}

function askOf(port, agent) {
  return (path) =>
    new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, path, agent }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (piece) => (text += piece));
        answer.on('error', reject).on('end', () => resolve(text));
      }).on('error', reject);
    });
}
