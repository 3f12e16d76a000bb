/** A clock that a test moves. */
import type { Clock } from '../../src/platform/clock.js';

export type TestClock = Clock & {
  /** Time passes. */
  advance(ms: number): void;
  /** The system's clock is set: by `ms` forth, or back where negative. */
  step(ms: number): void;
};

export function testClock(start: number): TestClock {
  let now = start;
  let elapsed = 0;
  return {
    now: () => now,
    elapsed: () => elapsed,
    advance(ms) {
      now += ms;
      elapsed += ms;
    },
    step(ms) {
      now += ms;
    },
  };
}
