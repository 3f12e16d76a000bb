/** Whether monitors of many hosts fail together: then it may be we who can not see. */
import type { Clock } from '../platform/clock.js';

export type BurstWatch = {
  /** Told how an attempt for a monitor that was up ended: `failedHost` is the host it looked at, undefined where it answered. */
  note(targetId: number, failedHost: string | undefined): void;
  /** Whether, of the monitors seen in the last five seconds, more than half failed, on at least ten different hosts. */
  isOn(): boolean;
  /** Whether there are enough monitors for a burst: ten that were seen within a minute. */
  isPossible(): boolean;
};

/** Milliseconds that an attempt counts for a burst. */
export const burstMs = 5000;
/** Milliseconds after which a monitor is not one that is looked at all the time. */
const forgottenAfter = 60_000;
const fewest = 10;
/** Milliseconds between two times at which old attempts are forgotten while nobody asks. */
const seldom = 500;

export function watchBursts({ elapsed }: Pick<Clock, 'elapsed'>): BurstWatch {
  // The latest attempt of each monitor, the oldest first.
  const seen = new Map<number, { at: number; failedHost: string | undefined }>();
  const known = new Map<number, number>();
  const failing = new Map<string, number>();
  let failed = 0;
  let lastForgot = 0;

  function count(host: string | undefined, by: 1 | -1): void {
    if (host === undefined) return;
    failed += by;
    const monitors = (failing.get(host) ?? 0) + by;
    if (monitors > 0) failing.set(host, monitors);
    else failing.delete(host);
  }

  function forget(targetId: number): void {
    const attempt = seen.get(targetId);
    if (attempt === undefined) return;
    count(attempt.failedHost, -1);
    seen.delete(targetId);
  }

  function forgetOld(now = elapsed()): void {
    lastForgot = now;
    for (const [targetId, { at }] of seen) {
      if (at >= now - burstMs) break;
      forget(targetId);
    }
    for (const [targetId, at] of known) {
      if (at >= now - forgottenAfter) return;
      known.delete(targetId);
    }
  }

  return {
    note(targetId, failedHost) {
      const now = elapsed();
      forget(targetId);
      known.delete(targetId);
      known.set(targetId, now);
      seen.set(targetId, { at: now, failedHost });
      count(failedHost, 1);
      // Not each time: what was taken out of a map is still walked over until it is laid out anew.
      if (now - lastForgot > seldom) forgetOld(now);
    },
    isOn() {
      forgetOld();
      return failing.size >= fewest && failed * 2 > seen.size;
    },
    isPossible() {
      forgetOld();
      return known.size >= fewest;
    },
  };
}
