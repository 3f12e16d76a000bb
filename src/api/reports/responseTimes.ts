/** Response times of some monitors, read from rollups and single checks and added up. */
import { dayMs, hourMs } from '../../ledger/rollup.js';
import { eachSample, packedSamples } from '../../ledger/samples.js';
import { mergeSketch } from '../../ledger/sketch.js';
import type { Query } from '../../platform/database/database.js';
import { coverOf, type Stretch } from './cover.js';
import {
  dateOf,
  datesOf,
  daysOf,
  eachPart,
  isHourly,
  isWhole,
  queuedDays,
  readProgress,
  readQueued,
  singleChecks,
  type DayRow,
  type Queued,
} from './sources.js';
import { createSummary, type Summary } from './summary.js';

/** What is asked of each monitor. Instants are in ms. */
export type Question = {
  range: Stretch;
  /** Where buckets begin, in order: the first is not after any check, or there are no checks. */
  edges: readonly number[];
  /** Whether single checks are to be read as far as they are kept. */
  exact: boolean;
};

/** What was read of one monitor, to be added up when its turn comes. */
type Found = { days: DayRow[]; samples: Buffer[]; queued: ReadonlySet<number> | undefined };

/** Adds up what was read of a monitor. */
export type AddUp = (targetId: number) => Summary;

/** Reads what a question needs of some monitors. `query` has to read as of one moment. */
export async function readResponseTimes(
  query: Query,
  targetIds: readonly number[],
  { range, edges, exact }: Question,
): Promise<AddUp> {
  const cover = coverOf(range, await readProgress(query), exact);
  const { rolled } = cover;
  const queued: Queued = rolled ? await readQueued(query, targetIds, rolled) : new Map();
  const found = new Map<number, Found>(targetIds.map((id) => [id, { days: [], samples: [], queued: queued.get(id) }]));
  if (rolled) {
    const hourly = isHourly(edges) && isCoarse(edges);
    for (const row of await query<DayRow>(...daysQuery(targetIds, rolled, queued, !hourly)))
      found.get(row.target_id)?.days.push(row);
  }
  const select = `${packedSamples(`to_timestamp(${origin(range) / 1000})`)} AS samples`;
  const singles = singleChecks(cover, { queued, select });
  if (singles) {
    for (const row of await query<{ target_id: number; samples: Buffer | null }>(singles, [targetIds]))
      if (row.samples) found.get(row.target_id)?.samples.push(row.samples);
  }
  return (targetId) => {
    const summary = createSummary(edges, exact);
    const { days, samples, queued: hours } = found.get(targetId) ?? { days: [], samples: [], queued: undefined };
    if (rolled) for (const day of days) addDay(summary, day, rolled, hours);
    for (const packed of samples) addSamples(summary, packed, origin(range));
    found.delete(targetId);
    return summary;
  };
}

/** Seconds of samples are counted from the range's beginning, or from what is near enough to it to fit into an int4. */
function origin({ from, to }: Stretch): number {
  const seconds = Math.floor(Math.max(from, to - 2 ** 31 * 1000) / 1000);
  return seconds * 1000;
}

/** Whether no bucket is shorter than an hour. */
function isCoarse(edges: readonly number[]): boolean {
  return edges.every((edge, place) => place === 0 || edge - (edges[place - 1] ?? edge) >= hourMs);
}

/**
 * Quarter hours are read where hours can not tell (the edges of the stretch, hours in the queue, buckets between hours):
 * they are most of a row.
 */
function daysQuery(
  targetIds: readonly number[],
  rolled: Stretch,
  queued: Queued,
  allQuarters: boolean,
): [sql: string, values: unknown[]] {
  const { first, last } = daysOf(rolled);
  const edges = [first, last].filter((day) => !isWhole(day, rolled));
  const [ids, days] = queuedDays(queued);
  const sql = `
    SELECT r.target_id, (r.day - DATE '1970-01-01') AS day, r.hours, r.sketch,
      CASE WHEN $4 OR r.day = ANY(${datesOf('$5')}) OR EXISTS (
        SELECT FROM unnest($6::int[], $7::int[]) AS q (target_id, day)
        WHERE q.target_id = r.target_id AND ${dateOf('q.day')} = r.day
      ) THEN r.quarters END AS quarters
    FROM check_rollups r
    WHERE r.target_id = ANY($1::int[]) AND r.day >= ${dateOf('$2')} AND r.day <= ${dateOf('$3')}`;
  return [sql, [targetIds, first, last, allQuarters, edges, ids, days]];
}

function addDay(summary: Summary, row: DayRow, rolled: Stretch, queued: ReadonlySet<number> | undefined): void {
  const bySketch = isWhole(row.day, rolled) && !hasHourOf(row.day, queued);
  if (bySketch) mergeSketch({ bytes: row.sketch, at: 0 }, row.sketch.length, summary.sketch());
  eachPart(row, rolled, queued, (at, tally) => {
    if (tally.up === 0) return undefined;
    summary.addPart(at, tally);
    return bySketch ? undefined : summary.sketch();
  });
}

function hasHourOf(day: number, queued: ReadonlySet<number> | undefined): boolean {
  return queued !== undefined && [...queued].some((hour) => Math.floor(hour / dayMs) === day);
}

function addSamples(summary: Summary, packed: Buffer, since: number): void {
  eachSample(packed, (second, responseTime) => {
    if (responseTime !== null) summary.addCheck(since + second * 1000, responseTime);
  });
}
