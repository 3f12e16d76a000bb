/** What the time is: passed to whatever decides by it, so that tests can move it. */
export type Clock = {
  /** Milliseconds since the epoch; may step when the system's clock is set. */
  now(): number;
  /** Milliseconds since some fixed instant, with fractions; never steps. */
  elapsed(): number;
};

export const systemClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() };
