/** The dashboard: all groups with their monitors; and a group by itself. */
import { eventStore } from '../../api/events/store.js';
import { groupStore, type GroupRow } from '../../api/groups/store.js';
import { kinds } from '../../api/targets/kinds.js';
import { targetStore } from '../../api/targets/store.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { Prisma } from '../../platform/database/prisma.js';
import { groupFinder } from '../groups/find.js';
import { pictureReader } from '../pictures/read.js';
import type { Page } from '../site/pages.js';
import { paths } from '../site/paths.js';
import type { Person } from '../site/sessions.js';
import { shownOf } from './monitors.js';
import { Dashboard, DashboardPage, GroupPage, needingAttention, type Overview } from './views.js';

export type DashboardTools = { database: Database; prisma: Prisma; clock: Clock };

export function dashboardPages({ database, prisma, clock }: DashboardTools): Page[] {
  const groups = groupStore({ prisma, database });
  const groupOf = groupFinder({ prisma, database });
  const targets = targetStore(database);
  const { lastingOutages } = eventStore(database);
  const readPictures = pictureReader({ database, clock });

  /** Some groups of a person with all of their monitors. */
  async function overviewOf({ user }: Person, chosen: readonly GroupRow[], groupId?: number): Promise<Overview> {
    const now = new Date(clock.now());
    const rows = await targets.list({ userId: user.id, ...(groupId !== undefined && { groupId }) });
    const targetIds = rows.map(({ id }) => id);
    const pictures = await readPictures({ userId: user.id, targetIds, timeZone: user.timeZone });
    const shown = rows.map((row) => shownOf(row, pictures, now.getTime()));
    return {
      groups: chosen.map((group) => ({ group, monitors: shown.filter(({ row }) => row.group_id === group.id) })),
      outages: await lastingOutages(
        user.id,
        needingAttention(shown).map(({ row }) => row.id),
      ),
      now,
    };
  }

  return [
    {
      path: paths.home,
      for: 'person',
      get: ({ context, person }) => ({
        page: <DashboardPage context={context} />,
        later: async () => {
          const overview = await overviewOf(person, await groups.list(person.user.id));
          return <Dashboard speech={context.speech} overview={overview} />;
        },
      }),
    },
    {
      path: paths.group(':group_id'),
      for: 'person',
      async get(turn) {
        const group = await groupOf(turn);
        const overview = await overviewOf(turn.person, [group], group.id);
        return { page: <GroupPage context={turn.context} {...{ group, overview, kinds }} /> };
      },
    },
  ];
}
