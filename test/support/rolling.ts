/** Results written as the recorder writes them, and the rolling up of their hours. */
import { randomUUID } from 'node:crypto';
import { rollups } from '../../src/monitoring/rollups.js';
import { monitoringStore, type Finished } from '../../src/monitoring/store.js';
import { verdict } from '../../src/monitoring/verdict.js';
import type { Database } from '../../src/platform/database/database.js';
import type { TestClock } from './clock.js';
import { floor, hour, minute } from './wallClock.js';

export type Rolling = ReturnType<typeof rollingOf>;

export function rollingOf(database: Database, clock: TestClock) {
  const queue = () => database.query('SELECT target_id, hour FROM rollup_queue ORDER BY 1, 2');

  async function rolledUntil(): Promise<number> {
    const [row] = await database.query<{ at: Date | number }>('SELECT rolled_until AS at FROM rollup_progress');
    return Number(row?.at);
  }

  return {
    queue,
    rolledUntil,

    /** No results, and nothing rolled up. */
    async reset(): Promise<void> {
      await database.query('TRUNCATE check_results, check_rollups, rollup_queue');
      await database.query(
        `UPDATE rollup_progress SET closed_until = '-infinity', rolled_until = '-infinity', results_since = '-infinity'`,
      );
    },

    /** Rolls up all hours before `now`. */
    async rollUp(now: number): Promise<void> {
      await rollups({ database }).run(now);
      const until = floor(now - 2 * minute, hour);
      const rolled = await rolledUntil();
      if (rolled < until || (await queue()).length > 0) throw new Error('not all was rolled up');
    },

    /** A check at `at` that has succeeded, by a process that has just claimed the monitor. */
    async finished(target: number, at: number, us: number): Promise<Finished> {
      await database.query('UPDATE standings SET next_check_at = $2, claimed_by = NULL WHERE target_id = $1', [
        target,
        new Date(at),
      ]);
      const [due] = await monitoringStore(database, randomUUID()).claim({ until: at, now: at, limit: 1 });
      if (!due) throw new Error('nothing was due');
      const outcome = { kind: 'up' as const, responseTime: us / 1000 };
      return { due, verdict: verdict(due.standing, due.plan, [{ startedAt: at, outcome }]) };
    },

    /** Writes a result of a check at `at`. Resolves to what was written. */
    async record(target: number, at: number, us: number): Promise<Finished[]> {
      const finished = await this.finished(target, at, us);
      return monitoringStore(database, randomUUID()).record([finished], clock.now());
    },
  };
}
