/** Keeps what was read for a while, so that a crowd costs one reading. */
import type { Clock } from '../../platform/clock.js';

export type KeptOptions = {
  clock: Clock;
  /** How long, in milliseconds, counted from the beginning of the reading. */
  ms: number;
  /** How much is kept at once; the oldest goes first. */
  most: number;
};

/** Where what was read is kept by name. What is not there, and what could not be read, is asked for anew each time. */
export type Kept<T> = {
  get: (name: string) => Promise<T | undefined>;
  /** What was read until now is not given to anybody any more. */
  forget: (name: string) => void;
};

/**
 * @param read what is called so, undefined where there is nothing; those who ask meanwhile wait for the same reading
 * @param weightOf its part of `most`
 */
export function keep<T extends object>(
  read: (name: string) => Promise<T | undefined>,
  weightOf: (value: T) => number,
  { clock, ms, most }: KeptOptions,
): Kept<T> {
  type Entry = { at: number; value: Promise<T | undefined>; weight: number };
  const entries = new Map<string, Entry>();

  function drop(name: string, entry: Entry): void {
    // Another one may have taken its place.
    if (entries.get(name) === entry) entries.delete(name);
  }

  function makeRoom(now: number): void {
    let weight = 0;
    for (const [name, entry] of [...entries].reverse()) {
      weight += entry.weight;
      // The newest stays, however heavy it is.
      if (now - entry.at >= ms || (weight > most && weight > entry.weight)) drop(name, entry);
    }
  }

  return {
    get(name) {
      const now = clock.elapsed();
      const known = entries.get(name);
      if (known && now - known.at < ms) return known.value;
      const entry: Entry = { at: now, value: read(name), weight: 0 };
      entries.delete(name);
      entries.set(name, entry);
      entry.value.then(
        (value) => {
          if (value) entry.weight = weightOf(value);
          else drop(name, entry);
          makeRoom(clock.elapsed());
        },
        () => drop(name, entry),
      );
      return entry.value;
    },
    forget: (name) => void entries.delete(name),
  };
}
