/** How long this thread's event loop stood still: what an attempt shows in such a time says little about its target. */
import type { Clock } from '../platform/clock.js';

export type Standstill = {
  /** Milliseconds, all in all, that the loop stood still since it was first watched. */
  total(): number;
  stop(): void;
};

/** Watches the loop by a beat every 100 ms: a beat that comes later than twice that counts as a standstill. */
export function watchStandstill({ elapsed }: Pick<Clock, 'elapsed'>): Standstill {
  const beat = 100;
  let total = 0;
  let last = elapsed();
  // A standstill that has just ended may not have reached the timer yet, so whoever asks takes it into account.
  const late = () => {
    const over = elapsed() - last - beat;
    return over > beat ? over : 0;
  };
  const timer = setInterval(() => {
    total += late();
    last = elapsed();
  }, beat);
  timer.unref();
  return { total: () => total + late(), stop: () => clearInterval(timer) };
}
