/** Every query that monitoring makes. Times are milliseconds since the epoch here, `timestamptz` in the database. */
import type { Database, Query } from '../platform/database/database.js';
import type { DueCheck } from './due.js';
import { graceSeconds, type Verdict } from './verdict.js';

/** A check that has its verdict and waits to be written. */
export type Finished = { due: DueCheck; verdict: Verdict };

export type MonitoringStore = ReturnType<typeof monitoringStore>;

/** Milliseconds that are claimed ahead: a slot is in hand a second before it comes, even when a beat is late. */
export const claimAhead = 2000;
/** Seconds without a sign of life after which a process's claims are given to others. */
export const deadAfterSeconds = 5;

type DueRow = {
  target_id: number;
  type: string;
  settings: unknown;
  seconds_between_checks: number;
  timeout: number;
  retries_per_check: number;
  revision: number;
  status: 'pending' | 'up' | 'down';
  status_since: Date;
  known_until: Date | null;
};

type WrittenRow = { target_id: number; revision: number };

/** The queries of one process that runs checks, known to the others as `checker` (a UUID). */
export function monitoringStore(database: Database, checker: string) {
  return {
    /** Says that this process lives. Resolves to whether it was not on the list: new, or taken for dead meanwhile. */
    async beat(): Promise<boolean> {
      const [row] = await database.query<{ is_new: boolean }>(
        `INSERT INTO checkers (id, seen_at) VALUES ($1, clock_timestamp())
         ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at RETURNING xmax = 0 AS is_new`,
        [checker],
      );
      return row?.is_new ?? false;
    },

    /**
     * Claims up to `limit` checks that fall due until `until`, the oldest first. Each is given to one process only, and
     * its monitor's next check moves to its first slot after now: what was missed is skipped.
     */
    async claim({ until, now, limit }: { until: number; now: number; limit: number }): Promise<DueCheck[]> {
      const values = [checker, new Date(until), new Date(now), limit];
      const claimed = await database.query<{ target_id: number; slot: Date }>(claimSql, values, 'claim');
      if (claimed.length === 0) return [];
      const slots = new Map(claimed.map(({ target_id, slot }) => [target_id, slot]));
      // A statement of its own, so that settings and revision are of one moment, whatever was edited during the claim.
      const rows = await database.query<DueRow>(claimedSql, [[...slots.keys()], checker], 'claimed');
      return rows.map((row) => dueCheck(row, slots.get(row.target_id) ?? new Date(now)));
    },

    /** Which of the checks in flight are still wanted: their monitors exist and were not changed since. */
    async stillWanted(checks: readonly DueCheck[]): Promise<DueCheck[]> {
      const rows = await database.query<{ target_id: number; revision: number }>(
        'SELECT target_id, revision FROM standings WHERE target_id = ANY($1::int[])',
        [checks.map(({ targetId }) => targetId)],
      );
      const revisions = new Map(rows.map((row) => [row.target_id, row.revision]));
      return checks.filter(({ targetId, revision }) => revisions.get(targetId) === revision);
    },

    /**
     * Gives back this process's claims but those that it still holds: due at the slot that they may have been claimed
     * ahead of, else at once. Resolves to how many there were.
     */
    async releaseAllBut(held: readonly number[], now: number): Promise<number> {
      const rows = await database.query(
        `UPDATE standings s SET claimed_by = NULL, next_check_at = least(s.next_check_at, ${claimedSlot('$3', '$4')})
         FROM targets t
         WHERE t.id = s.target_id AND s.claimed_by = $1 AND s.target_id <> ALL($2::int[]) RETURNING s.target_id`,
        [checker, held, new Date(now), claimAhead / 1000],
      );
      return rows.length;
    },

    /**
     * Leaves the list of processes, and gives every claim back: `unrun` checks are due at their slots again, and what
     * else is claimed (its result was lost, or its claim never heard of) as `releaseAllBut` has it.
     */
    async leave(unrun: readonly DueCheck[], now: number): Promise<void> {
      await database.query(
        `WITH left_list AS (DELETE FROM checkers WHERE id = $1),
         unrun AS (SELECT * FROM unnest($2::int[], $3::timestamptz[]) AS u (target_id, slot))
         UPDATE standings s SET claimed_by = NULL, revision = s.revision + 1,
           next_check_at = least(s.next_check_at, coalesce(u.slot, ${claimedSlot('$4', '$5')}))
         FROM targets t LEFT JOIN unrun u ON u.target_id = t.id
         WHERE t.id = s.target_id AND s.claimed_by = $1`,
        [
          checker,
          unrun.map(({ targetId }) => targetId),
          unrun.map(({ slot }) => new Date(slot)),
          new Date(now),
          claimAhead / 1000,
        ],
      );
    },

    /**
     * Takes the claims of processes that are not seen any more, or not listed at all: their monitors are due at once. The revision is raised,
     * so that a process which only stood still can not write what it saw then. Resolves to how many claims there were.
     */
    async takeOver(now: number): Promise<number> {
      const rows = await database.query(
        `WITH alive AS (
           SELECT id FROM checkers WHERE seen_at >= clock_timestamp() - make_interval(secs => $1) OR id = $2
         ), forgotten AS (
           DELETE FROM checkers WHERE id NOT IN (SELECT id FROM alive)
         )
         UPDATE standings SET claimed_by = NULL, revision = revision + 1, next_check_at = least(next_check_at, $3)
         WHERE claimed_by IS NOT NULL AND claimed_by <> $2 AND claimed_by NOT IN (SELECT id FROM alive)
         RETURNING target_id`,
        [deadAfterSeconds, checker, new Date(now)],
      );
      return rows.length;
    },

    /**
     * How many monitors of the whole database are stale (contract §2, T) at `now`: overdue by more than their worst case
     * and the grace. `worst`: milliseconds since the check that is overdue the longest was due.
     */
    async overdue(now: number): Promise<{ count: number; worst: number }> {
      const [row] = await database.query<{ count: number; worst: number }>(overdueSql, [new Date(now), graceSeconds]);
      return row ?? { count: 0, worst: 0 };
    },

    /** After the clock was set back: brings back slots that lie further ahead than any plan would put them. */
    async pullBack(now: number): Promise<number> {
      const rows = await database.query(
        `UPDATE standings s SET next_check_at = next_slot(t.id, t.seconds_between_checks, $1)
         FROM targets t
         WHERE t.id = s.target_id
           AND s.next_check_at > $1::timestamptz + make_interval(secs => t.seconds_between_checks + $2)
         RETURNING s.target_id`,
        [new Date(now), claimAhead / 1000],
      );
      return rows.length;
    },

    /**
     * Writes finished checks with what follows from them, all or nothing: result, standing, gap and change of status.
     * Resolves to those that were written: a check whose monitor was changed, deleted or checked again since is not.
     */
    async record(batch: readonly Finished[], now: number): Promise<Finished[]> {
      const write = async (query: Query) => {
        const rows = await query<WrittenRow>(recordSql, recordValues(batch, now), 'record');
        // By revision too: what was asked before an edit may wait beside what was asked after it.
        const written = new Set(rows.map((row) => `${row.target_id} ${row.revision}`));
        const recorded = batch.filter(({ due }) => written.has(`${due.targetId} ${due.revision}`));
        const changes = recorded.filter(({ verdict }) => verdict.change);
        if (changes.length > 0) await writeChanges(query, changes);
        return recorded;
      };
      const changing = batch.some(({ verdict }) => verdict.change);
      return changing ? database.transaction(write) : write(database.query);
    },
  };
}

// Claims do not keep the slot that they are for: one that is still to come is within what is claimed ahead.
function claimedSlot(now: string, ahead: string): string {
  const next = `next_slot(t.id, t.seconds_between_checks, ${now})`;
  return `CASE WHEN ${next} <= ${now}::timestamptz + make_interval(secs => ${ahead}) THEN ${next} ELSE ${now} END`;
}

// A slot within a second and a half after now is passed over: the beat that could claim it may come after it.
const claimSql = `
  WITH due AS (
    SELECT target_id, next_check_at AS slot FROM standings
    WHERE next_check_at <= $2 AND claimed_by IS NULL
    ORDER BY next_check_at LIMIT $4
    FOR UPDATE SKIP LOCKED
  )
  UPDATE standings s
  SET claimed_by = $1, next_check_at = next_slot(t.id, t.seconds_between_checks, greatest(due.slot, $3::timestamptz + interval '1.5 s'))
  FROM due JOIN targets t ON t.id = due.target_id
  WHERE s.target_id = due.target_id
  RETURNING s.target_id, due.slot`;

const claimedSql = `
  SELECT s.target_id, t.type, t.settings, t.seconds_between_checks, t.timeout, t.retries_per_check, s.revision, s.status,
    s.status_since, s.known_until
  FROM standings s JOIN targets t ON t.id = s.target_id
  WHERE s.target_id = ANY($1::int[]) AND s.claimed_by = $2`;

// A monitor is overdue by its slot or by the end of what is known of it; while nothing is, its status began when it did.
// The grace alone, which needs no plan, leaves few to join.
const overdueSql = `
  SELECT count(*) AS count, coalesce(extract(epoch FROM $1 - min(due)) * 1000, 0)::float8 AS worst
  FROM (
    SELECT target_id, least(next_check_at, coalesce(known_until, status_since)) AS due FROM standings
  ) AS s JOIN targets t ON t.id = s.target_id
  WHERE due < $1::timestamptz - make_interval(secs => $2)
    AND due + worst_case(t.timeout, t.retries_per_check) < $1::timestamptz - make_interval(secs => $2)`;

function dueCheck(row: DueRow, slot: Date): DueCheck {
  return {
    targetId: row.target_id,
    type: row.type,
    settings: row.settings,
    plan: { intervalSeconds: row.seconds_between_checks, timeout: row.timeout, retries: row.retries_per_check },
    slot: slot.getTime(),
    revision: row.revision,
    standing: {
      status: row.status,
      statusSince: row.status_since.getTime(),
      knownUntil: row.known_until?.getTime() ?? null,
    },
  };
}

// A slot that passed while the check ran is skipped: checks of one monitor do not follow each other in a burst.
// An hour that is in the queue already is written again, not passed over: who is rolling it up may not see this result,
// and is waited for, to be told once more. Which hours are closed is read with a lock, and so as of now rather than of the
// statement's beginning: none is closed before this result is committed (rollups.ts).
const recordSql = `
  WITH batch AS (
    SELECT * FROM unnest(
      $1::int[], $2::int[], $3::int[], $4::timestamptz[], $5::check_outcome[], $6::smallint[], $7::int[], $8::text[],
      $9::text[], $10::timestamptz[], $11::target_status[], $12::timestamptz[], $13::timestamptz[], $14::timestamptz[]
    ) AS b (target_id, revision, interval_seconds, started_at, outcome, attempts, response_time_us, reason_code,
            reason_detail, known_until, status, status_since, gap_start, gap_end)
    ORDER BY target_id
  ), moved AS (
    UPDATE standings s SET
      revision = s.revision + 1,
      claimed_by = NULL,
      next_check_at = CASE WHEN s.next_check_at > $15 THEN s.next_check_at
                           ELSE next_slot(s.target_id, b.interval_seconds, $15) END,
      status = coalesce(b.status, s.status),
      status_since = coalesce(b.status_since, s.status_since),
      last_checked_at = CASE WHEN b.outcome = 'unchecked' THEN s.last_checked_at ELSE b.started_at END,
      last_response_time_us = CASE WHEN b.outcome = 'unchecked' THEN s.last_response_time_us
                                   ELSE b.response_time_us END,
      known_until = b.known_until
    FROM batch b
    WHERE s.target_id = b.target_id AND s.revision = b.revision
    RETURNING b.*
  ), lost AS (
    INSERT INTO gaps (target_id, started_at, ended_at)
    SELECT target_id, gap_start, gap_end FROM moved WHERE gap_start IS NOT NULL
    ON CONFLICT (target_id, started_at) DO UPDATE SET ended_at = greatest(gaps.ended_at, excluded.ended_at)
  ), kept AS (
    INSERT INTO check_results
      (target_id, started_at, outcome, attempts, response_time_us, reason_code, reason_detail)
    SELECT target_id, started_at, outcome, attempts, response_time_us, reason_code, reason_detail FROM moved
    ON CONFLICT (target_id, started_at) DO NOTHING
  ), progress AS (
    SELECT closed_until, results_since FROM rollup_progress FOR SHARE
  ), late AS (
    INSERT INTO rollup_queue (target_id, hour)
    SELECT DISTINCT target_id, date_trunc('hour', started_at) FROM moved, progress
    WHERE started_at < closed_until AND started_at >= results_since ORDER BY 1, 2
    ON CONFLICT (target_id, hour) DO UPDATE SET hour = excluded.hour
  )
  SELECT target_id, revision FROM moved`;

function recordValues(batch: readonly Finished[], now: number): unknown[] {
  const column = <T>(value: (finished: Finished) => T) => batch.map(value);
  const time = (ms: number | null | undefined) => (ms == null ? null : new Date(ms));
  return [
    column(({ due }) => due.targetId),
    column(({ due }) => due.revision),
    column(({ due }) => due.plan.intervalSeconds),
    column(({ verdict }) => time(verdict.result.startedAt)),
    column(({ verdict }) => verdict.result.outcome),
    column(({ verdict }) => verdict.result.attempts),
    column(({ verdict: { result } }) => (result.responseTime === null ? null : Math.round(result.responseTime * 1000))),
    column(({ verdict }) => verdict.result.reason?.code ?? null),
    column(({ verdict }) => verdict.result.reason?.detail ?? null),
    column(({ verdict }) => time(verdict.knownUntil)),
    column(({ verdict }) => verdict.change?.type ?? null),
    column(({ verdict }) => time(verdict.change?.startedAt)),
    column(({ verdict }) => time(verdict.gap?.startedAt)),
    column(({ verdict }) => time(verdict.gap?.endedAt)),
    new Date(now),
  ];
}

// Two statements, because in one the new event could be stored before the old one is closed, which an index forbids.
async function writeChanges(query: Query, changes: readonly Finished[]): Promise<void> {
  const targets = changes.map(({ due }) => due.targetId);
  const starts = changes.map(({ verdict }) => new Date(verdict.change?.startedAt ?? verdict.result.startedAt));
  await query(
    `UPDATE events e SET ended_at = b.started_at FROM unnest($1::int[], $2::timestamptz[]) AS b (target_id, started_at)
     WHERE e.target_id = b.target_id AND e.ended_at IS NULL`,
    [targets, starts],
  );
  await query(
    `INSERT INTO events (target_id, type, started_at, reason_code, reason_detail)
     SELECT * FROM unnest($1::int[], $2::event_type[], $3::timestamptz[], $4::text[], $5::text[])`,
    [
      targets,
      changes.map(({ verdict }) => verdict.change?.type ?? null),
      starts,
      changes.map(({ verdict }) => verdict.change?.reason?.code ?? null),
      changes.map(({ verdict }) => verdict.change?.reason?.detail ?? null),
    ],
  );
}
