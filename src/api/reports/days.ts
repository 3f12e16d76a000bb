/** How each local day of a range was spent: the same time that `uptimes` tells of the whole range, by days. */
import type { Query } from '../../platform/database/database.js';
import { lastNotAfter } from './buckets.js';
import { chosenAndUnseen, second, touchesRange } from './spentSql.js';

/**
 * A monitor's range, divided by days: the columns have a number for each day. `up + down + unknown` are the seconds of the
 * range that lie in it. `outages` are the down events that overlap it: one may be counted in several days.
 */
export type DaysRow = {
  target_id: number;
  target_name: string;
  up_seconds: Int32Array;
  down_seconds: Int32Array;
  unknown_seconds: Int32Array;
  outages: Int32Array;
};

/** Packed stretches of seconds since the epoch: where each begins and ends, as two doubles. Null: none. */
type Packed = Buffer | null;

/** Events come in any order, to spare the database sorting them; what nobody saw by its beginning. */
type Row = { target_id: number; target_name: string; up: Packed; down: Packed; unseen: Packed };

/**
 * Reads how days were spent.
 * @param values the params of spentSql.ts
 * @param bounds where days begin, and where the last one ends, cut to the range; in seconds since the epoch
 */
export async function readDays(query: Query, values: readonly unknown[], bounds: Float64Array): Promise<DaysRow[]> {
  const rows = await query<Row>(daysSql, values);
  return rows.map((row) => spend(row, bounds));
}

// An event that began before the range is told by a second before it, so that it can be told from one that begins there.
const daysSql = `
  WITH ${chosenAndUnseen}, spans AS (
    SELECT e.target_id, e.type,
      ${packed(`greatest(${second('e.started_at')}, $3 - 1)`, `least(${second('e.ended_at')}, $4)`)} AS span
    FROM chosen t JOIN events e ON e.target_id = t.id WHERE ${touchesRange('e')}
  ), known AS (
    SELECT target_id, string_agg(span, '') FILTER (WHERE type = 'up') AS up,
      string_agg(span, '') FILTER (WHERE type = 'down') AS down
    FROM spans GROUP BY target_id
  ), unknown AS (
    SELECT target_id, string_agg(
      ${packed(`greatest(${second('started_at')}, $3)`, `least(${second('ended_at')}, $4)`)}, '' ORDER BY started_at
    ) AS spans FROM unseen GROUP BY target_id
  )
  SELECT t.id AS target_id, t.name AS target_name, k.up, k.down, u.spans AS unseen
  FROM chosen t LEFT JOIN known k ON k.target_id = t.id LEFT JOIN unknown u ON u.target_id = t.id ORDER BY t.id`;

function packed(begin: string, end: string): string {
  return `float8send(${begin}) || float8send(${end})`;
}

function spend({ target_id, target_name, up, down, unseen }: Row, bounds: Float64Array): DaysRow {
  const days = Math.max(bounds.length - 1, 0);
  const parts = united(unseen);
  const up_seconds = secondsOf(up, parts, bounds);
  const down_seconds = secondsOf(down, parts, bounds);
  const unknown_seconds = new Int32Array(days);
  for (let day = 0; day < days; day += 1)
    unknown_seconds[day] = at(bounds, day + 1) - at(bounds, day) - at(up_seconds, day) - at(down_seconds, day);
  return { target_id, target_name, up_seconds, down_seconds, unknown_seconds, outages: outagesOf(down, bounds) };
}

type Spans = { from: number[]; to: number[] };

/** Stretches in order and apart from each other that cover what some cover together. */
function united(packed: Packed): Spans {
  const united: Spans = { from: [], to: [] };
  eachSpan(packed, (from, to) => {
    const last = united.to.length - 1;
    if (last >= 0 && from <= at(united.to, last)) united.to[last] = Math.max(at(united.to, last), to);
    else {
      united.from.push(from);
      united.to.push(to);
    }
  });
  return united;
}

/** Seconds of stretches, without what is unknown of them, by days. */
function secondsOf(packed: Packed, unknown: Spans, bounds: Float64Array): Int32Array {
  const seconds = new Int32Array(Math.max(bounds.length - 1, 0));
  const add = (from: number, to: number, sign: 1 | -1) => {
    let begin = Math.max(from, at(bounds, 0));
    for (let day = dayOf(begin, bounds); day < seconds.length && begin < to; day += 1) {
      const end = Math.min(to, at(bounds, day + 1));
      seconds[day] = at(seconds, day) + sign * (end - begin);
      begin = end;
    }
  };
  eachSpan(packed, (from, to) => {
    add(from, to, 1);
    for (
      let part = lastNotAfter(unknown.to, from) + 1;
      part < unknown.from.length && at(unknown.from, part) < to;
      part += 1
    )
      add(Math.max(from, at(unknown.from, part)), Math.min(to, at(unknown.to, part)), -1);
  });
  return seconds;
}

/** As `uptimes` counts them in a range: those that began in a day, or lasted beyond the second in which it begins. */
function outagesOf(packed: Packed, bounds: Float64Array): Int32Array {
  const outages = new Int32Array(Math.max(bounds.length - 1, 0));
  eachSpan(packed, (from, to) => {
    const first = Math.max(from, at(bounds, 0));
    if (from < first && to <= first) return;
    const last = dayOf(Math.max(first, to - 1), bounds);
    for (let day = dayOf(first, bounds); day <= last; day += 1) outages[day] = at(outages, day) + 1;
  });
  return outages;
}

/** The day that a second is in; the last one where it is the end of the range. */
function dayOf(second: number, bounds: Float64Array): number {
  return Math.max(Math.min(lastNotAfter(bounds, second), bounds.length - 2), 0);
}

function eachSpan(packed: Packed, visit: (from: number, to: number) => void): void {
  if (!packed) return;
  for (let place = 0; place < packed.length; place += 16)
    visit(packed.readDoubleBE(place), packed.readDoubleBE(place + 8));
}

function at(numbers: ArrayLike<number>, place: number): number {
  return numbers[place] ?? 0;
}
