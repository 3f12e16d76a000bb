/** Hosts of which the operator knows that they answer: when none of them does, it is we who are cut off. */
import type { Clock } from '../platform/clock.js';
import type { Logger } from '../platform/logger.js';
import { wait } from '../platform/wait.js';
import { closed } from './network/dial.js';
import type { Network } from './network.js';

/** A TCP port of a host: up when the handshake completes. */
export type Canary = { host: string; port: number };

export type Canaries = {
  /** Whether there are any. */
  isOn: boolean;
  /** Whether any of them answers when asked from now on. Who asks while they are about to be asked shares the answer. */
  answer(): Promise<boolean>;
  /** Whether none answered when they were asked last: nothing is known of what lies beyond this machine. */
  areSilent(): boolean;
  /** When they were silent last, in `clock.elapsed()` milliseconds; -Infinity where they never were. */
  lastSilent(): number;
  /** Asks no more: whoever waits is told that none answered. */
  close(): void;
};

export type CanariesParts = {
  canaries: readonly Canary[];
  network: Pick<Network, 'resolve' | 'connect'>;
  clock: Clock;
  log: Logger;
};

/** Seconds for one canary to answer. */
const timeout = 3;
/** Milliseconds from one asking to the next: with much to ask for, they are still left in peace. */
const rest = 500;
/** Milliseconds until silent canaries are asked again, whoever asks for it or not. */
const askAgainAfter = 1000;

export function openCanaries({ canaries, network, clock, log }: CanariesParts): Canaries {
  const closing = new AbortController();
  let current: Promise<boolean> = Promise.resolve(true);
  let next: Promise<boolean> | undefined;
  let lastAsked = -Infinity;
  let silent = false;
  let lastSilent = -Infinity;
  let again: NodeJS.Timeout | undefined;

  async function ask(): Promise<boolean> {
    const end = new AbortController();
    const stop = () => end.abort();
    const timer = setTimeout(stop, timeout * 1000);
    closing.signal.addEventListener('abort', stop);
    try {
      return await anyOf(canaries.map((canary) => isThere(canary, network, end.signal)));
    } finally {
      clearTimeout(timer);
      closing.signal.removeEventListener('abort', stop);
      end.abort();
    }
  }

  function heard(answered: boolean): boolean {
    if (closing.signal.aborted) return answered;
    clearTimeout(again);
    if (!answered) again = setTimeout(() => void answer(), askAgainAfter);
    if (silent === answered) {
      if (answered) log.info('the canaries answer again: outages are believed again');
      else log.error('no canary answers: this machine is cut off, and what fails now counts as unknown');
    }
    silent = !answered;
    if (silent) lastSilent = clock.elapsed();
    return answered;
  }

  async function inTurn(before: Promise<boolean>): Promise<boolean> {
    await before;
    await wait(rest - (clock.elapsed() - lastAsked), closing.signal);
    lastAsked = clock.elapsed();
    next = undefined;
    return heard(!closing.signal.aborted && (await ask()));
  }

  function answer(): Promise<boolean> {
    // One that is being asked already may have answered before what the asker saw.
    if (!next) current = next = inTurn(current);
    return next;
  }

  return {
    isOn: canaries.length > 0,
    answer,
    areSilent: () => silent,
    lastSilent: () => lastSilent,
    close() {
      clearTimeout(again);
      closing.abort();
    },
  };
}

async function isThere({ host, port }: Canary, network: CanariesParts['network'], signal: AbortSignal) {
  const limit = { signal, timeout };
  const found = await network.resolve(host, limit);
  if (found.kind !== 'found') return false;
  const connection = await network.connect(found.addresses, port, limit);
  if (connection.kind !== 'connected') return false;
  await closed(connection.socket);
  return true;
}

/** Whether any answer is yes, as soon as that is known. */
function anyOf(answers: readonly Promise<boolean>[]): Promise<boolean> {
  return new Promise((resolve) => {
    let left = answers.length;
    for (const answer of answers) {
      void answer.then((yes) => {
        left -= 1;
        if (yes || left === 0) resolve(yes);
      });
    }
  });
}
