/** How many checks looked within a range, and how many of them failed. */
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

export type Counts = { checks: number; failed: number };

type CountRow = Counts & { target_id: number };
type PartRow = CountRow & Pick<DayRow, 'day' | 'hours' | 'quarters'>;

/** The counts of each monitor that has any. `query` has to read as of one moment. */
export async function countChecks(
  query: Query,
  targetIds: readonly number[],
  range: Stretch,
): Promise<Map<number, Counts>> {
  const counts = new Map<number, Counts>();
  const add = ({ target_id, checks, failed }: CountRow) => {
    const known = counts.get(target_id) ?? { checks: 0, failed: 0 };
    counts.set(target_id, { checks: known.checks + checks, failed: known.failed + failed });
  };

  const cover = coverOf(range, await readProgress(query), false);
  const queued: Queued = cover.rolled ? await readQueued(query, targetIds, cover.rolled) : new Map();
  if (cover.rolled) await addRolled(query, targetIds, cover.rolled, queued, add);
  const singles = singleChecks(cover, { queued, select: selectCounts });
  if (singles) for (const row of await query<CountRow>(singles, [targetIds])) add(row);
  return counts;
}

const selectCounts = `count(*) FILTER (WHERE c.outcome <> 'unchecked') AS checks,
  count(*) FILTER (WHERE c.outcome = 'down') AS failed`;

async function addRolled(
  query: Query,
  targetIds: readonly number[],
  rolled: Stretch,
  queued: Queued,
  add: (row: CountRow) => void,
): Promise<void> {
  const { first, last } = daysOf(rolled);
  const edges = [...new Set([first, last])].filter((day) => !isWhole(day, rolled));
  const whole = [edges.includes(first) ? first + 1 : first, edges.includes(last) ? last - 1 : last];
  for (const row of await query<CountRow>(sumsSql, [targetIds, ...whole])) add(row);
  if (edges.length === 0 && queued.size === 0) return;

  const quarters = isHourly([rolled.from, rolled.to]) ? 'NULL::bytea AS quarters' : 'r.quarters';
  for (const row of await query<PartRow>(partsSql(quarters), [targetIds, edges, ...queuedDays(queued)])) {
    const { target_id } = row;
    // Its sum has been added: it is told by those of its hours that are not in the queue instead.
    if (isWhole(row.day, rolled)) add({ target_id, checks: -row.checks, failed: -row.failed });
    eachPart(row, rolled, queued.get(target_id), (_at, { up, failed }) => {
      add({ target_id, checks: up + failed, failed });
      return undefined;
    });
  }
}

// The index alone has all that it takes.
const sumsSql = `
  SELECT t.id AS target_id, s.checks, s.failed FROM unnest($1::int[]) AS t (id) CROSS JOIN LATERAL (
    SELECT coalesce(sum(r.checks), 0) AS checks, coalesce(sum(r.failed), 0) AS failed FROM check_rollups r
    WHERE r.target_id = t.id AND r.day >= ${dateOf('$2')} AND r.day <= ${dateOf('$3')}
  ) AS s`;

const partsSql = (quarters: string) => `
  SELECT ${columns}, ${quarters} FROM check_rollups r
  WHERE r.target_id = ANY($1::int[]) AND r.day = ANY(${datesOf('$2')})
  UNION ALL
  SELECT ${columns}, ${quarters} FROM unnest($3::int[], $4::int[]) AS q (target_id, day)
  JOIN check_rollups r ON r.target_id = q.target_id AND r.day = ${dateOf('q.day')} AND q.day <> ALL($2::int[])`;

const columns = `r.target_id, (r.day - DATE '1970-01-01') AS day, r.checks, r.failed, r.hours`;
