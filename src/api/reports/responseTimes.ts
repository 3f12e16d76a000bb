/** Response times of some monitors, read from rollups and single checks and added up. */
import { dayMs, hourMs } from '../../ledger/rollup.js';
import { eachSample, packedSamples } from '../../ledger/samples.js';
import { mergeSketch, type Sketch } from '../../ledger/sketch.js';
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
import { createSummary, type Percentiles, type Summary } from './summary.js';

/** What is asked of each monitor. Instants are in ms. */
export type Question = {
  range: Stretch;
  /** Where buckets begin, in order: the first is not after any check, or there are no checks. */
  edges: readonly number[];
  /** Whether single checks are to be read as far as they are kept. */
  exact: boolean;
  /** What percentiles are told of; of the whole range where nothing is said. With `buckets`, every check is in a bucket. */
  percentiles?: Percentiles;
};

/** What was read of one monitor, to be added up when its turn comes. */
type Found = { days: DayRow[]; samples: Buffer[]; queued: ReadonlySet<number> | undefined };

/** Adds up what was read of a monitor. */
export type AddUp = (targetId: number) => Summary;

/** Reads what a question needs of some monitors. `query` has to read as of one moment. */
export async function readResponseTimes(
  query: Query,
  targetIds: readonly number[],
  { range, edges, exact, percentiles = 'whole' }: Question,
): Promise<AddUp> {
  const cover = coverOf(range, await readProgress(query), exact);
  const { rolled } = cover;
  const queued: Queued = rolled ? await readQueued(query, targetIds, rolled) : new Map();
  const found = new Map<number, Found>(targetIds.map((id) => [id, { days: [], samples: [], queued: queued.get(id) }]));
  if (rolled) {
    const quarters = quartersFor(edges, rolled, percentiles);
    for (const row of await query<DayRow>(...daysQuery(targetIds, rolled, { queued, quarters, percentiles })))
      found.get(row.target_id)?.days.push(row);
  }
  const select = `${packedSamples(`to_timestamp(${origin(range) / 1000})`)} AS samples`;
  const singles = singleChecks(cover, { queued, select });
  if (singles) {
    for (const row of await query<{ target_id: number; samples: Buffer | null }>(singles, [targetIds]))
      if (row.samples) found.get(row.target_id)?.samples.push(row.samples);
  }
  return (targetId) => {
    const summary = createSummary(edges, exact, percentiles);
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

/** Of which days quarter hours are read: they are most of a row. */
type Quarters = 'all' | 'edges' | 'none';

/**
 * All where hours can not tell buckets or, with their percentiles, days can not. Else those of the stretch's edges and of
 * days with hours in the queue, for their sketches; for their counts as well, where the edges are between hours.
 */
function quartersFor(edges: readonly number[], rolled: Stretch, percentiles: Percentiles): Quarters {
  if (percentiles === 'buckets') return edges.every((edge) => edge % dayMs === 0) ? 'edges' : 'all';
  if (!isHourly(edges) || !isCoarse(edges)) return 'all';
  return percentiles === 'none' && isHourly([rolled.from, rolled.to]) ? 'none' : 'edges';
}

function daysQuery(
  targetIds: readonly number[],
  rolled: Stretch,
  { queued, quarters, percentiles }: { queued: Queued; quarters: Quarters; percentiles: Percentiles },
): [sql: string, values: unknown[]] {
  const { first, last } = daysOf(rolled);
  const edges = [first, last].filter((day) => !isWhole(day, rolled));
  const [ids, days] = quarters === 'edges' ? queuedDays(queued) : [[], []];
  const sql = `
    SELECT r.target_id, (r.day - DATE '1970-01-01') AS day, r.hours, ${percentiles === 'none' ? "''::bytea AS sketch" : 'r.sketch'},
      CASE WHEN $4 OR r.day = ANY(${datesOf('$5')}) OR EXISTS (
        SELECT FROM unnest($6::int[], $7::int[]) AS q (target_id, day)
        WHERE q.target_id = r.target_id AND ${dateOf('q.day')} = r.day
      ) THEN r.quarters END AS quarters
    FROM check_rollups r
    WHERE r.target_id = ANY($1::int[]) AND r.day >= ${dateOf('$2')} AND r.day <= ${dateOf('$3')}`;
  return [sql, [targetIds, first, last, quarters === 'all', quarters === 'edges' ? edges : [], ids, days]];
}

function addDay(summary: Summary, row: DayRow, rolled: Stretch, queued: ReadonlySet<number> | undefined): void {
  const bySketch = isWhole(row.day, rolled) && !hasHourOf(row.day, queued);
  if (bySketch) {
    addSketch(row.sketch, summary.sketch());
    // Of a bucket the quarters tell more, where they are there: else the day lies in one.
    if (!row.quarters) addSketch(row.sketch, summary.sketchAt(row.day * dayMs));
  }
  eachPart(row, rolled, queued, (at, tally) => {
    if (tally.up === 0) return undefined;
    summary.addPart(at, tally);
    return bySketch ? summary.sketchAt(at) : summary.sketch();
  });
  if (summary.tellsBuckets && !bySketch)
    eachPart(row, rolled, queued, (at, tally) => (tally.up === 0 ? undefined : summary.sketchAt(at)));
}

function addSketch(packed: Buffer, into: Sketch | undefined): void {
  if (into) mergeSketch({ bytes: packed, at: 0 }, packed.length, into);
}

function hasHourOf(day: number, queued: ReadonlySet<number> | undefined): boolean {
  return queued !== undefined && [...queued].some((hour) => Math.floor(hour / dayMs) === day);
}

function addSamples(summary: Summary, packed: Buffer, since: number): void {
  eachSample(packed, (second, responseTime) => {
    if (responseTime !== null) summary.addCheck(since + second * 1000, responseTime);
  });
}
