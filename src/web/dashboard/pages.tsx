/** The dashboard: all groups with their monitors; and a group by itself. */
import { groupStore } from '../../api/groups/store.js';
import { kinds } from '../../api/targets/kinds.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { Prisma } from '../../platform/database/prisma.js';
import { idOf } from '../../http/route.js';
import { groupFinder } from '../groups/find.js';
import { textIn, type Page } from '../site/pages.js';
import { oneAtATime } from '../site/oneAtATime.js';
import { paths } from '../site/paths.js';
import type { Person } from '../site/sessions.js';
import { overviewReader, type Overview } from './read.js';
import { Dashboard, DashboardPage, Group, GroupPage } from './views.js';

export type DashboardTools = { database: Database; prisma: Prisma; clock: Clock };

/** Monitors of each group, and of all groups, that the dashboard draws. */
const onDashboard = { perGroup: 100, inAll: 1000 };

/** Monitors of a group that its page draws at once. */
const pageSize = 250;

export function dashboardPages({ database, prisma, clock }: DashboardTools): Page[] {
  const groups = groupStore({ prisma, database });
  const groupOf = groupFinder({ prisma, database });
  const overviewOf = overviewReader({ database, clock });
  // All who look at the same are told of news at the same moment.
  const share = oneAtATime<Overview>();

  return [
    {
      path: paths.home,
      for: 'person',
      get: ({ context, person }) => ({
        page: <DashboardPage context={context} />,
        later: async () => {
          const read = async () => overviewOf(person, await groups.list(person.user.id), onDashboard);
          return <Dashboard speech={context.speech} overview={await share(nameOf(person), read)} />;
        },
        isPacked: true,
      }),
    },
    {
      path: paths.group(':group_id'),
      for: 'person',
      async get(turn) {
        const { context, person, query } = turn;
        const group = await groupOf(turn);
        const window = { perGroup: pageSize, inAll: pageSize, after: idOf(textIn(query, 'after')) };
        return {
          page: <GroupPage {...{ context, group }} />,
          later: async () => {
            const name = `${nameOf(person)} ${group.id} ${window.after ?? ''}`;
            const overview = await share(name, () => overviewOf(person, [group], window));
            return <Group {...{ speech: context.speech, overview, kinds, after: window.after }} />;
          },
          isPacked: true,
        };
      },
    },
  ];
}

/** Whose reading it is, and in whose days. */
function nameOf({ user }: Person): string {
  return `${user.id} ${user.timeZone}`;
}
