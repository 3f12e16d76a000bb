/** Lets attempts begin: as many as there are descriptors for, and no faster than this process can look after them. */
import { readFileSync } from 'node:fs';
import { createPlaces, type Claimant } from './places.js';

/** Gives back what an attempt took. */
export type Leave = () => void;

export type Entrance = {
  /** What the attempt calls when it has ended: at once, or when it may begin; undefined where `signal` aborted before. */
  enter(claimant: Claimant, signal: AbortSignal): Leave | Promise<Leave | undefined>;
};

export type EntranceOptions = {
  /** Attempts at once. */
  places: number;
  /** Attempts at once that are younger than `young`: they cost the most, and many at once would delay each other. */
  youngPlaces?: number;
  /** Milliseconds after which an attempt only waits for its target. */
  young?: number;
};

export function createEntrance({ places, youngPlaces = 300, young = 250 }: EntranceOptions): Entrance {
  const all = createPlaces(places);
  const starting = createPlaces(youngPlaces);

  function begin(claimant: Claimant): Leave {
    let isYoung = true;
    const grow = () => {
      if (isYoung) starting.giveBack('trusted');
      isYoung = false;
    };
    const timer = setTimeout(grow, young);
    return () => {
      clearTimeout(timer);
      grow();
      all.giveBack(claimant);
    };
  }

  /** The turn to begin of one that has its place. */
  function takeTurn(claimant: Claimant, signal: AbortSignal): Leave | Promise<Leave | undefined> {
    const turn = starting.take('trusted', signal);
    if (turn === true) return begin(claimant);
    return turn.then((isIn) => {
      if (isIn) return begin(claimant);
      all.giveBack(claimant);
      return undefined;
    });
  }

  return {
    enter(claimant, signal) {
      const place = all.take(claimant, signal);
      if (place === true) return takeTurn(claimant, signal);
      return place.then((isIn) => (isIn ? takeTurn(claimant, signal) : undefined));
    },
  };
}

/** Descriptors that the rest of the process needs: databases, clients of the API, files. */
const reserved = 128;
const [fewest, most] = [16, 10_000];

/** How many attempts may hold a socket at once where the process may open `limit` files; some need a second one. */
export function placesWithin(limit: number): number {
  return Math.min(most, Math.max(fewest, Math.floor((limit - reserved) * 0.75)));
}

/** How many files this process may have open: Linux tells, elsewhere it is what is usual. */
export function descriptorLimit(path = '/proc/self/limits'): number {
  try {
    const [, limit = ''] = /^Max open files\s+(\S+)/m.exec(readFileSync(path, 'utf8')) ?? [];
    return limit === 'unlimited' ? Infinity : Number(limit) || 1024;
  } catch {
    return 1024;
  }
}
