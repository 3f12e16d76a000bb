/** A history as it comes into the database: checks when they are written, late ones too; then rolled up, and dropped. */
import { randomUUID } from 'node:crypto';
import { rollups } from '../../src/monitoring/rollups.js';
import { monitoringStore, type Finished } from '../../src/monitoring/store.js';
import type { Database } from '../../src/platform/database/database.js';
import { makeLedger, type Ledger } from './ledger.js';
import type { Facts } from './oracle.js';
import type { LateCheck, Monitor } from './stories.js';
import { day, floor, hour, minute } from './wallClock.js';

export type History = Awaited<ReturnType<typeof makeHistory>>;

/** The only history of the database: what was there before is removed. Statuses and gaps are written at once. */
export async function makeHistory(database: Database, monitors: readonly Monitor[]) {
  await database.query('TRUNCATE users, events, gaps, check_results, check_rollups, rollup_queue, purges CASCADE');
  await moveProgress({ closed_until: '-infinity', rolled_until: '-infinity', results_since: '-infinity' });
  const ledger = await makeLedger(database);
  const kept: Kept[] = [];
  for (const monitor of monitors) kept.push(await keep(ledger, monitor));
  const store = monitoringStore(database, randomUUID());

  async function progress() {
    const [row] = await database.query<{ closed: number; rolled: number; since: number }>(
      `SELECT date_part('epoch', closed_until) * 1000 AS closed, date_part('epoch', rolled_until) * 1000 AS rolled,
         date_part('epoch', results_since) * 1000 AS since FROM rollup_progress`,
    );
    return row ?? { closed: NaN, rolled: NaN, since: NaN };
  }

  async function moveProgress(to: Record<string, Date | string>): Promise<void> {
    const columns = Object.keys(to).map((name, place) => `${name} = $${place + 1}`);
    await database.query(`UPDATE rollup_progress SET ${columns.join()}`, Object.values(to));
  }

  /** One by one: each adds to what the last one left. */
  async function recordLate({ id, monitor, revision }: Kept, late: readonly LateCheck[], now: number): Promise<number> {
    for (const [place, check] of late.entries()) {
      const written = await store.record([finished(id, revision + place, monitor, check)], now);
      if (written.length !== 1) throw new Error('a late result was not written');
    }
    return revision + late.length;
  }

  /** What single runs would have put into the queue, hour by hour, at once: most of a long time has no checks. */
  async function skipTo(hour: number, { rolled, since }: { rolled: number; since: number }): Promise<void> {
    await database.query(
      `INSERT INTO rollup_queue (target_id, hour)
       SELECT DISTINCT target_id, date_trunc('hour', started_at) FROM check_results
       WHERE started_at >= to_timestamp($1) AND started_at < to_timestamp($2) ON CONFLICT DO NOTHING`,
      [Math.max(rolled, since) / 1000, hour / 1000],
    );
    await moveProgress({ closed_until: new Date(hour), rolled_until: new Date(hour) });
  }

  return {
    userId: ledger.userId,
    ids: kept.map(({ id }) => id),

    /** What is known of each monitor by now; its checks as they were written, those that came late last. */
    facts: () => kept.map(({ id, monitor, written }): Facts & { id: number } => ({ ...monitor, id, checks: written })),
    /** Since when single checks are kept. */
    since: async () => (await progress()).since,

    /** Writes the checks that have come by `now`, late ones as whoever checks does. */
    async record(now: number): Promise<void> {
      const { closed, since } = await progress();
      for (const each of kept) {
        const isDue = ({ at, late }: LateCheck) => at + late < now;
        const due = each.waiting.filter(isDue);
        each.waiting = each.waiting.filter((check) => !isDue(check));
        const late = due.filter(({ at }) => at < closed);
        const timely = due.filter(({ at }) => at >= closed);
        await ledger.checks(each.id, timely);
        each.revision = await recordLate(each, late, now);
        // One of a day that is dropped already is lost.
        each.written.push(...timely, ...late.filter(({ at }) => at >= since));
      }
    },

    /** Rolls up what can be at `now`: the last hours as a process that runs does. */
    async rollUp(now: number): Promise<void> {
      const until = floor(now - 2 * minute, hour);
      const last = until - 2 * hour;
      const { closed, ...rest } = await progress();
      if (closed < last) await skipTo(last, rest);
      await rollups({ database }).run(now);
      if ((await progress()).rolled < until) throw new Error('not all was rolled up');
    },

    /** Drops all single checks that are rolled up, but those of some days. */
    async drop(days: number): Promise<void> {
      const { rolled, since } = await progress();
      const midnight = floor(rolled, day) - days * day;
      if (midnight <= since) return;
      await database.transaction(async (query) => {
        await query('DELETE FROM check_results WHERE started_at < $1', [new Date(midnight)]);
        await query('UPDATE rollup_progress SET results_since = $1', [new Date(midnight)]);
      });
    },
  };
}

/** A monitor in the database, with its checks that are written, and those that are not yet. */
type Kept = { id: number; monitor: Monitor; revision: number; written: LateCheck[]; waiting: LateCheck[] };

async function keep(ledger: Ledger, monitor: Monitor): Promise<Kept> {
  const { statuses, end, gaps, checks, createdAt, knownUntil, plan } = monitor;
  const id = await ledger.monitor({ ...plan, createdAt, knownUntil });
  await ledger.statuses(
    id,
    statuses.map(({ type, at }) => [type, at]),
    end,
  );
  await ledger.gaps(
    id,
    gaps.map(({ from, to }) => [from, to]),
  );
  return { id, monitor, revision: 0, written: [], waiting: [...checks] };
}

function finished(targetId: number, revision: number, { plan, knownUntil }: Monitor, check: LateCheck): Finished {
  const standing = { status: 'up', statusSince: 0, knownUntil } as const;
  const { at: startedAt, outcome, us } = check;
  const responseTime = us === null ? null : us / 1000;
  return {
    due: { targetId, type: 'target_url', settings: {}, plan, slot: startedAt, revision, standing },
    verdict: {
      result: { outcome, startedAt, attempts: 1, responseTime, reason: null },
      ...{ change: null, gap: null, knownUntil },
    },
  };
}
