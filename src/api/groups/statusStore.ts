/** Status pages of groups in the database. Whose a group is is part of every query, but for the one by its page's name. */
import { isTaken } from '../../platform/database/code.js';
import type { Database } from '../../platform/database/database.js';

/** A group that has a status page. */
export type StatusPageRow = {
  id: number;
  user_id: number;
  name: string;
  /** Whether the page shows addresses of monitors, and reasons of outages. */
  status_details: boolean;
};

/** A page as its owner wants it: undefined is none. */
export type StatusPageChange = { slug: string; details: boolean } | undefined;

export function statusStore({ query }: Pick<Database, 'query'>) {
  return {
    /** The group whose status page has this name. */
    async findPublic(slug: string): Promise<StatusPageRow | undefined> {
      const [row] = await query<StatusPageRow>(
        'SELECT id, user_id, name, status_details FROM groups WHERE status_slug = $1',
        [slug],
      );
      return row;
    },

    /** How many of a user's groups have a page. */
    async count(userId: number): Promise<number> {
      const [row] = await query<{ count: number }>(
        'SELECT count(*)::int AS count FROM groups WHERE user_id = $1 AND status_slug IS NOT NULL',
        [userId],
      );
      return row?.count ?? 0;
    },

    /** Makes, changes or ends the page. `taken`: another group's page has that name. `gone`: there is no such group. */
    async write(userId: number, groupId: number, change: StatusPageChange): Promise<'written' | 'taken' | 'gone'> {
      try {
        const rows = await query(
          'UPDATE groups SET status_slug = $3, status_details = $4 WHERE id = $1 AND user_id = $2 RETURNING 1',
          [groupId, userId, change?.slug ?? null, change?.details ?? false],
        );
        return rows.length > 0 ? 'written' : 'gone';
      } catch (error) {
        if (isTaken(error)) return 'taken';
        throw error;
      }
    },
  };
}
