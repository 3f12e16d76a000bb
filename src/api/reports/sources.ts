/** Where reports read checks: rollups, the queue of hours that are not rolled up, and single checks. */
import { dayMs, eachHour, eachQuarter, hourMs, quarterMs, type Tally } from '../../ledger/rollup.js';
import type { Sketch } from '../../ledger/sketch.js';
import type { Database, Query } from '../../platform/database/database.js';
import type { Cover, Progress, Stretch } from './cover.js';

/** Hours (ms) of monitors that are to be read one by one although they lie where rollups are. */
export type Queued = ReadonlyMap<number, ReadonlySet<number>>;

/** What is read of a monitor's day. */
export type DayRow = {
  target_id: number;
  /** Days since the epoch. */
  day: number;
  hours: Buffer;
  sketch: Buffer;
  /** Only of the days that it was asked for. */
  quarters: Buffer | null;
};

/**
 * `work` with all its queries as of one moment. Partitions of single checks are held from before that moment, so that what
 * `rollup_progress` says of them holds.
 */
export function atOneMoment<T>(
  database: Pick<Database, 'transaction'>,
  work: (query: Query) => Promise<T>,
): Promise<T> {
  return database.transaction(async (query) => {
    await query(
      'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; LOCK TABLE check_results IN ACCESS SHARE MODE',
    );
    return work(query);
  });
}

export async function readProgress(query: Query): Promise<Progress> {
  const [row] = await query<Progress>(
    `SELECT date_part('epoch', rolled_until) * 1000 AS "rolledUntil",
       date_part('epoch', results_since) * 1000 AS "resultsSince" FROM rollup_progress`,
  );
  return row ?? { rolledUntil: Number.NEGATIVE_INFINITY, resultsSince: Number.NEGATIVE_INFINITY };
}

/** The queue of some monitors, as far as it touches a stretch. */
export async function readQueued(query: Query, targetIds: readonly number[], rolled: Stretch): Promise<Queued> {
  const rows = await query<{ target_id: number; hour: Date }>(
    'SELECT target_id, hour FROM rollup_queue WHERE hour > $2 AND hour < $3 AND target_id = ANY($1::int[])',
    [targetIds, new Date(rolled.from - hourMs), new Date(rolled.to)],
  );
  const queued = new Map<number, Set<number>>();
  for (const { target_id, hour } of rows) {
    const hours = queued.get(target_id) ?? new Set();
    queued.set(target_id, hours.add(hour.getTime()));
  }
  return queued;
}

/** Whether all that a day's rollup has lies in a stretch, whatever hours of it are in the queue. */
export function isWhole(day: number, { from, to }: Stretch): boolean {
  return from <= day * dayMs && (day + 1) * dayMs <= to;
}

/** Whether instants (ms) are edges of hours. */
export function isHourly(instants: readonly number[]): boolean {
  return instants.every((at) => at % hourMs === 0);
}

/** The days that have an hour in the queue: columns of monitors and days since the epoch. */
export function queuedDays(queued: Queued): [targetIds: number[], days: number[]] {
  const [ids, days]: [number[], number[]] = [[], []];
  for (const [targetId, hours] of queued) {
    for (const day of new Set([...hours].map((hour) => Math.floor(hour / dayMs)))) {
      ids.push(targetId);
      days.push(day);
    }
  }
  return [ids, days];
}

/** SQL of a date that is bound as its days since the epoch: years before the first one have no common form in text. */
export function dateOf(days: string): string {
  return `DATE '1970-01-01' + ${days}::int`;
}

/** SQL of an array of dates that is bound so. */
export function datesOf(days: string): string {
  return `(SELECT coalesce(array_agg(${dateOf('day')}), '{}') FROM unnest(${days}::int[]) AS day)::date[]`;
}

/** The days that have a part in a stretch. */
export function daysOf({ from, to }: Stretch): { first: number; last: number } {
  return { first: Math.floor(from / dayMs), last: Math.ceil(to / dayMs) - 1 };
}

/**
 * Calls `visit` with the beginning (ms) and the tally of each part of a day's row that lies in a stretch and not in an hour
 * of the queue: of quarter hours where the row has them, else of hours. Sketches are added to what `visit` returns.
 */
export function eachPart(
  row: Pick<DayRow, 'day' | 'hours' | 'quarters'>,
  { from, to }: Stretch,
  queued: ReadonlySet<number> | undefined,
  visit: (at: number, tally: Tally) => Sketch | undefined,
): void {
  const begin = row.day * dayMs;
  const isRead = (at: number) => from <= at && at < to && !queued?.has(Math.floor(at / hourMs) * hourMs);
  if (row.quarters) {
    eachQuarter(row.quarters, (place, tally) => {
      const at = begin + place * quarterMs;
      return isRead(at) ? visit(at, tally) : undefined;
    });
  } else {
    eachHour(row.hours, (place, tally) => {
      const at = begin + place * hourMs;
      if (isRead(at)) visit(at, tally);
    });
  }
}

/**
 * SQL of rows (target_id, …) over the single checks `c` that a cover names, those of queued hours included, of monitors in
 * $1: `select` is what is told of each monitor's. A monitor may have several rows. Undefined where there is nothing to read.
 */
export function singleChecks(
  { rolled, single }: Cover,
  { queued, select }: { queued: Queued; select: string },
): string | undefined {
  const parts = single.map(
    (stretch) => `SELECT c.target_id, ${select} FROM check_results c
      WHERE c.target_id = ANY($1::int[]) AND ${within(stretch)} GROUP BY c.target_id`,
  );
  if (rolled && queued.size > 0) {
    parts.push(`SELECT c.target_id, ${select} FROM rollup_queue q JOIN check_results c ON c.target_id = q.target_id
      AND c.started_at >= q.hour AND c.started_at < q.hour + interval '1 hour' AND ${within(rolled)}
      WHERE q.target_id = ANY($1::int[]) GROUP BY c.target_id`);
  }
  return parts.length === 0 ? undefined : parts.join(' UNION ALL ');
}

// Written out rather than bound: partitions that are not read are left out when the statement is planned.
function within({ from, to }: Stretch): string {
  return `c.started_at >= to_timestamp(${from / 1000}) AND c.started_at < to_timestamp(${to / 1000})`;
}
