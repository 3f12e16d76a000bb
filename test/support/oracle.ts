/** What reports have to say, told slowly from raw facts: contract §2 (R, UP, RT) and §6, read as they are written. */
import {
  bucketOf,
  dateAt,
  day,
  firstOf,
  floor,
  hour,
  instantOf,
  minute,
  printed,
  quarter,
  second,
  wallOf,
  type Size,
} from './wallClock.js';

/** An end of a range as it was asked for. In ms, like all instants here. */
export type End = {
  kind: 'date' | 'time';
  /** The instant that it names; of a date, its first one. */
  first: number;
  /** The end of a range up to it. */
  end: number;
};

/** The range that an answer is about, in whole seconds, and until when facts belong to it. */
export type Range = { from: number; to: number; until: number };

/** R; undefined where it has to be refused. */
export function rangeOf(
  asked: { from: End | undefined; to: End | undefined },
  now: number,
  timeZone: string,
): Range | undefined {
  const latest = floor(now, second);
  const end = asked.to && floor(asked.to.end, second);
  const to = Math.min(end ?? latest, latest);
  const lastDay = dateAt(Math.min(asked.to?.first ?? latest, latest), timeZone);
  const from = floor(asked.from?.first ?? firstOf(lastDay, timeZone), second);
  const areDates = asked.from?.kind === 'date' && asked.to?.kind === 'date';
  if (from > to || (areDates && (asked.from?.first ?? 0) > (asked.to?.first ?? 0))) return undefined;
  return { from, to, until: end === undefined || end > latest ? now : to };
}

/** A monitor's history. */
export type Facts = {
  checks: readonly Check[];
  /** Each lasts until the next one, the last one until `end`, or still. */
  statuses: readonly { type: 'up' | 'down'; at: number }[];
  end: number | null;
  /** Stretches in which nobody looked. */
  gaps: readonly { from: number; to: number }[];
  /** Until when the last check vouches; null: there was none that looked. */
  knownUntil: number | null;
  /** Milliseconds that a check may take. */
  worstCase: number;
};

export type Check = { at: number; outcome: 'up' | 'down' | 'unchecked'; us: number | null };

const cut = (at: number) => floor(at, second);

/** UP, without what its monitor is called. */
export function uptimeOf(facts: Facts, { from, to, until }: Range, now: number, since = -Infinity) {
  const spent = { up_seconds: 0, down_seconds: 0, unknown_seconds: 0 };
  // Between two of these instants nothing changes: one of its seconds tells them all.
  const changes = [
    ...facts.statuses.map(({ at }) => at),
    ...facts.gaps.flatMap((gap) => [gap.from, gap.to]),
    ...[facts.end ?? to, facts.knownUntil ?? to, from, to],
  ];
  const edges = [...new Set(changes.map(cut))].filter((at) => from <= at && at <= to).sort((a, b) => a - b);
  for (const [place, at] of edges.slice(0, -1).entries()) {
    spent[`${stateAt(facts, at, now)}_seconds`] += ((edges[place + 1] ?? to) - at) / second;
  }
  const looked = told(facts.checks, { from, until }, since).filter(({ outcome }) => outcome !== 'unchecked');
  const failed = looked.filter(({ outcome }) => outcome === 'down');
  const outages = outagesOf(facts, { from, until });
  const uptime = percentOf(spent.up_seconds, spent.up_seconds + spent.down_seconds);
  return { uptime, ...spent, checks: looked.length, failed_checks: failed.length, outages };
}

/** With 4 decimals: 100 only of all. In whole numbers, so that halves are rounded as halves. */
function percentOf(part: number, all: number): number | null {
  if (all === 0) return null;
  const rounded = Math.floor((2_000_000 * part + all) / (2 * all)) / 10_000;
  return part < all ? Math.min(rounded, 99.9999) : 100;
}

function stateAt(facts: Facts, at: number, now: number): 'up' | 'down' | 'unknown' {
  const { statuses, end, gaps, knownUntil, worstCase } = facts;
  if (gaps.some((gap) => cut(gap.from) <= at && at < cut(gap.to))) return 'unknown';
  const isOverdue = knownUntil !== null && now > knownUntil + worstCase + 5 * second;
  if (isOverdue && cut(knownUntil) <= at) return 'unknown';
  if (end !== null && cut(end) <= at) return 'unknown';
  return statuses.findLast((status) => cut(status.at) <= at)?.type ?? 'unknown';
}

/** Those that began in the range, or lasted in the second in which it begins. */
function outagesOf({ statuses, end }: Facts, { from, until }: Pick<Range, 'from' | 'until'>): number {
  if (from >= until) return 0;
  return statuses.filter(({ type, at }, place) => {
    const ended = statuses[place + 1]?.at ?? end ?? Infinity;
    return type === 'down' && at < until && (at >= from || cut(ended) > from);
  }).length;
}

/**
 * The checks of a range. Those before `since` are dropped, and told from their quarter of an hour: as if they had all come
 * at its beginning.
 */
function told(checks: readonly Check[], { from, until }: Pick<Range, 'from' | 'until'>, since: number): Check[] {
  return checks
    .map((check) => ({ ...check, at: check.at < since ? floor(check.at, quarter) : check.at }))
    .filter(({ at }) => from <= at && at < until);
}

/** The size of buckets that a range has, where none was asked for. */
export function sizeOf({ from, to }: Range, timeZone: string): Size {
  if (to - from <= 6 * hour) return 'minute';
  if (to <= daysLater(from, 2, timeZone)) return '5minutes';
  return to <= daysLater(from, 31, timeZone) ? 'hour' : 'day';
}

function daysLater(at: number, days: number, timeZone: string): number {
  return instantOf(wallOf(at, timeZone) + days * day, timeZone);
}

/** How many buckets a range has, roughly where they are hours or days. */
export function bucketsIn({ from, to }: Range, size: Size): number {
  const length = { minute, '5minutes': 5 * minute, hour, day }[size];
  return Math.ceil(to / length) - Math.floor(from / length);
}

/** RT, without what its monitor is called. Percentiles, also of each bucket, are exact where `isExact`, else to be met within 1 %. */
export function responseTimesOf(facts: Facts, range: Range, size: Size, timeZone: string, since = -Infinity) {
  const found = told(facts.checks, range, since).filter(({ outcome }) => outcome === 'up');
  const buckets = new Map<number, number[]>();
  for (const { at, us } of found.toSorted((a, b) => a.at - b.at)) {
    const edge = bucketOf(at, size, timeZone);
    buckets.set(edge, [...(buckets.get(edge) ?? []), us ?? 0]);
  }
  const times = found.map(({ us }) => us ?? 0);
  const isDropped = ({ at }: Check) =>
    at < since && range.from <= floor(at, quarter) && floor(at, quarter) < range.until;
  const isShort = size === 'minute' || size === '5minutes' || range.to <= daysLater(range.from, 2, timeZone);
  return {
    figures: {
      ...figuresOf(times),
      series: [...buckets].map(([edge, some]) => ({ at: printed(edge, timeZone), ...figuresOf(some) })),
    },
    percentiles: percentilesOf(times, [50, 95, 99]),
    ofBuckets: [...buckets.values()].map((some) => percentilesOf(some, [50, 95])),
    isExact: isShort && !facts.checks.some(isDropped),
  };
}

function percentilesOf(times: readonly number[], percents: readonly number[]): (number | null)[] {
  const sorted = times.toSorted((a, b) => a - b);
  return percents.map((percent) => milliseconds(sorted[Math.ceil((percent * sorted.length) / 100) - 1]));
}

function figuresOf(times: readonly number[]) {
  const average = Math.round(times.reduce((sum, time) => sum + time, 0) / times.length);
  const [minimum, maximum] = times.length === 0 ? [] : [Math.min(...times), Math.max(...times)];
  return {
    average: milliseconds(Number.isNaN(average) ? undefined : average),
    minimum: milliseconds(minimum),
    maximum: milliseconds(maximum),
    checks: times.length,
  };
}

function milliseconds(microseconds: number | undefined): number | null {
  return microseconds === undefined ? null : microseconds / 1000;
}
