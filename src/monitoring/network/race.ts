/** Several addresses for one host: tried in turn, without waiting long for one that is silent (after RFC 8305). */
import { isIPv6 } from 'node:net';
import { over } from '../../platform/wait.js';
import { isFailure, mostTelling, type Failure } from './failure.js';

/** Milliseconds after which the next address is tried beside one that has not answered yet. */
const stagger = 250;

/** Addresses tried in one attempt: an answer with hundreds must not cost hundreds of sockets. */
const mostAddresses = 10;

/** `addresses` with their families taking turns, beginning with the family of the first one. */
export function interleaved(addresses: readonly string[]): string[] {
  const [first = ''] = addresses;
  const leading = addresses.filter((address) => isIPv6(address) === isIPv6(first));
  const others = addresses.filter((address) => isIPv6(address) !== isIPv6(first));
  const turns = Array.from({ length: Math.max(leading.length, others.length) }, (_, turn) => turn);
  return turns.flatMap((turn) => [leading[turn], others[turn]]).filter((address) => address !== undefined);
}

type Race<Won> = {
  /** Tries one address. Never rejects, and has cleaned up after itself when it settles, which is soon after an abort. */
  start: (address: string, signal: AbortSignal) => Promise<Won | Failure>;
  /** Disposes of what a second winner brought. */
  discard: (won: Won) => Promise<void>;
  signal: AbortSignal;
};

/**
 * The first success among `addresses`, or the most telling failure. The next address starts 250 ms after the last one,
 * or at once when one failed. Settles when all that were started have settled.
 */
export function race<Won extends { kind: string }>(
  addresses: readonly string[],
  { start, discard, signal }: Race<Won>,
): Promise<Won | Failure> {
  const [only] = addresses;
  if (only !== undefined && addresses.length === 1) return start(only, signal);
  const waiting = interleaved(addresses).slice(0, mostAddresses);
  return new Promise((resolve) => {
    const runners = new AbortController();
    const stop = () => runners.abort(over);
    signal.addEventListener('abort', stop, { once: true });
    const failures: Failure[] = [];
    let winner: Won | undefined;
    let running = 0;
    let timer: NodeJS.Timeout | undefined;

    const launch = () => {
      clearTimeout(timer);
      const address = winner || signal.aborted ? undefined : waiting.shift();
      if (address !== undefined) {
        running += 1;
        if (waiting.length > 0) timer = setTimeout(launch, stagger);
        void start(address, runners.signal).then(settle);
      } else if (running === 0) {
        signal.removeEventListener('abort', stop);
        resolve(winner ?? mostTelling(failures));
      }
    };
    const settle = async (result: Won | Failure) => {
      if (isFailure(result)) failures.push(result);
      else if (winner) await discard(result);
      else {
        winner = result;
        stop();
      }
      running -= 1;
      launch();
    };
    launch();
  });
}
