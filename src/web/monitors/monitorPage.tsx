/** A monitor: how it stands, its last 90 days, and what happened in a range. */
import { eventStore } from '../../api/events/store.js';
import { isStale } from '../../api/targets/present.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { pictureReader } from '../pictures/read.js';
import type { Page } from '../site/pages.js';
import { paths } from '../site/paths.js';
import type { Finder } from './find.js';
import { Monitor, MonitorPage } from './monitorView.js';
import { rangeReader } from './range.js';
import { reportReader } from './read.js';

export function monitorPage(tools: { database: Database; clock: Clock; finder: Finder }): Page {
  const { database, clock, finder } = tools;
  const pictures = pictureReader({ database, clock });
  const rangeOf = rangeReader({ database, clock });
  const { report } = reportReader(database);
  const { lastingOutages } = eventStore(database);
  return {
    path: paths.monitor(':group_id', ':id'),
    for: 'person',
    get: finder.at(paths.monitor, async (turn, { group, row, kind }) => {
      const { context } = turn;
      const { id: userId, timeZone } = turn.person.user;
      const chosen = await rangeOf(turn, row.id);
      return {
        page: <MonitorPage {...{ context, group, row }} />,
        status: chosen.problems.length > 0 ? 422 : 200,
        later: async () => {
          const [byId, told, lasting] = await Promise.all([
            pictures({ userId, targetIds: [row.id], timeZone }),
            report(row, chosen.scope, timeZone),
            lastingOutages(userId, [row.id]),
          ]);
          const now = { outage: lasting.get(row.id), stale: isStale(row, clock.now()), picture: byId.get(row.id) };
          return <Monitor {...{ context, row, kind, chosen, ...now }} report={told} />;
        },
      };
    }),
  };
}
