import type { Scope } from '../../http/scope.js';
import type { Database } from '../../platform/database/database.js';
import type { ReasonCode } from './schema.js';

/** An event with what its monitor is called, and where it is, now. */
export type EventRow = {
  id: number;
  target_id: number;
  target_name: string;
  group_id: number;
  type: 'up' | 'down';
  started_at: Date;
  ended_at: Date | null;
  reason_code: ReasonCode | null;
  reason_detail: string | null;
};

/** Where a page ends: events older than this one follow. */
export type Position = { startedAt: Date; id: number };

export type EventQuery = Pick<Scope, 'userId' | 'targetIds' | 'until'> & {
  range: Pick<Scope['range'], 'from'>;
  after: Position | undefined;
  limit: number;
};

export type EventStore = ReturnType<typeof eventStore>;

export function eventStore({ query }: Pick<Database, 'query'>, pageSize = 10_000) {
  /** Events that started in the range, newest first. */
  function list(
    { userId, targetIds, range, until, after, limit }: EventQuery,
    sql = listSql('JOIN events e ON e.target_id = t.id'),
  ): Promise<EventRow[]> {
    return query<EventRow>(sql, [
      userId,
      targetIds ?? null,
      range.from.getTime() / 1000,
      until.getTime() / 1000,
      after?.startedAt.toISOString() ?? null,
      after?.id ?? null,
      limit,
    ]);
  }

  return {
    list: (asked: EventQuery) => list(asked),

    /** The last event of a user's monitor that began before an instant. */
    async lastBefore(userId: number, targetId: number, at: Date): Promise<EventRow | undefined> {
      const [row] = await query<EventRow>(beforeSql, [userId, targetId, at]);
      return row;
    },

    /** The outages of some of a user's monitors that last, by monitor. */
    async lastingOutages(userId: number, targetIds: readonly number[]): Promise<Map<number, EventRow>> {
      const rows = targetIds.length === 0 ? [] : await query<EventRow>(lastingSql, [userId, targetIds]);
      return new Map(rows.map((row) => [row.target_id, row]));
    },

    /** Outages of a group's monitors that reach beyond an instant, the newest first. */
    outagesSince(group: { userId: number; groupId: number; since: Date; limit: number }): Promise<EventRow[]> {
      return query<EventRow>(sinceSql, [group.userId, group.groupId, group.since, group.limit]);
    },

    /**
     * All of them, read a stretch of time after another, back from the end: what is held, and what is sorted at once, does
     * not grow with the range, and each event is read about once.
     */
    async *all({ range, until, ...scope }: Omit<EventQuery, 'after' | 'limit'>): AsyncGenerator<EventRow> {
      const begin = range.from.getTime();
      let end = until.getTime();
      for (let length = firstStretch; end > begin;) {
        const from = Math.max(begin, end - length);
        const stretch = { ...scope, range: { from: new Date(from) }, until: new Date(end), limit: pageSize };
        let page = await list({ ...stretch, after: undefined }, stretchSql);
        length = Math.ceil((end - from) * Math.min(8, pageSize / 2 / Math.max(page.length, 1)));
        yield* page;
        for (let last = page.at(-1); last && page.length === pageSize; last = page.at(-1)) {
          page = await list({ ...stretch, after: { startedAt: last.started_at, id: last.id } }, stretchSql);
          yield* page;
        }
        end = from;
      }
    },
  };
}

/** Milliseconds. The next ones are as long as half a page seems to take. */
const firstStretch = 86_400_000;

const columns = `e.id, e.target_id, t.name AS target_name, t.group_id, e.type, e.started_at, e.ended_at, e.reason_code,
    e.reason_detail`;

const beforeSql = `
  SELECT ${columns} FROM targets t JOIN events e ON e.target_id = t.id
  WHERE t.user_id = $1 AND e.target_id = $2 AND e.started_at < $3
  ORDER BY e.started_at DESC, e.id DESC LIMIT 1`;

const lastingSql = `
  SELECT ${columns} FROM targets t JOIN events e ON e.target_id = t.id
  WHERE t.user_id = $1 AND t.id = ANY ($2::int[]) AND e.type = 'down' AND e.ended_at IS NULL`;

// Events of a monitor follow each other: of those that began before `since` only the last one can reach beyond it.
const sinceSql = `
  SELECT ${columns}
  FROM targets t CROSS JOIN LATERAL (
    SELECT * FROM events
    WHERE target_id = t.id AND started_at >= coalesce(
      (SELECT max(started_at) FROM events WHERE target_id = t.id AND started_at < $3), '-infinity')
    OFFSET 0
  ) AS e
  WHERE t.user_id = $1 AND t.group_id = $2 AND e.type = 'down' AND (e.ended_at IS NULL OR e.ended_at > $3)
  ORDER BY e.started_at DESC, e.target_id
  LIMIT $4`;

// Seconds rather than dates: a range may begin in the year 1, where texts of timestamps differ.
const listSql = (events: string) => `
  SELECT ${columns}
  FROM targets t ${events}
  WHERE t.user_id = $1 AND ($2::int[] IS NULL OR t.id = ANY ($2))
    AND e.started_at >= to_timestamp($3) AND e.started_at < to_timestamp($4)
    AND ($5::timestamptz IS NULL OR (e.started_at, e.id) < ($5, $6::bigint))
  ORDER BY e.started_at DESC, e.id DESC
  LIMIT $7`;

// By the index of each monitor: a scan of the whole table for each stretch would read all events many times.
const stretchSql = listSql(`CROSS JOIN LATERAL (
    SELECT * FROM events
    WHERE target_id = t.id AND started_at >= to_timestamp($3) AND started_at < to_timestamp($4) OFFSET 0
  ) AS e`);
