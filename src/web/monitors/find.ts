/** The monitor and the group that a path names, as long as they are the person's. */
import { groupStore, type GroupRow } from '../../api/groups/store.js';
import { kinds, type Kind } from '../../api/targets/kinds.js';
import { targetStore, type TargetRow } from '../../api/targets/store.js';
import { notFound } from '../../http/problem.js';
import { idOf } from '../../http/route.js';
import type { Database } from '../../platform/database/database.js';
import type { Prisma } from '../../platform/database/prisma.js';
import { groupFinder } from '../groups/find.js';
import type { Outcome, PersonTurn } from '../site/pages.js';
import { queryText } from '../site/query.js';

/** A monitor with its group. */
export type Found = { group: GroupRow; row: TargetRow; kind: Kind };

export type Finder = ReturnType<typeof monitorFinder>;

export function monitorFinder(tools: { database: Database; prisma: Prisma }) {
  const groups = groupStore(tools);
  const targets = targetStore(tools.database);
  const groupOf = groupFinder(tools);

  return {
    groupOf,
    groupsOf: ({ person }: PersonTurn): Promise<GroupRow[]> => groups.list(person.user.id),

    /**
     * What answers for the monitor of a path. `pathOf`: where such a page is. A monitor that was moved to another group is
     * still found by its old path, which leads to the present one. What it returns rejects with Problem `not_found`.
     */
    at<T extends PersonTurn>(
      pathOf: (groupId: number, id: number) => string,
      answer: (turn: T, found: Found) => Outcome | Promise<Outcome>,
    ): (turn: T) => Promise<Outcome> {
      return async (turn) => {
        const id = idOf(turn.path['id']);
        const [row] = id === undefined ? [] : await targets.byIds(turn.person.user.id, [id]);
        const kind = kinds.find(({ type }) => type === row?.type);
        if (!row || !kind) throw notFound();
        if (idOf(turn.path['group_id']) !== row.group_id)
          return { goTo: pathOf(row.group_id, row.id) + queryText(turn.query) };
        return answer(turn, { group: await groupOf(turn), row, kind });
      };
    },
  };
}
