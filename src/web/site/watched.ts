/** Monitors with how they stand. */
import { isStale } from '../../api/targets/present.js';
import type { TargetRow } from '../../api/targets/store.js';
import { standingOf, type Standing } from './statusMark.js';

export type Watched = { row: TargetRow; standing: Standing };

/** How some monitors stand at `now` (ms), in the order in which they are given. */
export function watchedAt(rows: readonly TargetRow[], now: number): Watched[] {
  return rows.map((row) => ({ row, standing: standingOf({ status: row.status, stale: isStale(row, now) }) }));
}
