/** The monitor and the group that a path names, as long as they are the person's. */
import { groupStore, type GroupRow } from '../../api/groups/store.js';
import { kinds, type Kind } from '../../api/targets/kinds.js';
import { targetStore, type TargetRow } from '../../api/targets/store.js';
import { notFound } from '../../http/problem.js';
import { idOf } from '../../http/route.js';
import type { Database } from '../../platform/database/database.js';
import type { Prisma } from '../../platform/database/prisma.js';
import type { PersonTurn } from '../site/pages.js';

type Asking = Pick<PersonTurn, 'person' | 'path'>;

export type Finder = ReturnType<typeof monitorFinder>;

export function monitorFinder(tools: { database: Database; prisma: Prisma }) {
  const groups = groupStore(tools);
  const targets = targetStore(tools.database);

  /** @throws Problem `not_found` */
  async function groupOf({ person, path }: Asking): Promise<GroupRow> {
    const id = idOf(path['group_id']);
    const group = id === undefined ? undefined : await groups.find(person.user.id, id);
    if (!group) throw notFound();
    return group;
  }

  return {
    groupOf,
    groupsOf: ({ person }: Asking): Promise<GroupRow[]> => groups.list(person.user.id),

    /** The monitor with its group. @throws Problem `not_found` */
    async monitorOf(turn: Asking): Promise<{ group: GroupRow; row: TargetRow; kind: Kind }> {
      const group = await groupOf(turn);
      const id = idOf(turn.path['id']);
      const place = { userId: turn.person.user.id, groupId: group.id };
      const row = id === undefined ? undefined : await targets.find({ ...place, id });
      const kind = kinds.find(({ type }) => type === row?.type);
      if (!row || !kind) throw notFound();
      return { group, row, kind };
    },
  };
}
