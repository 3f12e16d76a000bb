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

export type EventQuery = Pick<Scope, 'userId' | 'targetIds' | 'range' | 'until'> & {
  after: Position | undefined;
  limit: number;
};

export type EventStore = ReturnType<typeof eventStore>;

export function eventStore({ query }: Pick<Database, 'query'>) {
  /** Events that started in the range, newest first. */
  function list({ userId, targetIds, range, until, after, limit }: EventQuery): Promise<EventRow[]> {
    return query<EventRow>(listSql, [
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
    list,

    /** All of them, read a page at a time. */
    async *all(scope: Omit<EventQuery, 'after' | 'limit'>): AsyncGenerator<EventRow> {
      for (let after: Position | undefined; ;) {
        const page = await list({ ...scope, after, limit: pageSize });
        yield* page;
        const last = page.at(-1);
        if (!last || page.length < pageSize) return;
        after = { startedAt: last.started_at, id: last.id };
      }
    },
  };
}

const pageSize = 1000;

// Seconds rather than dates: a range may begin in the year 1, where texts of timestamps differ.
const listSql = `
  SELECT e.id, e.target_id, t.name AS target_name, t.group_id, e.type, e.started_at, e.ended_at, e.reason_code,
    e.reason_detail
  FROM targets t JOIN events e ON e.target_id = t.id
  WHERE t.user_id = $1 AND ($2::int[] IS NULL OR t.id = ANY ($2))
    AND e.started_at >= to_timestamp($3) AND e.started_at < to_timestamp($4)
    AND ($5::timestamptz IS NULL OR (e.started_at, e.id) < ($5, $6::bigint))
  ORDER BY e.started_at DESC, e.id DESC
  LIMIT $7`;
