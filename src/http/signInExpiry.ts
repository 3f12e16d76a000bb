/** Removes sign-ins that have expired: they are refused already, and nobody is to find their hashes or count their rows. */
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import type { Logger } from '../platform/logger.js';
import { sessionDays } from './signIn.js';

const day = 86_400_000;
/** Milliseconds between two rounds. */
const every = 3_600_000;

export type ExpiryParts = {
  database: Database;
  clock: Clock;
  log: Logger;
  /** Days after its last use for which a token lasts. */
  tokenTtlDays: number;
};

/** Removes what has expired, now and every hour. The processes that serve the API do it: they know how long tokens last. */
export function startSignInExpiry(parts: ExpiryParts): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const round = () => {
    running = removeExpired(parts).catch((error: unknown) => {
      parts.log.warn({ err: error }, 'could not remove expired sign-ins: trying again later');
    });
  };
  round();
  const timer = setInterval(round, every).unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/** Removes tokens and sessions whose last use is longer ago than they last. */
export async function removeExpired({ database, clock, tokenTtlDays }: ExpiryParts): Promise<void> {
  for (const [table, days] of [
    ['tokens', tokenTtlDays],
    ['sessions', sessionDays],
  ] as const) {
    // What somebody else ends just now is left to them: nobody waits for anybody.
    await database.query(
      `DELETE FROM ${table}
       WHERE id IN (SELECT id FROM ${table} WHERE last_used_at <= $1 FOR UPDATE SKIP LOCKED)`,
      [new Date(clock.now() - days * day)],
    );
  }
}
