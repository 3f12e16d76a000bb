/** Echoes by the system's `ping`, which anyone may use where raw sockets are not permitted. */
import { spawn } from 'node:child_process';
import { isIPv6 } from 'node:net';
import type { Readable } from 'node:stream';
import { codeOf, down, unchecked } from '../network/failure.js';
import type { Outcome } from '../probes/probe.js';
import { canonical } from './packet.js';
import { noReply, type EchoLimit, type Unavailable } from './rawPing.js';

/** Where `ping` may be; English answers, and none of our own settings. */
const env = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/run/wrappers/bin:/run/current-system/sw/bin',
  LC_ALL: 'C',
};

/** Characters of output that are read; a ping prints some hundred. */
const longestOutput = 10_000;

/** Pings `address` once by `command`; `unavailable` where that does not exist or is not permitted. */
export function pingByCommand(
  command: string,
  address: string,
  { signal, timeoutMs }: EchoLimit,
): Promise<Outcome | Unavailable> {
  if (signal.aborted) return Promise.resolve(unchecked('no time was left to send an echo request'));
  return new Promise((resolve) => {
    // Whole seconds: not every ping takes fractions. The signal is what ends it.
    const seconds = String(Math.ceil(timeoutMs / 1000));
    const family = isIPv6(address) ? '-6' : '-4';
    let child: ReturnType<typeof startPing>;
    try {
      child = startPing(command, ['-n', family, '-c', '1', '-W', seconds, address]);
    } catch (error) {
      resolve(notStarted(command, error));
      return;
    }
    let output = '';
    const read = (chunk: Buffer) => {
      if (output.length < longestOutput) output += chunk.toString();
    };
    const finish = (result: Outcome | Unavailable) => {
      signal.removeEventListener('abort', onAbort);
      resolve(result);
    };
    const onAbort = () => child.kill('SIGKILL');
    child.on('error', (error) => finish(notStarted(command, error)));
    child.on('close', () => {
      finish(signal.aborted ? noReply(address, timeoutMs) : readOutput(output, address, timeoutMs));
    });
    // Without a free descriptor there are none, in spite of the type.
    const streams: (Readable | undefined)[] = [child.stdout, child.stderr];
    for (const stream of streams) stream?.on('data', read);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

function startPing(command: string, args: readonly string[]) {
  return spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

function notStarted(command: string, error: unknown): Outcome | Unavailable {
  const code = codeOf(error);
  // Anything else, such as no free process, may be over with the next ping.
  return code === 'ENOENT' || code === 'EACCES' || code === 'EPERM'
    ? { kind: 'unavailable', why: `there is no ${command} to run (${code})` }
    : unchecked(`${command} could not be started: ${String(error)}`);
}

/** What `ping -n -c 1` printed about `address` means. */
export function readOutput(output: string, address: string, timeoutMs: number): Outcome | Unavailable {
  for (const [, source = '', time] of output.matchAll(/bytes from (\S+?):? .*time[=<]([\d.]+) ?ms/g)) {
    if (canonical(source) === canonical(address)) return { kind: 'up', responseTime: Number(time) };
  }
  if (/destination (host|net|port|protocol|address) |no route to host|administratively|no route$/im.test(output)) {
    return down('host_unreachable', `${address} is unreachable`);
  }
  if (/time to live exceeded|hop limit/i.test(output)) {
    return down('host_unreachable', `the way to ${address} is too long`);
  }
  const why = /\S.*/.exec(output)?.[0] ?? 'ping printed nothing';
  if (/not permitted|permission denied|lacking privilege/i.test(output)) return { kind: 'unavailable', why };
  // A summary means that the request was sent.
  return output.includes('packets transmitted') ? noReply(address, timeoutMs) : unchecked(why);
}
