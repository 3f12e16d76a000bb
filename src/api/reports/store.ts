import type { Scope } from '../../http/scope.js';
import type { Database } from '../../platform/database/database.js';
import type { TimeRange } from '../../platform/time.js';
import { countChecks } from './counts.js';
import { readDays, type DaysRow } from './days.js';
import { readHourlyAverages } from './hourly.js';
import { readResponseTimes, type AddUp, type Question } from './responseTimes.js';
import { atOneMoment } from './sources.js';
import { uptimesSql } from './uptimesSql.js';

/** A monitor's range, divided: `up + down + unknown` is its length. In seconds. */
export type UptimeRow = SpentRow & { checks: number; failed_checks: number };

type SpentRow = {
  target_id: number;
  target_name: string;
  up_seconds: number;
  down_seconds: number;
  unknown_seconds: number;
  outages: number;
};

/** A monitor that a report is about. */
export type TargetRow = { id: number; name: string; created_at: Date; seconds_between_checks: number };

export type { DaysRow };

export type ReportStore = ReturnType<typeof reportStore>;

export function reportStore(database: Pick<Database, 'query' | 'transaction'>) {
  return {
    /** The chosen monitors, by id. */
    targets({ userId, targetIds }: Pick<Scope, 'userId' | 'targetIds'>): Promise<TargetRow[]> {
      return database.query<TargetRow>(
        `SELECT id, name, created_at, seconds_between_checks FROM targets
         WHERE user_id = $1 AND ($2::int[] IS NULL OR id = ANY ($2)) ORDER BY id`,
        [userId, targetIds ?? null],
      );
    },

    /** How the range was spent, for each monitor by id. */
    uptimes(scope: Scope): Promise<UptimeRow[]> {
      const { range, until } = scope;
      return atOneMoment(database, async (query) => {
        const rows = await query<SpentRow>(uptimesSql, spentParams(scope));
        const ids = rows.map(({ target_id }) => target_id);
        const counts = await countChecks(query, ids, { from: range.from.getTime(), to: until.getTime() });
        return rows.map((row) => {
          const { checks = 0, failed = 0 } = counts.get(row.target_id) ?? {};
          return { ...row, checks, failed_checks: failed };
        });
      });
    },

    /**
     * How each day of the range was spent, for each monitor by id: what adds up to its uptimes.
     * @param edges where days begin, in order: the first is not after the range's beginning, the last before its end
     */
    days(scope: Scope, edges: readonly Date[]): Promise<DaysRow[]> {
      const { from, to } = scope.range;
      const bounds = edges.length === 0 ? [] : [from, ...edges.slice(1), to];
      const seconds = Float64Array.from(bounds, (at) => at.getTime() / 1000);
      return readDays(database.query, spentParams(scope), seconds);
    },

    /** Response times of some monitors, as of one moment: each is added up when it is asked for. */
    responseTimes(targetIds: readonly number[], question: Question): Promise<AddUp> {
      return atOneMoment(database, (query) => readResponseTimes(query, targetIds, question));
    },

    /**
     * For each of some monitors the average response time (ms) of each hour of UTC that a range touches, null where no check
     * succeeded. The first hour is told as a whole, the last one up to the range's end.
     */
    hourlyAverages(targetIds: readonly number[], range: TimeRange): Promise<Map<number, (number | null)[]>> {
      return atOneMoment(database, (query) => readHourlyAverages(query, targetIds, range));
    },
  };
}

function spentParams({ userId, targetIds, range, until, now }: Scope): unknown[] {
  return [userId, targetIds ?? null, ...[range.from, range.to, until, now].map((at) => at.getTime() / 1000)];
}
