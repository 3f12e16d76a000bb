import type { Scope } from '../../http/scope.js';
import type { Database } from '../../platform/database/database.js';
import { responseTimesSql, seriesSql, uptimesSql } from './sql.js';

/** A monitor's range, divided: `up + down + unknown` is its length. In seconds. */
export type UptimeRow = {
  target_id: number;
  target_name: string;
  up_seconds: number;
  down_seconds: number;
  unknown_seconds: number;
  checks: number;
  failed_checks: number;
  outages: number;
};

/** Response times of a monitor's successful checks, in microseconds; null where there was none. */
export type ResponseTimesRow = {
  target_id: number;
  target_name: string;
  created_at: Date;
  checks: number;
  average: number | null;
  minimum: number | null;
  maximum: number | null;
  /** Median, p95 and p99, by nearest rank. */
  percentiles: [number, number, number] | null;
};

/** The same of one bucket, by the place of its edge. Buckets without checks have no row. */
export type BucketRow = {
  target_id: number;
  bucket: number;
  checks: number;
  average: number;
  minimum: number;
  maximum: number;
};

export type ReportStore = ReturnType<typeof reportStore>;

export function reportStore(database: Pick<Database, 'query' | 'transaction'>) {
  return {
    /** How the range was spent, for each monitor by id. */
    uptimes(scope: Scope): Promise<UptimeRow[]> {
      const { range, until, now } = scope;
      return database.query<UptimeRow>(uptimesSql, [...valuesOf(scope, range.to), secondsOf(until), secondsOf(now)]);
    },

    /**
     * Response times of each monitor by id, and those of the buckets that `edgesFor` asks for once it is known which
     * monitors there are: both as they were at one moment, so that their checks agree.
     */
    responseTimes(scope: Scope, edgesFor: (rows: readonly ResponseTimesRow[]) => readonly Date[]) {
      return database.transaction(async (query) => {
        await query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
        const values = valuesOf(scope, scope.until);
        const rows = await query<ResponseTimesRow>(responseTimesSql, values);
        const edges = edgesFor(rows);
        const times = edges.map((edge) => edge.toISOString());
        const buckets = times.length > 0 ? await query<BucketRow>(seriesSql, [...values, times]) : [];
        return { rows, edges, buckets };
      });
    },
  };
}

function valuesOf({ userId, targetIds, range }: Scope, end: Date): unknown[] {
  return [userId, targetIds ?? null, secondsOf(range.from), secondsOf(end)];
}

// Seconds rather than dates: a range may begin in the year 1, where texts of timestamps differ.
function secondsOf(at: Date): number {
  return at.getTime() / 1000;
}
