/** The monitor and the group that a path names, as long as they are the person's. */
import { groupStore, type GroupRow } from '../../api/groups/store.js';
import { kinds, type Kind } from '../../api/targets/kinds.js';
import { targetStore, type TargetRow } from '../../api/targets/store.js';
import { notFound } from '../../http/problem.js';
import { idOf } from '../../http/route.js';
import type { Database } from '../../platform/database/database.js';
import type { Prisma } from '../../platform/database/prisma.js';
import { groupFinder } from '../groups/find.js';
import type { Outcome, PersonTurn, Sending } from '../site/pages.js';
import { queryText } from '../site/query.js';

/** A monitor with its group. */
export type Found = { group: GroupRow; row: TargetRow; kind: Kind };

export type Finder = ReturnType<typeof monitorFinder>;

export function monitorFinder(tools: { database: Database; prisma: Prisma }) {
  const groups = groupStore(tools);
  const targets = targetStore(tools.database);
  const groupOf = groupFinder(tools);

  /** The monitor of a path. @throws Problem `not_found` */
  async function monitorOf({ person, path }: PersonTurn): Promise<Omit<Found, 'group'>> {
    const id = idOf(path['id']);
    const [row] = id === undefined ? [] : await targets.byIds(person.user.id, [id]);
    const kind = kinds.find(({ type }) => type === row?.type);
    if (!row || !kind) throw notFound();
    return { row, kind };
  }

  return {
    groupOf,
    groupsOf: ({ person }: PersonTurn): Promise<GroupRow[]> => groups.list(person.user.id),

    /**
     * What shows the monitor of a path. `pathOf`: where such a page is. A monitor that was moved to another group is still
     * found by its old path, which leads to the present one. What it returns rejects with Problem `not_found`.
     */
    at(
      pathOf: (groupId: number, id: number) => string,
      answer: (turn: PersonTurn, found: Found) => Outcome | Promise<Outcome>,
    ): (turn: PersonTurn) => Promise<Outcome> {
      return async (turn) => {
        const { row, kind } = await monitorOf(turn);
        if (idOf(turn.path['group_id']) !== row.group_id)
          return { goTo: pathOf(row.group_id, row.id) + queryText(turn.query) };
        return answer(turn, { group: await groupOf(turn), row, kind });
      };
    },

    /**
     * What does something with the monitor of a path: also with one that was moved after its form was shown, as if the form
     * had been that of the present place. What it returns rejects with Problem `not_found`.
     */
    wherever(answer: (turn: Sending, found: Found) => Outcome | Promise<Outcome>): (turn: Sending) => Promise<Outcome> {
      return async (turn) => {
        const { row, kind } = await monitorOf(turn);
        const group_id = String(row.group_id);
        const fields = turn.form.get(kind.type);
        // The group that the form had chosen is the one that its monitor was in: nobody has chosen to move it back.
        if (fields instanceof Map && fields.get('group_id') === turn.path['group_id']) fields.set('group_id', group_id);
        const placed = { ...turn, path: { ...turn.path, group_id } };
        return answer(placed, { group: await groupOf(placed), row, kind });
      };
    },
  };
}
