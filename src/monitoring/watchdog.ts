/** Sees to it that silence is seen: counts the monitors that are stale, whichever process should have checked them. */
import type { Clock } from '../platform/clock.js';
import type { Logger } from '../platform/logger.js';
import type { MonitoringStore } from './store.js';

export type Watchdog = {
  /** Looks once. Never throws. */
  look(): Promise<void>;
  /** Monitors that were overdue at the last look; undefined where the database did not answer it, and before the first. */
  overdue(): number | undefined;
};

/** Milliseconds after the start in which nothing is said: what came due while nobody ran is worked off first. */
const settle = 10_000;

export function createWatchdog(parts: {
  store: Pick<MonitoringStore, 'overdue'>;
  clock: Clock;
  log: Logger;
  /** Whether it is known already why nothing is known of any monitor. */
  isCutOff(): boolean;
}): Watchdog {
  const { store, clock, log, isCutOff } = parts;
  const began = clock.elapsed();
  let last: number | undefined;
  let told = 0;

  return {
    async look() {
      try {
        const { count, worst } = await store.overdue(clock.now());
        last = count;
        if (clock.elapsed() - began < settle || isCutOff()) return;
        const word = wordOn(told, count);
        // Of fewer than were told, a rise is worth a line again.
        told = word === undefined ? Math.min(told, count) : count;
        if (word === undefined) return;
        if (word === 'over') log.info('all monitors are checked again');
        else
          log.warn(
            { monitors: count, worst_seconds: Math.round(worst / 1000) },
            'nothing new is known of monitors: their checks are overdue, or could not look',
          );
      } catch (error) {
        // Whoever claims checks says that the database is away.
        last = undefined;
        log.debug({ err: error }, 'could not count the monitors that are overdue');
      }
    },
    overdue: () => last,
  };
}

/** Whether `count` overdue monitors are worth a line, where `told` were told of last (0: none, or that it is over). */
export function wordOn(told: number, count: number): 'overdue' | 'over' | undefined {
  if (count === 0) return told > 0 ? 'over' : undefined;
  return told === 0 || count >= 2 * told ? 'overdue' : undefined;
}
