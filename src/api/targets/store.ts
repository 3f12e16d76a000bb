/** Monitors in the database. Whose they are is part of every query. */
import type { Database, Query } from '../../platform/database/database.js';

/** A monitor and how it stands. */
export type TargetRow = {
  id: number;
  group_id: number;
  type: string;
  name: string;
  settings: Record<string, unknown>;
  seconds_between_checks: number;
  timeout: number;
  retries_per_check: number;
  created_at: Date;
  updated_at: Date;
  next_check_at: Date;
  status: 'pending' | 'up' | 'down';
  status_since: Date;
  last_checked_at: Date | null;
  last_response_time_us: number | null;
  known_until: Date | null;
};

/** What a client decides of a monitor. */
export type Description = Pick<
  TargetRow,
  'group_id' | 'name' | 'settings' | 'seconds_between_checks' | 'timeout' | 'retries_per_check'
>;

/** What an edit means for the checks: nothing, other checks at the same time, a new grid, or a new place to look. */
export type Effect = { checks: boolean; interval: boolean; place: boolean };

/** Where a monitor is, as a path says it: each part must be right. */
export type Place = { userId: number; groupId: number; id: number };

const select = `
  SELECT t.id, t.group_id, t.type, t.name, t.settings, t.seconds_between_checks, t.timeout, t.retries_per_check,
    t.created_at, t.updated_at, s.next_check_at, s.status, s.status_since, s.last_checked_at, s.last_response_time_us,
    s.known_until
  FROM targets t JOIN standings s ON s.target_id = t.id`;

/** The monitoring thread listens: what is new is checked within a second, what is gone no longer. */
const notify = `SELECT pg_notify('targets_changed', '')`;

export function targetStore(database: Database) {
  async function find(place: Place, query: Query = database.query): Promise<TargetRow | undefined> {
    const [row] = await query<TargetRow>(`${select} WHERE t.id = $1 AND t.user_id = $2 AND t.group_id = $3`, [
      place.id,
      place.userId,
      place.groupId,
    ]);
    return row;
  }

  return {
    find: (place: Place) => find(place),

    /** Those of some ids that are the user's, in any group and order. */
    byIds(userId: number, ids: readonly number[]): Promise<TargetRow[]> {
      return database.query<TargetRow>(`${select} WHERE t.user_id = $1 AND t.id = ANY ($2::int[])`, [userId, ids]);
    },

    async ownsGroup(userId: number, groupId: number): Promise<boolean> {
      const rows = await database.query('SELECT 1 FROM groups WHERE id = $1 AND user_id = $2', [groupId, userId]);
      return rows.length > 0;
    },

    /** The monitors of a group, or of all groups, by id: of one type, or all. */
    list({ userId, groupId }: { userId: number; groupId?: number }, type?: string): Promise<TargetRow[]> {
      return database.query<TargetRow>(
        `${select} WHERE t.user_id = $1 AND ($2::int IS NULL OR t.group_id = $2) AND ($3::text IS NULL OR t.type = $3)
         ORDER BY t.id`,
        [userId, groupId, type],
      );
    },

    /** The names of all the user's monitors, by id. */
    names(userId: number): Promise<Pick<TargetRow, 'id' | 'group_id' | 'name'>[]> {
      return database.query('SELECT id, group_id, name FROM targets WHERE user_id = $1 ORDER BY id', [userId]);
    },

    /** Adds a monitor that is due at once. Undefined where its group is gone. */
    async add(userId: number, type: string, target: Description, at: Date): Promise<TargetRow | undefined> {
      const [row] = await database.query<{ id: number }>(addSql, [
        userId,
        target.group_id,
        type,
        target.name,
        JSON.stringify(target.settings),
        target.seconds_between_checks,
        target.timeout,
        target.retries_per_check,
        at,
      ]);
      return row && find({ userId, groupId: target.group_id, id: row.id });
    },

    /**
     * Writes what `edit` makes of the monitor, unless that is nothing. No check is recorded meanwhile, and one that was
     * begun before writes nothing of what is no longer asked. Undefined where the monitor is gone.
     */
    update(place: Place, edit: (row: TargetRow) => { next: Description; effect: Effect } | undefined, at: Date) {
      return database.transaction(async (query): Promise<TargetRow | undefined> => {
        await lock(query, place);
        const row = await find(place, query);
        const edited = row && edit(row);
        if (!edited) return row;
        const { next, effect } = edited;
        await write(query, place.id, next, at);
        if (effect.checks) await reschedule(query, place.id, effect, at);
        return find({ ...place, groupId: next.group_id }, query);
      });
    },

    /** Removes a monitor; its history is removed in the background. False where it is gone already. */
    remove(place: Place): Promise<boolean> {
      return database.transaction(async (query) => {
        await lock(query, place);
        if (!(await find(place, query))) return false;
        await query('DELETE FROM targets WHERE id = $1', [place.id]);
        await query(notify);
        return true;
      });
    },
  };
}

/**
 * One change of an account's monitors at a time, always locked from the account down: no two can wait in a ring. What is
 * read afterwards has every edit and every check that came before.
 */
async function lock(query: Query, { userId, id }: Place): Promise<void> {
  await query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
  await query('SELECT 1 FROM standings WHERE target_id = $1 FOR UPDATE', [id]);
}

// The account is locked first here too.
const addSql = `
  WITH owner AS (
    SELECT id FROM users WHERE id = $1 FOR KEY SHARE
  ), place AS (
    SELECT g.id, g.user_id FROM groups g JOIN owner ON owner.id = g.user_id WHERE g.id = $2 FOR KEY SHARE OF g
  ), added AS (
    INSERT INTO targets (user_id, group_id, type, name, settings, seconds_between_checks, timeout, retries_per_check,
      created_at, updated_at)
    SELECT user_id, id, $3, $4, $5::jsonb, $6, $7, $8, $9, $9 FROM place
    RETURNING id, created_at
  ), standing AS (
    INSERT INTO standings (target_id, next_check_at, status_since) SELECT id, created_at, created_at FROM added
  )
  SELECT id, pg_notify('targets_changed', '') FROM added`;

async function write(query: Query, id: number, next: Description, at: Date): Promise<void> {
  await query(
    `UPDATE targets SET group_id = $2, name = $3, settings = $4::jsonb, seconds_between_checks = $5, timeout = $6,
       retries_per_check = $7, updated_at = $8
     WHERE id = $1`,
    [
      id,
      next.group_id,
      next.name,
      JSON.stringify(next.settings),
      next.seconds_between_checks,
      next.timeout,
      next.retries_per_check,
      at,
    ],
  );
}

/**
 * A new place is looked at at once, a new interval has its own grid. The last check vouches for the new interval only
 * where it still vouched: time in which nobody looked stays unknown.
 */
async function reschedule(query: Query, id: number, { place, interval }: Effect, at: Date): Promise<void> {
  await query(
    `UPDATE standings s SET
       revision = s.revision + 1,
       claimed_by = NULL,
       -- A check that is owed (the first one, one that is due or in flight) comes at once, as it is asked now.
       next_check_at = CASE WHEN $3 OR s.last_checked_at IS NULL OR s.claimed_by IS NOT NULL
                              OR s.next_check_at <= $2::timestamptz THEN $2::timestamptz
                            WHEN $4 THEN next_slot(t.id, t.seconds_between_checks, $2::timestamptz)
                            ELSE s.next_check_at END,
       known_until = CASE WHEN $4 AND s.known_until + worst_case(t.timeout, t.retries_per_check)
                                      + interval '5 seconds' >= $2::timestamptz
                          THEN greatest(s.known_until,
                                        s.last_checked_at + make_interval(secs => t.seconds_between_checks))
                          ELSE s.known_until END
     FROM targets t WHERE t.id = s.target_id AND s.target_id = $1`,
    [id, at, place, interval],
  );
  await query(notify);
}
