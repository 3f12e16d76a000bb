import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import { addressPolicy } from '../../../src/monitoring/addressPolicy.js';
import { openIcmp, type Icmp, type IcmpOptions } from '../../../src/monitoring/icmp/icmp.js';
import { readOutput } from '../../../src/monitoring/icmp/pingCommand.js';
import { ping } from '../../../src/monitoring/probes/ping.js';
import { dnsServer } from '../../support/dnsServer.js';
import { memoryLog } from '../../support/log.js';
import { hasNamespaces, runInNamespace } from '../../support/namespace.js';
import { attempt, down, unchecked, up } from '../../support/probing.js';

const noFile = '/nonexistent/program';
const isRoot = process.getuid?.() === 0;
const hasRaw = isRoot && hasNetPing();
const hasPing = run('ping', '-n', '-c', '1', '127.0.0.1');
const nobody = 65534;

const opened: Icmp[] = [];
afterEach(() => {
  for (const icmp of opened.splice(0)) icmp.close();
});

function open(options: Partial<IcmpOptions> = {}) {
  const { log, lines } = memoryLog();
  const icmp = openIcmp({ log, ...options });
  opened.push(icmp);
  return { icmp, lines };
}

describe.runIf(hasRaw)('by raw sockets', () => {
  const rawOnly = { pingCommand: noFile };

  test('loopback answers over IPv4 and IPv6 with fractions of a millisecond', async () => {
    const { icmp, lines } = open(rawOnly);
    for (const host of ['127.0.0.1', '127.0.0.77', '::1', '0:0:0::1', '::ffff:127.0.0.1', 'localhost']) {
      const outcome = await attempt(ping, { host }, { icmp });
      expect([host, outcome]).toEqual([host, up]);
      const time = outcome.kind === 'up' ? outcome.responseTime : 0;
      expect(time).toBeGreaterThan(0);
      expect(time).toBeLessThan(50);
      expect(time).not.toBe(Math.round(time));
    }
    expect(lines).toEqual([]);
  });

  test('a thousand at once all get their own answer', async () => {
    const { icmp } = open(rawOnly);
    const outcomes = await Promise.all(
      Array.from({ length: 1000 }, (_, index) => {
        const { signal } = new AbortController();
        return icmp.echo(`127.0.${index % 4}.${(index % 250) + 1}`, { signal, timeoutMs: 5000 });
      }),
    );
    expect(outcomes.filter(({ kind }) => kind !== 'up')).toEqual([]);
  });

  test('one that was given up leaves nothing behind, and the next one works', async () => {
    const { icmp } = open(rawOnly);
    const { signal } = new AbortController();
    await icmp.echo('127.0.0.1', { signal, timeoutMs: 5000 });
    const given = new AbortController();
    const answer = icmp.echo('127.0.0.1', { signal: given.signal, timeoutMs: 5000 });
    given.abort();
    expect(await answer).toEqual(unchecked);
    expect(await icmp.echo('127.0.0.1', { signal, timeoutMs: 5000 })).toEqual(up);
  });

  test('an agent that dies makes its echoes unchecked and is started again', async () => {
    const { icmp } = open(rawOnly);
    expect(await attempt(ping, { host: '127.0.0.1' }, { icmp })).toEqual(up);
    const answers = Promise.all(
      [1, 2, 3].map(() => icmp.echo('127.0.0.1', { signal: new AbortController().signal, timeoutMs: 5000 })),
    );
    for (const pid of agents()) process.kill(pid, 'SIGKILL');
    expect((await answers).map(({ kind }) => kind)).toEqual(['unchecked', 'unchecked', 'unchecked']);
    expect(await attempt(ping, { host: '127.0.0.1' }, { icmp })).toEqual(up);
  });

  test('a signal to the whole process group does not end it', async () => {
    const { icmp } = open(rawOnly);
    expect(await attempt(ping, { host: '127.0.0.1' }, { icmp })).toEqual(up);
    const before = agents();
    for (const pid of before) process.kill(pid, 'SIGTERM');
    for (const pid of before) process.kill(pid, 'SIGINT');
    expect(await attempt(ping, { host: '127.0.0.1' }, { icmp })).toEqual(up);
    expect(agents()).toEqual(before);
  });

  test('it works in a worker thread, where monitoring runs', async () => {
    const code = `
      import { parentPort } from 'node:worker_threads';
      import { openIcmp } from ${JSON.stringify(new URL('../../../dist/monitoring/icmp/icmp.js', import.meta.url).href)};
      const icmp = openIcmp({ log: console, pingCommand: ${JSON.stringify(noFile)} });
      const signal = new AbortController().signal;
      parentPort.postMessage(await icmp.echo('127.0.0.1', { signal, timeoutMs: 5000 }));
      icmp.close();`;
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`));
    // Both at once: where the worker is quick they come in the same turn of the loop.
    const said = await Promise.all([once(worker, 'message'), once(worker, 'exit')]);
    expect(said).toEqual([[up], [0]]);
  });

  test('closing ends the agent', async () => {
    const { icmp } = open(rawOnly);
    await attempt(ping, { host: '127.0.0.1' }, { icmp });
    expect(agents()).toHaveLength(1);
    icmp.close();
    await expect.poll(agents).toEqual([]);
  });
});

// A network namespace of the test's own is really silent, and has addresses that are unreachable.
const routes = [
  'ip link set lo up',
  'echo 1 > /proc/sys/net/ipv4/icmp_echo_ignore_all',
  'ip route add unreachable 192.0.2.0/24',
].join(' && ');
// The first one waits for the agent to start, which takes a while on a busy machine.
const echoes = `
  const { openIcmp } = await import(built + 'monitoring/icmp/icmp.js');
  const log = { warn: () => undefined, error: () => undefined };
  const icmp = openIcmp({ log, ...options });
  const outcomes = [];
  for (const address of ['::1', '127.0.0.7', '192.0.2.1', '198.51.100.1', '2001:db8::1']) {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), address === '::1' ? 10000 : 500);
    outcomes.push(await icmp.echo(address, { signal: deadline.signal, timeoutMs: 500 }));
    clearTimeout(timer);
  }
  icmp.close();
  console.log(JSON.stringify(outcomes.slice(1)));`;
const means = [
  ...(hasNetPing() ? ([['raw sockets', { pingCommand: noFile }]] as const) : []),
  ...(hasPing ? ([['the command', { agentPath: noFile }]] as const) : []),
];

test.runIf(hasNamespaces(routes)).each(means)(
  'silence, an unreachable host and no route are told apart by %s',
  (_, options) => {
    const code = `const options = ${JSON.stringify(options)};\n${echoes}`;
    const [silent, unreachable, ...noRoute] = runInNamespace(routes, code) as unknown[];
    expect(silent).toEqual(down('no_reply', 'no reply from 127.0.0.7 within 0.5 s'));
    expect(unreachable).toEqual(down('host_unreachable'));
    expect(noRoute).toEqual([unchecked, unchecked]);
  },
);

describe.runIf(hasPing)("by the system's ping", () => {
  test('loopback answers where the agent can not be started, and the log says so once', async () => {
    const { icmp, lines } = open({ agentPath: noFile });
    for (const host of ['127.0.0.1', '127.0.0.77', '::1', '0:0:0::1']) {
      expect([host, await attempt(ping, { host }, { icmp })]).toEqual([host, up]);
    }
    expect(lines).toMatchObject([{ level: 'warn' }]);
  });

  test.runIf(hasRaw && readableByAll())('it is used where raw sockets are not permitted', async () => {
    const { icmp, lines } = open({ agentUid: nobody });
    expect(await attempt(ping, { host: '127.0.0.1' }, { icmp })).toEqual(up);
    expect(await attempt(ping, { host: '::1' }, { icmp })).toEqual(up);
    expect(lines).toMatchObject([{ level: 'warn', msg: expect.stringContaining('not permitted') as string }]);
  });
});

test('where neither works nothing is known, and the log says so once', async () => {
  const { icmp, lines } = open({ agentPath: noFile, pingCommand: noFile });
  for (const host of ['127.0.0.1', '::1', '127.0.0.1', '127.0.0.2', '127.0.0.3']) {
    expect(await attempt(ping, { host }, { icmp })).toEqual(unchecked);
  }
  expect(lines).toMatchObject([{ level: 'error', msg: expect.stringContaining('CAP_NET_RAW') as string }]);
});

test('a ping that is not permitted either is told as that', async () => {
  await using command = await fakePing(
    "echo 'ping: socktype: SOCK_RAW' >&2; echo 'ping: Operation not permitted'; exit 2",
  );
  const { icmp, lines } = open({ agentPath: noFile, pingCommand: command.path });
  expect(await attempt(ping, { host: '127.0.0.1' }, { icmp })).toEqual(unchecked);
  expect(lines).toMatchObject([{ level: 'error' }]);
});

test('a ping that never ends is killed at the deadline', async () => {
  await using command = await fakePing('exec sleep 100');
  const { icmp } = open({ agentPath: noFile, pingCommand: command.path });
  const outcome = await attempt(ping, { host: '127.0.0.1' }, { icmp, timeout: 0.4 });
  expect(outcome).toEqual(down('no_reply', 'no reply from 127.0.0.1 within 0.4 s'));
});

test('an address that the policy refuses is not pinged', async () => {
  const { icmp } = open({ agentPath: noFile, pingCommand: noFile });
  expect(await attempt(ping, { host: '224.0.0.1' }, { icmp })).toEqual(down('not_allowed'));
  const policy = addressPolicy({ allowPrivate: false });
  expect(await attempt(ping, { host: '::1' }, { icmp, policy })).toEqual(down('not_allowed'));
});

test('a name that does not exist is not pinged, and one with a silent address is by the other', async () => {
  await using dns = await dnsServer({ 'two.example': { addresses: ['2001:db8::1', '192.0.2.1'] } });
  const icmp: Icmp = {
    echo: (address, { signal }) =>
      address === '192.0.2.1'
        ? Promise.resolve({ kind: 'up', responseTime: 1 })
        : new Promise((resolve) =>
            signal.addEventListener('abort', () => resolve({ kind: 'unchecked', why: 'given up' })),
          ),
    close: () => undefined,
  };
  const options = { dnsServers: [dns.address], icmp };
  expect(await attempt(ping, { host: 'none.example' }, options)).toEqual(down('dns_failure'));
  expect(await attempt(ping, { host: 'two.example' }, options)).toEqual(up);
});

const header = 'PING 192.0.2.1 (192.0.2.1) 56(84) bytes of data.\n';
const lost = '\n--- 192.0.2.1 ping statistics ---\n1 packets transmitted, 0 received, 100% packet loss, time 0ms\n';

test.each([
  [`${header}64 bytes from 192.0.2.1: icmp_seq=1 ttl=64 time=0.045 ms`, { kind: 'up', responseTime: 0.045 }],
  [`${header}64 bytes from 192.0.2.1: seq=0 ttl=64 time=12 ms`, { kind: 'up', responseTime: 12 }],
  [`${header}64 bytes from 192.0.2.9: icmp_seq=1 ttl=64 time=1 ms (DIFFERENT ADDRESS!)${lost}`, down('no_reply')],
  [header + lost, down('no_reply')],
  [`${header}From 192.0.2.254 icmp_seq=1 Destination Host Unreachable${lost}`, down('host_unreachable')],
  [`${header}From 192.0.2.254 icmp_seq=1 Time to live exceeded${lost}`, down('host_unreachable')],
  ['ping: connect: No route to host', down('host_unreachable')],
  ['ping: connect: Network is unreachable', unchecked],
  ['ping: sendmsg: No buffer space available', unchecked],
  [
    'ping: socktype: SOCK_RAW\nping: socket: Operation not permitted',
    { kind: 'unavailable', why: 'ping: socktype: SOCK_RAW' },
  ],
  ['', { kind: 'unchecked', why: 'ping printed nothing' }],
])('what ping prints is understood: %j', (output, expected) => {
  expect(readOutput(output, '192.0.2.1', 1000)).toEqual(expected);
});

/** The ids of the agents that this process started. */
function agents(): number[] {
  const read = (pid: string, file: string) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8');
    } catch {
      return '';
    }
  };
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const isOurs = (pid: string) => new RegExp(`^PPid:\\s${process.pid}$`, 'm').test(read(pid, 'status'));
  return pids.filter((pid) => read(pid, 'cmdline').includes('icmp/agent.js') && isOurs(pid)).map(Number);
}

function run(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** In a process of its own, as the agent loads it: what was built for another Node can not be. */
function hasNetPing(): boolean {
  return run(process.execPath, '-e', 'require("net-ping")');
}

// The agent of another user has to be able to read its own file.
function readableByAll(): boolean {
  const file = join(import.meta.dirname, '../../../dist/monitoring/icmp/agent.js');
  try {
    execFileSync(process.execPath, ['-e', `require('fs').readFileSync(${JSON.stringify(file)})`], {
      uid: nobody,
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

async function fakePing(script: string) {
  const folder = await mkdtemp(join(tmpdir(), 'ping-'));
  const path = join(folder, 'ping');
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}
