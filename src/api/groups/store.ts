/** Groups in the database. Whose they are is part of every query. */
import type { Database } from '../../platform/database/database.js';
import type { Prisma } from '../../platform/database/prisma.js';

export type GroupRow = {
  id: number;
  name: string;
  created_at: Date;
  updated_at: Date;
  /** Names its status page; null: there is none. */
  status_slug: string | null;
  /** Whether that page shows addresses of monitors, and reasons of outages. */
  status_details: boolean;
  _count: { targets: number };
};

const withCount = { include: { _count: { select: { targets: true } } } } as const;

export function groupStore({ prisma, database }: { prisma: Prisma; database: Database }) {
  const find = (userId: number, id: number): Promise<GroupRow | null> =>
    prisma.group.findFirst({ where: { id, user_id: userId }, ...withCount });

  return {
    find,

    list(userId: number): Promise<GroupRow[]> {
      return prisma.group.findMany({ where: { user_id: userId }, orderBy: { id: 'asc' }, ...withCount });
    },

    add(userId: number, { name, at }: { name: string; at: Date }): Promise<GroupRow> {
      return prisma.group.create({ data: { user_id: userId, name, created_at: at, updated_at: at }, ...withCount });
    },

    /** A name that it has already changes nothing. Resolves to null where the group is gone. */
    async rename(userId: number, id: number, { name, at }: { name: string; at: Date }): Promise<GroupRow | null> {
      await prisma.group.updateMany({
        where: { id, user_id: userId, name: { not: name } },
        data: { name, updated_at: at },
      });
      return find(userId, id);
    },

    /** Removes the group and its monitors; their history is removed in the background. False where it is gone already. */
    remove(userId: number, id: number): Promise<boolean> {
      return database.transaction(async (query) => {
        // One change of an account's monitors at a time, always locked from the account down: no two can wait in a ring.
        await query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
        // Nothing can be added to the group from here on, and no check of its monitors can be recorded.
        const held = await query('SELECT 1 FROM groups WHERE id = $1 AND user_id = $2 FOR UPDATE', [id, userId]);
        if (held.length === 0) return false;
        await query(
          `SELECT 1 FROM standings WHERE target_id IN (SELECT id FROM targets WHERE group_id = $1)
           ORDER BY target_id FOR UPDATE`,
          [id],
        );
        await query('DELETE FROM groups WHERE id = $1', [id]);
        await query(`SELECT pg_notify('targets_changed', '')`);
        return true;
      });
    },
  };
}
