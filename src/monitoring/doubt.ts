/** What a failed check is worth: whether it is the target that failed, or we who could not see. */
import type { Clock } from '../platform/clock.js';
import type { Logger } from '../platform/logger.js';
import { wait } from '../platform/wait.js';
import { burstMs, watchBursts } from './burst.js';
import type { Canaries } from './canaries.js';
import type { DueCheck } from './due.js';
import { confirmed, verdict, withdrawn, type Attempt, type Attempts, type Verdict } from './verdict.js';

export type Doubt = {
  /** Told of each check that is going to be made. */
  expect(due: DueCheck): void;
  /** Told how the first attempt of each check ended, and how to find out which host it looked at. */
  note(due: DueCheck, attempt: Attempt, host: () => string): void;
  /**
   * The verdict on a check of which every attempt failed, once it can be believed. With canaries: when one of them has
   * answered, else nothing is known. Without: a change to down waits until it is seen whether many others fail with it.
   * What failed together with many, or since the canaries were silent, is tried `again` before it counts. Resolves soon
   * after `signal` aborts, with a verdict that is not wanted.
   */
  settle(failed: FailedCheck): Promise<Verdict>;
};

export type FailedCheck = {
  due: DueCheck;
  attempts: Attempts;
  /** When the first of them began and had failed, in `clock.elapsed()` milliseconds. */
  beganAt: number;
  failedAt: number;
  /** One more attempt; undefined where the check was abandoned before it could begin. */
  again(): Promise<Attempt | undefined>;
  signal: AbortSignal;
};

export type DoubtParts = { canaries: Canaries; clock: Clock; log: Logger };

/** Milliseconds until a check that failed in a burst is tried again. */
const pause = 1000;
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

  async function isDoubtful({ beganAt, failedAt, signal }: FailedCheck): Promise<boolean> {
    if (canaries.isOn && canaries.lastSilent() >= beganAt) return true;
    // Those that fail with it may do so a moment later.
    if (!canaries.isOn && bursts.isPossible()) await wait(failedAt + burstMs - clock.elapsed(), signal);
    const isBurst = bursts.isAround(failedAt);
    if (isBurst) tell();
    return isBurst;
  }

  return {
    expect({ targetId, standing }) {
      if (standing.status === 'up') bursts.expect(targetId);
    },
    note({ targetId, standing }, { outcome }, host) {
      const isRecentlyUp = standing.status === 'up' || outcome.kind === 'up';
      if (!isRecentlyUp || outcome.kind === 'unchecked') return;
      bursts.note(targetId, outcome.kind === 'down' ? host() : undefined);
    },
    async settle(failed) {
      const { due, attempts, again, signal } = failed;
      const { standing, plan } = due;
      const judged = verdict(standing, plan, attempts);
      const isCutOff = async () => canaries.isOn && !(await canaries.answer());
      if (await isCutOff()) return withdrawn(judged, standing);
      if (standing.status !== 'up' || !(await isDoubtful(failed))) return judged;
      await wait(pause, signal);
      const last = signal.aborted ? undefined : await again();
      if (!last) return judged;
      const tried = confirmed(standing, plan, attempts, last);
      return tried.result.outcome === 'down' && (await isCutOff()) ? withdrawn(tried, standing) : tried;
    },
  };
}
