/** What tells whether a person's pages have changed, in few and cheap words. */
import { staleSql } from '../../api/targets/present.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';

/** Two texts that differ after anything changed: `statuses` after what matters at once, `checks` after any check. */
export type Signature = { statuses: string; checks: string };

export function liveStore({ query }: Pick<Database, 'query'>, clock: Pick<Clock, 'now'>) {
  return {
    async signature(userId: number): Promise<Signature> {
      const [row] = await query<Signature>(signatureSql, [userId, clock.now() / 1000]);
      return row ?? { statuses: '', checks: '' };
    },
  };
}

// Sums of hashes: what one monitor loses, another one does not make up for by chance. $2: now, in seconds since the epoch.
const signatureSql = `
  SELECT concat_ws(' ', g.count, g.edits, count(t.id),
      sum(hashtext(concat_ws(' ', t.id, t.group_id, t.updated_at, s.status, s.status_since,
        ${staleSql('to_timestamp($2)')}))::bigint)) AS statuses,
    coalesce(sum(s.revision), 0)::text AS checks
  FROM (
      SELECT count(*), sum(hashtext(concat_ws(' ', id, updated_at))::bigint) AS edits FROM groups WHERE user_id = $1
    ) AS g
    LEFT JOIN targets t ON t.user_id = $1 LEFT JOIN standings s ON s.target_id = t.id
  GROUP BY g.count, g.edits`;
