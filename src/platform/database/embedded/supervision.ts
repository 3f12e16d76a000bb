/** Keeps the server and the lock that says it is ours, until it is stopped. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '../../logger.js';
import type { Cluster } from './cluster.js';
import { takeOwnership, type Ownership } from './owner.js';
import type { Postmaster } from './postmaster.js';

const firstPauseMs = 100;
const longestPauseMs = 5_000;

/** Restarts what dies, on the same port so that pools find it again, until `stop()`. */
export function supervise(options: {
  cluster: Cluster;
  postmaster: Postmaster;
  ownership: Ownership;
  start(port: number, signal?: AbortSignal): Promise<Postmaster>;
  log: Logger;
}): { stop(): Promise<void> } {
  const { cluster, start, log } = options;
  const stopping = new AbortController();
  const stopped = () => stopping.signal.aborted;
  let { postmaster, ownership } = options;

  /** `work` until it succeeds or we stop; the first failure is logged. */
  async function persist<T>(work: () => Promise<T | undefined>, complaint: string): Promise<T | undefined> {
    for (let pause = firstPauseMs; !stopped(); pause = Math.min(pause * 2, longestPauseMs)) {
      const result = await work().catch((error: unknown) => {
        if (pause === firstPauseMs) log.warn({ err: error }, complaint);
        return undefined;
      });
      if (result !== undefined) return result;
      await wait(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    return undefined;
  }

  async function keepServer(): Promise<void> {
    while (!stopped()) {
      const lastWords = await postmaster.ended;
      if (stopped()) return;
      log.error({ reason: lastWords }, 'the database server has ended: starting it again');
      const next = await persist(
        () => start(postmaster.port, stopping.signal),
        'the database server does not start yet',
      );
      if (!next) return;
      postmaster = next;
      // stop() may have been called while it was starting.
      if (stopped()) return next.stop();
      log.info('the database server runs again');
    }
  }

  async function keepLock(): Promise<void> {
    while (!stopped()) {
      await ownership.lost;
      const next = await persist(() => takeOwnership(cluster, postmaster.port), 'the lock on the data is lost');
      if (!next) return;
      ownership = next;
      if (stopped()) await next.release();
    }
  }

  const server = keepServer();
  const lock = keepLock();
  return {
    stop: async () => {
      stopping.abort();
      await postmaster.stop();
      await Promise.all([server, lock]);
    },
  };
}
