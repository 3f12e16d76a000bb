/** How long this thread's event loop stood still: what an attempt shows in such a time says little about its target. */
import type { Clock } from '../platform/clock.js';

export type Standstill = {
  /** Milliseconds, all in all, that the loop stood still since it was first watched. */
  total(): number;
  stop(): void;
};

/**
 * Watches the loop by a beat every 100 ms: a beat that comes later than twice that counts as a standstill. A machine that
 * was suspended is seen by the system's clock alone, since the steady one stands still with it; a system's clock that was
 * only set forth is taken for that, which costs no more than the attempts that failed just then.
 */
export function watchStandstill({ now, elapsed }: Clock): Standstill {
  const beat = 100;
  let total = 0;
  let last = { elapsed: elapsed(), now: now() };
  // A standstill that has just ended may not have reached the timer yet, so whoever asks takes it into account.
  const late = () => {
    const over = Math.max(elapsed() - last.elapsed, now() - last.now) - beat;
    return over > beat ? over : 0;
  };
  const timer = setInterval(() => {
    total += late();
    last = { elapsed: elapsed(), now: now() };
  }, beat);
  timer.unref();
  return { total: () => total + late(), stop: () => clearInterval(timer) };
}
