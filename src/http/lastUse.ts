/** When something was used last: to the minute, so that not every request writes. */
import type { Query } from '../platform/database/database.js';

/** Milliseconds for which the last use is not written again. */
const touchEvery = 60_000;

/** Tables whose rows have `last_used_at`. */
type Used = 'apps' | 'tokens' | 'sessions';

/**
 * Writes that a row was used at `now` (ms), unless that was written within the last minute; true where it was written, not
 * where the row is gone. Of requests at the same moment one writes, the others find nothing to do.
 */
export async function touch(
  query: Query,
  table: Used,
  { id, lastUsedAt }: { id: number; lastUsedAt: Date | null },
  now: number,
): Promise<boolean> {
  if (now - (lastUsedAt?.getTime() ?? 0) < touchEvery) return false;
  const written = await query(
    `UPDATE ${table} SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= $3) RETURNING 1`,
    [id, new Date(now), new Date(now - touchEvery)],
  );
  return written.length > 0;
}
