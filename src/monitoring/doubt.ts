/** What a failed check is worth: whether it is the target that failed, or we who could not see. */
import type { Clock } from '../platform/clock.js';
import type { Logger } from '../platform/logger.js';
import { wait } from '../platform/wait.js';
import { burstMs, watchBursts } from './burst.js';
import type { Canaries } from './canaries.js';
import type { DueCheck } from './due.js';
import { verdict, withdrawn, type Attempt, type Attempts, type Verdict } from './verdict.js';

export type Doubt = {
  /** Told how each attempt ended, and how to find out which host it looked at. */
  note(due: DueCheck, attempt: Attempt, host: () => string): void;
  /**
   * The verdict on a check of which every attempt failed, once it can be believed: with canaries, when one of them has
   * answered, else nothing is known; without, a change to down waits until it is seen whether many others fail as well,
   * and is then tried `again` before it counts. Resolves soon after `signal` aborts, with a verdict that is not wanted.
   */
  settle(failed: FailedCheck): Promise<Verdict>;
};

export type FailedCheck = {
  due: DueCheck;
  attempts: Attempts;
  /** When the first of them had failed, in `clock.elapsed()` milliseconds. */
  failedAt: number;
  /** One more attempt; undefined where the check was abandoned before it could begin. */
  again(): Promise<Attempt | undefined>;
  signal: AbortSignal;
};

export type DoubtParts = { canaries: Canaries; clock: Clock; log: Logger };

/** Milliseconds until a check that failed in a burst is tried again. */
const burstPause = 1000;
/** Milliseconds between two lines in the log about a burst. */
const quiet = 60_000;

export function createDoubt({ canaries, clock, log }: DoubtParts): Doubt {
  const bursts = watchBursts(clock);
  let lastTold = -Infinity;

  function tell(): void {
    if (clock.elapsed() - lastTold < quiet) return;
    lastTold = clock.elapsed();
    log.warn('most monitors that were up fail together: each is tried once more before it counts as down');
  }

  return {
    note({ targetId, standing }, { outcome }, host) {
      const isRecentlyUp = standing.status === 'up' || outcome.kind === 'up';
      if (canaries.isOn || !isRecentlyUp || outcome.kind === 'unchecked') return;
      bursts.note(targetId, outcome.kind === 'down' ? host() : undefined);
    },
    async settle({ due, attempts, failedAt, again, signal }) {
      const { standing, plan } = due;
      const judged = verdict(standing, plan, attempts);
      if (canaries.isOn) return (await canaries.answer()) ? judged : withdrawn(judged, standing);
      if (standing.status !== 'up') return judged;
      // Those that fail with it may do so a moment later.
      if (bursts.isPossible()) await wait(failedAt + burstMs - clock.elapsed(), signal);
      if (!bursts.isOn()) return judged;
      tell();
      await wait(burstPause, signal);
      const last = signal.aborted ? undefined : await again();
      return last ? verdict(standing, plan, [...attempts, last]) : judged;
    },
  };
}
