/** What pictures of monitors are drawn from: each of their last 90 days, and their response times in the last 24 hours. */
import { uptimeOf } from '../../api/reports/present.js';
import { reportStore, type DaysRow } from '../../api/reports/store.js';
import { wholeSecond } from '../../http/dateRange.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { bucketEdges, daysAfter, startOfDay } from '../../platform/time.js';

/** Days of a strip, today included. */
const stripDays = 90;

/** Hours of a sparkline, the present one included. */
const sparkHours = 24;

const hourMs = 3_600_000;

/** How a monitor's day was spent, in seconds: the three add up to the day, or to what is over of today. */
export type Day = { at: Date; up: number; down: number; unknown: number; outages: number };

/** How a monitor was. */
export type Past = {
  /** The last 90 days of a time zone, the oldest first. */
  days: readonly Day[];
  /** Percent of the known time in these days; null when nothing is known. */
  uptime: number | null;
};

export type Picture = Past & {
  /** Average response times (ms) of the last 24 hours of UTC, the oldest first; null where no check succeeded. */
  hours: readonly (number | null)[];
};

/** Whose monitors are drawn, and in whose days. */
export type PictureQuery = { userId: number; targetIds: readonly number[]; timeZone: string };

type PictureTools = { database: Database; clock: Clock };

/** Reads the last 90 days of monitors, by id. */
export function pastReader({ database, clock }: PictureTools) {
  const store = reportStore(database);
  return async ({ userId, targetIds, timeZone }: PictureQuery): Promise<Map<number, Past>> => {
    const now = new Date(clock.now());
    const from = startOfDay(daysAfter(now, 1 - stripDays, timeZone), timeZone);
    const range = { from: wholeSecond(from), to: wholeSecond(now) };
    const edges = [...bucketEdges(range, 'day', timeZone)];
    const rows = await store.days({ userId, targetIds, range, until: now, now }, edges);
    return new Map(rows.map((row) => [row.target_id, pastOf(row, edges)]));
  };
}

/** Reads pictures of monitors, by id. */
export function pictureReader(tools: PictureTools) {
  const { hourlyAverages } = reportStore(tools.database);
  const readPasts = pastReader(tools);
  return async (query: PictureQuery): Promise<Map<number, Picture>> => {
    const now = tools.clock.now();
    const since = new Date((Math.ceil(now / hourMs) - sparkHours) * hourMs);
    // Side by side: each of the two takes the database about as long.
    const [pasts, hours] = await Promise.all([
      readPasts(query),
      hourlyAverages(query.targetIds, { from: since, to: new Date(now) }),
    ]);
    return new Map([...pasts].map(([id, past]) => [id, { ...past, hours: hours.get(id) ?? [] }]));
  };
}

function pastOf(row: DaysRow, edges: readonly Date[]): Past {
  const days = edges.map((at, place) => ({
    at,
    up: row.up_seconds[place] ?? 0,
    down: row.down_seconds[place] ?? 0,
    unknown: row.unknown_seconds[place] ?? 0,
    outages: row.outages[place] ?? 0,
  }));
  const sum = (pick: (day: Day) => number) => days.reduce((total, day) => total + pick(day), 0);
  const uptime = uptimeOf(
    sum(({ up }) => up),
    sum(({ down }) => down),
  );
  return { days, uptime };
}
