/** How many of something may go on at once; whoever comes later waits in line. */

/** `doubtful`: what is likely to hold its place for long. It is kept to half of the places, so that the rest goes on. */
export type Claimant = 'trusted' | 'doubtful';

export type Places = {
  /** Takes a place: `true` at once where one is free, else a promise of whether there was one before `signal` aborted. */
  take(claimant: Claimant, signal: AbortSignal): true | Promise<boolean>;
  giveBack(claimant: Claimant): void;
};

type Waiting = { begin(): void };

export function createPlaces(limit: number): Places {
  const most = { trusted: limit, doubtful: Math.max(1, Math.floor(limit / 2)) };
  const taken = { trusted: 0, doubtful: 0 };
  const lines = { trusted: new Set<Waiting>(), doubtful: new Set<Waiting>() };
  const isFree = (claimant: Claimant) => taken.trusted + taken.doubtful < limit && taken[claimant] < most[claimant];

  let next: Claimant = 'trusted';

  function letIn(claimant: Claimant): void {
    for (const waiting of lines[claimant]) {
      if (!isFree(claimant)) return;
      taken[claimant] += 1;
      waiting.begin();
    }
  }

  return {
    take(claimant, signal) {
      if (lines[claimant].size === 0 && isFree(claimant)) {
        taken[claimant] += 1;
        return true;
      }
      if (signal.aborted) return Promise.resolve(false);
      return new Promise((resolve) => {
        const end = (isIn: boolean) => {
          lines[claimant].delete(waiting);
          signal.removeEventListener('abort', giveUp);
          resolve(isIn);
        };
        const giveUp = () => end(false);
        const waiting = { begin: () => end(true) };
        lines[claimant].add(waiting);
        signal.addEventListener('abort', giveUp, { once: true });
      });
    },
    giveBack(claimant) {
      taken[claimant] -= 1;
      // In turns, so that neither line waits for the other to come to its end.
      const first = next;
      next = first === 'trusted' ? 'doubtful' : 'trusted';
      letIn(first);
      letIn(next);
    },
  };
}
