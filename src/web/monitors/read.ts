/** What a monitor's page tells of a range, from the stores of the API's reports and events. */
import { eventStore, type EventRow } from '../../api/events/store.js';
import { chooseSize, questionOf } from '../../api/reports/buckets.js';
import { presentUptime } from '../../api/reports/present.js';
import { reportStore } from '../../api/reports/store.js';
import type { TargetRow } from '../../api/targets/store.js';
import type { Scope } from '../../http/scope.js';
import type { Database } from '../../platform/database/database.js';
import type { BucketSize } from '../../platform/time.js';

/** Response times of a stretch. In milliseconds. */
export type Bucket = { at: Date; checks: number; average: number; median: number; p95: number };

export type Report = {
  /** How the range was spent. */
  uptime: ReturnType<typeof presentUptime> | undefined;
  /** Milliseconds of the successful checks; null where there was none. */
  times: Record<'average' | 'median' | 'p95' | 'p99' | 'minimum' | 'maximum', number | null>;
  size: BucketSize;
  /** Those with successful checks, in order. */
  buckets: readonly Bucket[];
  /** Those that overlap the range, the newest first. */
  outages: readonly EventRow[];
  /** Whether there are more. */
  hasMore: boolean;
};

/** Changes of status that are read at most: every other one is an outage. */
const mostEvents = 200;

/** Reads reports of one monitor. */
export function reportReader(database: Database) {
  const reports = reportStore(database);
  const events = eventStore(database);

  async function timesOf({ id, created_at }: TargetRow, scope: Scope, timeZone: string) {
    const size = chooseSize(scope.range, timeZone);
    const question = questionOf(scope, { size, timeZone, earliest: created_at });
    const addUp = await reports.responseTimes([id], { ...question, percentiles: 'buckets' });
    const summary = addUp(id);
    const { percentiles, ...whole } = summary.figures();
    const [median, p95, p99] = percentiles ?? [null, null, null];
    const { average, minimum, maximum } = whole;
    const buckets = [...summary.buckets()].map((bucket) => ({
      at: new Date(question.edges[bucket.bucket] ?? 0),
      checks: bucket.checks,
      average: bucket.average / 1000,
      median: (bucket.percentiles?.[0] ?? bucket.average) / 1000,
      p95: (bucket.percentiles?.[1] ?? bucket.maximum) / 1000,
    }));
    const times = mapped({ average, median, p95, p99, minimum, maximum }, (value) => value && value / 1000);
    return { times, size, buckets };
  }

  async function outagesOf({ id }: TargetRow, scope: Scope) {
    const { from } = scope.range;
    const [rows, before] = await Promise.all([
      events.list({ ...scope, after: undefined, limit: mostEvents + 1 }),
      events.lastBefore(scope.userId, id, from),
    ]);
    const hasMore = rows.length > mostEvents;
    // One that began before the range, and reached into it.
    const isGoing = before !== undefined && (before.ended_at === null || before.ended_at > from);
    const shown = [...rows.slice(0, mostEvents), ...(isGoing && !hasMore ? [before] : [])];
    return { outages: shown.filter(({ type }) => type === 'down'), hasMore };
  }

  return {
    /** The monitor of a scope. */
    async report(row: TargetRow, scope: Scope, timeZone: string): Promise<Report> {
      const [[spent], times, outages] = await Promise.all([
        reports.uptimes(scope),
        timesOf(row, scope, timeZone),
        outagesOf(row, scope),
      ]);
      return { uptime: spent && presentUptime(spent), ...times, ...outages };
    },
  };
}

function mapped<Name extends string, T, U>(values: Record<Name, T>, change: (value: T) => U): Record<Name, U> {
  // What Object.entries gives back has forgotten the names.
  return Object.fromEntries(Object.entries<T>(values).map(([name, value]) => [name, change(value)])) as Record<Name, U>;
}
