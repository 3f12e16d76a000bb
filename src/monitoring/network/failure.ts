/** What it means when an attempt did not get through: the target's fault, or nothing that we can know. */
import type { Outcome, ReasonCode } from '../probes/probe.js';

export type Failure = Exclude<Outcome, { kind: 'up' }>;

/** What ends a step of an attempt: the attempt's signal, and its whole time in seconds for sentences. */
export type Limit = { signal: AbortSignal; timeout: number };

const longestDetail = 300;

/** The target is down. `detail` may quote what the target sent: what can not be stored or shown is taken out of it. */
export function down(code: ReasonCode, detail: string): Failure {
  return { kind: 'down', reason: { code, detail: presentable(detail) } };
}

/** We could not look. */
export function unchecked(why: string): Failure {
  return { kind: 'unchecked', why: presentable(why) };
}

export function timedOut(timeout: number, phase: string): Failure {
  return down('timeout', `no answer within ${timeout} s: ${phase}`);
}

export function isFailure(result: { kind: string }): result is Failure {
  return result.kind === 'down' || result.kind === 'unchecked';
}

/** Of several failures the one to report: a reason from one that looked says more than one that could not look. */
export function mostTelling(failures: readonly Failure[]): Failure {
  return failures.findLast(({ kind }) => kind === 'down') ?? failures.at(-1) ?? unchecked('nothing was tried');
}

/** `[::1]:443`, `192.0.2.1:443`. */
export function endpoint(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function presentable(text: string): string {
  const clean = text.toWellFormed().replace(/\p{Cc}+/gu, ' ');
  return clean.length > longestDetail ? `${Array.from(clean).slice(0, longestDetail).join('')}…` : clean;
}

type Meaning = ReasonCode | 'unchecked';

/** The one table from the errors of sockets to what they say about the target. */
const meanings: Readonly<Record<string, Meaning>> = {
  ECONNREFUSED: 'connection_refused',
  ECONNRESET: 'connection_reset',
  ECONNABORTED: 'connection_reset',
  EPIPE: 'connection_reset',
  EHOSTUNREACH: 'host_unreachable',
  EHOSTDOWN: 'host_unreachable',
  ETIMEDOUT: 'timeout',
  // No free socket, no memory, no route of our own, or a firewall of ours: nobody looked.
  EMFILE: 'unchecked',
  ENFILE: 'unchecked',
  ENOBUFS: 'unchecked',
  ENOMEM: 'unchecked',
  EAGAIN: 'unchecked',
  EADDRNOTAVAIL: 'unchecked',
  EADDRINUSE: 'unchecked',
  EAFNOSUPPORT: 'unchecked',
  ENETUNREACH: 'unchecked',
  ENETDOWN: 'unchecked',
  EPERM: 'unchecked',
  EACCES: 'unchecked',
};

/** What an error's code, such as `ECONNREFUSED`, says. */
export function meaningOf(code: string): Meaning {
  return Object.hasOwn(meanings, code) ? (meanings[code] ?? 'error') : 'error';
}

const sentences: Partial<Record<Meaning, (peer: string) => string>> = {
  connection_refused: (peer) => `${peer} refused the connection`,
  connection_reset: (peer) => `${peer} reset the connection`,
  host_unreachable: (peer) => `${peer} is unreachable`,
  timeout: (peer) => `${peer} did not answer`,
};

/** The failure that an error of a socket to `peer` means; `during` tells what was going on. */
export function socketFailure(error: Error, peer: string, during = ''): Failure {
  const code = codeOf(error);
  const meaning = meaningOf(code);
  const what = sentences[meaning]?.(peer) ?? `${peer}: ${code || error.message}`;
  const detail = during ? `${what} ${during}` : what;
  return meaning === 'unchecked' ? unchecked(detail) : down(meaning, detail);
}

/** `error.code`, or an empty text. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
