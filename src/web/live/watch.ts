/** Watches what people with open pages would see change: one watch for each person, however many pages are open. */
import type { Signature } from './store.js';

/** `statuses`: shown at once; `checks`: shown when there is time. `away`: the database does not answer. */
export type News = 'statuses' | 'checks' | 'away' | 'back';

export type Listener = (news: News) => void;

type Watch = {
  listeners: Set<Listener>;
  last?: Signature;
  isAway: boolean;
  timer?: NodeJS.Timeout;
  /** Resolves when there is something to compare with. */
  begun: Promise<void>;
};

/**
 * @param read the signature of a person's monitors
 * @param pause milliseconds between two readings; longer where a reading takes long, so that it takes a twentieth of the
 *   time at most
 */
export function createWatch(read: (userId: number) => Promise<Signature>, pause = 2000) {
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
    watch.timer = setTimeout(() => void look(userId, watch), Math.max(pause, 20 * (performance.now() - begun)));
  }

  async function newsOf(userId: number, watch: Watch): Promise<News | undefined> {
    try {
      const now = await read(userId);
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
    /** Tells `listener` what changes from when this resolves; what it resolves to ends that. */
    async add(userId: number, listener: Listener): Promise<() => void> {
      const watch = watches.get(userId) ?? begin(userId);
      watch.listeners.add(listener);
      await watch.begun;
      return () => {
        watch.listeners.delete(listener);
        if (watch.listeners.size > 0 || watches.get(userId) !== watch) return;
        clearTimeout(watch.timer);
        watches.delete(userId);
      };
    },
  };
}
