/** Which of a range's checks are told from rollups, and which one by one. */
import { quarterMs } from '../../ledger/rollup.js';

/** From an instant (ms) up to another, which is not part of it. */
export type Stretch = { from: number; to: number };

/** How far rollups are (ms): `rollup_progress` of schema.prisma. Either may be -Infinity. */
export type Progress = { rolledUntil: number; resultsSince: number };

/** Stretches without overlap, in which every check of a range is found once. */
export type Cover = {
  /** Read from rollups: quarter hours that begin in it. But for hours in the queue, which are read one by one as well. */
  rolled: Stretch | undefined;
  /** Read one by one. */
  single: Stretch[];
};

/**
 * Covers a range. Single checks are used for what rollups can not tell: parts of a quarter hour, and hours that are not
 * rolled up yet. Where they are not kept any more, precision ends at the quarter hour, and one that begins in the range
 * counts as a whole.
 * @param exact whether single checks are to be used as far as they are kept
 */
export function coverOf(range: Stretch, { rolledUntil, resultsSince }: Progress, exact: boolean): Cover {
  const kept = Math.max(range.from, resultsSince);
  const from = ceil(range.from);
  const end = range.to > resultsSince ? (exact ? resultsSince : floor(range.to)) : ceil(range.to);
  const to = Math.min(end, rolledUntil);
  if (!(from < to)) return { rolled: undefined, single: some({ from: kept, to: range.to }) };
  return {
    rolled: { from, to },
    single: [...some({ from: kept, to: from }), ...some({ from: Math.max(to, kept), to: range.to })],
  };
}

function some(stretch: Stretch): Stretch[] {
  return stretch.from < stretch.to ? [stretch] : [];
}

function floor(at: number): number {
  return Math.floor(at / quarterMs) * quarterMs;
}

function ceil(at: number): number {
  return Math.ceil(at / quarterMs) * quarterMs;
}
