/** What pictures of monitors are drawn from: each of their last 90 days, and their response times in the last 24 hours. */
import { uptimeOf } from '../../api/reports/present.js';
import { reportStore, type DaysRow } from '../../api/reports/store.js';
import { wholeSecond } from '../../http/dateRange.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { bucketEdges, daysAfter, startOfDay } from '../../platform/time.js';

/** Days of a strip, today included. */
export const stripDays = 90;

/** Hours of a sparkline, the present one included. */
export const sparkHours = 24;

const hourMs = 3_600_000;

/** How a monitor's day was spent, in seconds: the three add up to the day, or to what is over of today. */
export type Day = { at: Date; up: number; down: number; unknown: number; outages: number };

export type Picture = {
  /** The last 90 days of a time zone, the oldest first. */
  days: readonly Day[];
  /** Percent of the known time in these days; null when nothing is known. */
  uptime: number | null;
  /** Average response times (ms) of the last 24 hours of UTC, the oldest first; null where no check succeeded. */
  hours: readonly (number | null)[];
};

/** Whose monitors are drawn, and in whose days. */
export type PictureQuery = { userId: number; targetIds: readonly number[]; timeZone: string };

/** Reads pictures of monitors, by id. */
export function pictureReader({ database, clock }: { database: Database; clock: Clock }) {
  const store = reportStore(database);
  return async ({ userId, targetIds, timeZone }: PictureQuery): Promise<Map<number, Picture>> => {
    const now = new Date(clock.now());
    const from = daysAfter(startOfDay(now, timeZone), 1 - stripDays, timeZone);
    const range = { from: wholeSecond(from), to: wholeSecond(now) };
    const edges = [...bucketEdges(range, 'day', timeZone)];
    const since = new Date((Math.ceil(now.getTime() / hourMs) - sparkHours) * hourMs);
    // Side by side: each of the two takes the database about as long.
    const [rows, hours] = await Promise.all([
      store.days({ userId, targetIds, range, until: now, now }, edges),
      store.hourlyAverages(targetIds, { from: since, to: now }),
    ]);
    return new Map(rows.map((row) => [row.target_id, pictureOf(row, edges, hours.get(row.target_id) ?? [])]));
  };
}

function pictureOf(row: DaysRow, edges: readonly Date[], hours: readonly (number | null)[]): Picture {
  const days = edges.map((at, place) => ({
    at,
    up: row.up_seconds[place] ?? 0,
    down: row.down_seconds[place] ?? 0,
    unknown: row.unknown_seconds[place] ?? 0,
    outages: row.outages[place] ?? 0,
  }));
  const sum = (pick: (day: Day) => number) => days.reduce((total, day) => total + pick(day), 0);
  return {
    days,
    uptime: uptimeOf(
      sum(({ up }) => up),
      sum(({ down }) => down),
    ),
    hours,
  };
}
