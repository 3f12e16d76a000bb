/** What the clocks of a time zone show, told by Intl alone: for oracles, which must not use what they judge. In ms. */

export const second = 1000;
export const minute = 60_000;
export const quarter = 900_000;
export const hour = 3_600_000;
export const day = 86_400_000;

const clocks = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/** How far the clocks are ahead of UTC. No zone of this century changes that within a quarter of an hour. */
export function offsetAt(at: number, timeZone: string): number {
  const key = `${Math.floor(at / quarter)} ${timeZone}`;
  const known = offsets.get(key) ?? shownAt(floor(at, quarter), timeZone) - floor(at, quarter);
  offsets.set(key, known);
  return known;
}

function shownAt(at: number, timeZone: string): number {
  const clock =
    clocks.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  clocks.set(timeZone, clock);
  return Date.parse(`${clock.format(at).replace(' ', 'T')}Z`);
}

/** What the clocks show, as if it were UTC. */
export function wallOf(at: number, timeZone: string): number {
  return at + offsetAt(at, timeZone);
}

/** The first instant at which clocks show `wall`. Where they leave it out: as if they had not been changed yet. */
export function instantOf(wall: number, timeZone: string): number {
  const before = wall - offsetAt(wall - day, timeZone);
  const after = wall - offsetAt(wall + day, timeZone);
  return [before, after].sort((a, b) => a - b).find((at) => wallOf(at, timeZone) === wall) ?? before;
}

/** The first instant of a date (its midnight, as if it were UTC) or, where the zone left it out, of the next one. */
export function firstOf(date: number, timeZone: string): number {
  let at = date - 15 * hour;
  while (wallOf(at, timeZone) < date) at += quarter;
  return at;
}

/** The midnight of the date that clocks show, as if it were UTC. */
export function dateAt(at: number, timeZone: string): number {
  return floor(wallOf(at, timeZone), day);
}

/** As answers print it. */
export function printed(at: number, timeZone: string): string {
  const minutes = Math.abs(offsetAt(at, timeZone)) / minute;
  const digits = [Math.floor(minutes / 60), minutes % 60].map((number) => String(number).padStart(2, '0'));
  return `${textOf(wallOf(at, timeZone))}${offsetAt(at, timeZone) < 0 ? '-' : '+'}${digits.join(':')}`;
}

/** `2026-01-31T12:00:00` */
export function textOf(wall: number): string {
  return new Date(wall).toISOString().slice(0, 19);
}

export type Size = 'minute' | '5minutes' | 'hour' | 'day';

/** Where the bucket begins that an instant is in: as far back as clocks show the same hour by the same offset, or date. */
export function bucketOf(at: number, size: Size, timeZone: string): number {
  if (size === 'minute') return floor(at, minute);
  if (size === '5minutes') return floor(at, 5 * minute);
  const shown = (then: number) =>
    size === 'day' ? dateAt(then, timeZone) : `${floor(wallOf(then, timeZone), hour)} ${offsetAt(then, timeZone)}`;
  let edge = floor(at, quarter);
  while (shown(edge - 1) === shown(at)) edge -= quarter;
  return edge;
}

export function floor(at: number, step: number): number {
  return Math.floor(at / step) * step;
}
