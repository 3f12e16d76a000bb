// Debian's prometheus-blackbox-exporter over the same targets at the same rate, asked by this process over kept connections.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cpuOf } from './cpu.mjs';

const port = 19115;
const config = `modules:
  url: { prober: http, timeout: 5s, http: { preferred_ip_protocol: ip4 } }
  port: { prober: tcp, timeout: 5s }
  ping: { prober: icmp, timeout: 5s, icmp: { preferred_ip_protocol: ip4 } }
`;
/** Seconds that are measured, and seconds before them that are not. */
const [longest, warmUp] = [60, 5];

export async function runPeer(kinds, { monitors, interval, seconds }, { folder, ports }) {
  const file = join(folder, 'blackbox.yml');
  writeFileSync(file, config);
  const exporter = spawn(
    'prometheus-blackbox-exporter',
    [`--config.file=${file}`, `--web.listen-address=127.0.0.1:${port}`, '--log.level=error'],
    { stdio: 'ignore' },
  );
  const missing = once(exporter, 'error').then(() => {
    throw new Error('prometheus-blackbox-exporter is not installed: apt-get install prometheus-blackbox-exporter');
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 100 });
  try {
    await Promise.race([missing, listening(agent)]);
    const rate = monitors / interval;
    await drive(rate * warmUp, rate, kinds, ports, agent);
    const [before, from] = [cpuOf(exporter.pid), performance.now()];
    const count = rate * Math.min(longest, seconds);
    const failed = await drive(count, rate, kinds, ports, agent);
    const took = (performance.now() - from) / 1000;
    return { perProbe: (cpuOf(exporter.pid) - before) / count, rate: count / took, failed };
  } finally {
    agent.destroy();
    exporter.kill();
  }
}

async function listening(agent) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await ask('/-/healthy', agent).catch(() => undefined)) return;
    await pause(100);
  }
  throw new Error('prometheus-blackbox-exporter does not answer');
}

/** Asks for `count` probes, `rate` a second; resolves to how many did not succeed. */
async function drive(count, rate, kinds, ports, agent) {
  const addresses = {
    url: () => `http://127.0.0.1:${ports.url}/`,
    port: () => `127.0.0.1:${ports.port}`,
    ping: (n) => `127.0.${1 + (n % 200)}.${1 + (Math.floor(n / 200) % 200)}`,
  };
  const from = performance.now();
  const asked = [];
  while (asked.length < count) {
    const due = Math.min(count, ((performance.now() - from) / 1000) * rate);
    while (asked.length < due) {
      const n = asked.length;
      const kind = kinds[n % kinds.length];
      asked.push(ask(`/probe?module=${kind}&target=${encodeURIComponent(addresses[kind](n))}`, agent));
    }
    await pause(5);
  }
  const texts = await Promise.all(asked);
  return texts.filter((text) => !text.includes('\nprobe_success 1')).length;
}

function ask(path, agent) {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece) => (text += piece));
      answer.on('end', () => resolve(text));
    }).on('error', reject);
  });
}
