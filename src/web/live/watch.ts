/** Watches what people with open pages would see change: one watch for each person, however many pages are open. */
import { withinTime } from '../../platform/wait.js';
import type { Signature } from './store.js';

/** `statuses`: shown at once; `checks`: shown when there is time. `away`: the database does not answer. */
export type News = 'statuses' | 'checks' | 'away' | 'back';

export type Listener = (news: News) => void;

type Watch = {
  listeners: Set<Listener>;
  last?: Signature;
  isAway: boolean;
  /** A reading that has not ended. */
  pending?: { reading: Promise<Signature>; since: number } | undefined;
  timer?: NodeJS.Timeout;
  /** Resolves when there is something to compare with. */
  begun: Promise<void>;
};

/** Milliseconds between two readings at most, however long they take. */
const longestRest = 30_000;

/**
 * @param read the signature of a person's monitors
 * @param pause milliseconds between two readings; longer where a reading takes long, so that it takes a twentieth of the
 *   time at most
 * @param patience milliseconds after which a reading that has not ended counts as one that can not be made
 */
export function createWatch(read: (userId: number) => Promise<Signature>, pause = 2000, patience = 5000) {
  const watches = new Map<number, Watch>();

  function begin(userId: number): Watch {
    const watch: Watch = { listeners: new Set(), isAway: false, begun: Promise.resolve() };
    watches.set(userId, watch);
    watch.begun = look(userId, watch);
    return watch;
  }

  async function look(userId: number, watch: Watch): Promise<void> {
    const begun = performance.now();
    const news = await newsOf(userId, watch);
    if (news) for (const listener of [...watch.listeners]) listener(news);
    if (watches.get(userId) !== watch) return;
    // One that waited in vain tells nothing of how long a reading takes.
    const rest = watch.isAway ? 5 * pause : Math.min(20 * (performance.now() - begun), longestRest);
    watch.timer = setTimeout(() => void look(userId, watch), Math.max(pause, rest));
  }

  /** One that has not ended is waited for: more of them would take all connections of the database. Not for good, though. */
  function readingOf(userId: number, watch: Watch): Promise<Signature> {
    const now = performance.now();
    if (watch.pending && now - watch.pending.since < 12 * patience) return watch.pending.reading;
    const pending = { reading: read(userId), since: now };
    watch.pending = pending;
    const end = () => {
      if (watch.pending === pending) watch.pending = undefined;
    };
    pending.reading.then(end, end);
    return pending.reading;
  }

  async function newsOf(userId: number, watch: Watch): Promise<News | undefined> {
    try {
      const now = await withinTime(readingOf(userId, watch), patience);
      const { last, isAway } = watch;
      watch.last = now;
      watch.isAway = false;
      if (isAway) return 'back';
      if (!last || (last.statuses === now.statuses && last.checks === now.checks)) return undefined;
      return last.statuses === now.statuses ? 'checks' : 'statuses';
    } catch {
      const wasAway = watch.isAway;
      watch.isAway = true;
      return wasAway ? undefined : 'away';
    }
  }

  return {
    /**
     * Tells `listener` what changes from when this resolves, until `end` is called. `isAway`: the database does not answer
     * just now.
     */
    async add(userId: number, listener: Listener): Promise<{ isAway: boolean; end: () => void }> {
      const watch = watches.get(userId) ?? begin(userId);
      watch.listeners.add(listener);
      await watch.begun;
      const end = () => {
        watch.listeners.delete(listener);
        if (watch.listeners.size > 0 || watches.get(userId) !== watch) return;
        clearTimeout(watch.timer);
        watches.delete(userId);
      };
      return { isAway: watch.isAway, end };
    },
  };
}
