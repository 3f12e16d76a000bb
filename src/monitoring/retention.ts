/** The days of `check_results`: made before they are needed, dropped when they are too old. */
import type { Database } from '../platform/database/database.js';

const dayMs = 86_400_000;

/** An arbitrary number that only the makers of partitions lock. */
const lock = 7_310_001;

// Every reader and writer waits behind these statements while they wait for a report: not for long.
const lockTimeout = `SET LOCAL lock_timeout = '5s'`;

export type Partitions = {
  /** Makes the partitions that results of these instants (ms) go to, where they are not known to be there. */
  ensure(instants: readonly number[]): Promise<void>;
  /** Drops the partitions whose last instant is older than `days` days before `now` (ms). Resolves to their names. */
  drop(now: number, days: number): Promise<string[]>;
};

/** `check_results` has a partition for each day in UTC: `check_results_20260131`. */
export function partitions(database: Database): Partitions {
  const known = new Set<string>();

  async function make(day: number): Promise<void> {
    const name = nameOf(day);
    if (known.has(name)) return;
    // The lock keeps two processes from making the same one at once, which IF NOT EXISTS does not.
    await database.transaction(async (query) => {
      await query(lockTimeout);
      await query('SELECT pg_advisory_xact_lock($1)', [lock]);
      await query(
        `CREATE TABLE IF NOT EXISTS ${name} PARTITION OF check_results
         FOR VALUES FROM ('${new Date(day).toISOString()}') TO ('${new Date(day + dayMs).toISOString()}')`,
      );
    });
    known.add(name);
  }

  return {
    async ensure(instants) {
      const days = new Set(instants.map((at) => Math.floor(at / dayMs) * dayMs));
      for (const day of days) await make(day);
    },
    async drop(now, days) {
      const oldest = nameOf(Math.floor((now - days * dayMs) / dayMs) * dayMs);
      const rows = await database.query<{ name: string }>(
        `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
         WHERE i.inhparent = 'check_results'::regclass AND c.relname ~ '^check_results_[0-9]{8}$' AND c.relname < $1
         ORDER BY 1`,
        [oldest],
      );
      for (const { name } of rows) {
        // A report that reads it goes first; what can not be had now is dropped with the next round.
        await database.transaction(async (query) => {
          await query(lockTimeout);
          await query(`DROP TABLE IF EXISTS ${name}`);
        });
        known.delete(name);
      }
      return rows.map(({ name }) => name);
    },
  };
}

function nameOf(day: number): string {
  return `check_results_${new Date(day).toISOString().slice(0, 10).replaceAll('-', '')}`;
}
