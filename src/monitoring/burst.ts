/** Whether monitors of many hosts fail together: then it may be we who can not see. */
import type { Clock } from '../platform/clock.js';

export type BurstWatch = {
  /** Told how an attempt for a monitor that was up ended: `failedHost` is the host it looked at, undefined where it answered. */
  note(targetId: number, failedHost: string | undefined): void;
  /** Whether, of the monitors seen in the last seconds, more than half failed, on at least ten different hosts. */
  isOn(): boolean;
};

/** Milliseconds that an attempt counts. */
const within = 5000;
const fewestHosts = 10;

export function watchBursts({ elapsed }: Pick<Clock, 'elapsed'>): BurstWatch {
  // The latest attempt of each monitor, the oldest first.
  const seen = new Map<number, { at: number; failedHost: string | undefined }>();
  const failing = new Map<string, number>();
  let failed = 0;

  function count(host: string | undefined, by: 1 | -1): void {
    if (host === undefined) return;
    failed += by;
    const monitors = (failing.get(host) ?? 0) + by;
    if (monitors > 0) failing.set(host, monitors);
    else failing.delete(host);
  }

  function forget(targetId: number): void {
    const known = seen.get(targetId);
    if (known === undefined) return;
    count(known.failedHost, -1);
    seen.delete(targetId);
  }

  function forgetOld(): void {
    const since = elapsed() - within;
    for (const [targetId, { at }] of seen) {
      if (at >= since) return;
      forget(targetId);
    }
  }

  return {
    note(targetId, failedHost) {
      forget(targetId);
      seen.set(targetId, { at: elapsed(), failedHost });
      count(failedHost, 1);
      forgetOld();
    },
    isOn() {
      forgetOld();
      return failing.size >= fewestHosts && failed * 2 > seen.size;
    },
  };
}
