/** The group that a path names, as long as it is the person's. */
import { groupStore, type GroupRow } from '../../api/groups/store.js';
import { notFound } from '../../http/problem.js';
import { idOf } from '../../http/route.js';
import type { Database } from '../../platform/database/database.js';
import type { Prisma } from '../../platform/database/prisma.js';
import type { PersonTurn } from '../site/pages.js';

/** Finds the group of a path's `:group_id`. What it returns rejects with Problem `not_found` where there is none. */
export function groupFinder(tools: { database: Database; prisma: Prisma }) {
  const groups = groupStore(tools);
  return async ({ person, path }: Pick<PersonTurn, 'person' | 'path'>): Promise<GroupRow> => {
    const id = idOf(path['group_id']);
    const group = id === undefined ? null : await groups.find(person.user.id, id);
    if (!group) throw notFound();
    return group;
  };
}
