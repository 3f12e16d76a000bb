/** Keeps what was read for a while, so that a crowd costs one reading. */
import type { Clock } from '../../platform/clock.js';

type KeptOptions = {
  clock: Clock;
  /** How long, in milliseconds, counted from the beginning of the reading. */
  ms: number;
};

/** Where what was read is kept by name. What is not there, and what could not be read, is asked for anew each time. */
export type Kept<T> = {
  /** @param read what is called so, undefined where there is nothing; those who ask meanwhile wait for the same reading */
  get: (name: string, read: () => Promise<T | undefined>) => Promise<T | undefined>;
  /** What was read until now is not given to anybody any more. */
  forget: (name: string) => void;
};

/**
 * How much is kept is limited by how fast it can be read: nothing goes before its time, or who asks for much would take from
 * the others what was read for them.
 */
export function keep<T extends object>({ clock, ms }: KeptOptions): Kept<T> {
  type Entry = { at: number; value: Promise<T | undefined> };
  const entries = new Map<string, Entry>();

  function drop(name: string, entry: Entry): void {
    // Another one may have taken its place.
    if (entries.get(name) === entry) entries.delete(name);
  }

  return {
    get(name, read) {
      const now = clock.elapsed();
      const known = entries.get(name);
      if (known && now - known.at < ms) return known.value;
      const entry: Entry = { at: now, value: read() };
      entries.set(name, entry);
      // Also where nobody asks again.
      setTimeout(() => drop(name, entry), ms).unref();
      entry.value.then(
        (value) => {
          if (!value) drop(name, entry);
        },
        () => drop(name, entry),
      );
      return entry.value;
    },
    forget: (name) => void entries.delete(name),
  };
}
