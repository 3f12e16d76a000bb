/** What the dashboard and a group's page show, from the stores of the API. */
import { createHash } from 'node:crypto';
import { eventStore, type EventRow } from '../../api/events/store.js';
import type { GroupRow } from '../../api/groups/store.js';
import { targetStore } from '../../api/targets/store.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { pictureReader, type Picture } from '../pictures/read.js';
import { partOf } from '../site/further.js';
import type { Person } from '../site/sessions.js';
import type { Standing } from '../site/statusMark.js';
import { watchedAt, type Watched } from '../site/watched.js';

/** With what is drawn of it. */
export type Shown = Watched & { picture: Picture | undefined };

export type GroupOverview = {
  group: GroupRow;
  /** How all of its monitors stand. */
  standings: readonly Standing[];
  /** Those that are shown, by id. */
  monitors: readonly Shown[];
  /** How many follow after these. */
  more: number;
};

export type Overview = {
  groups: readonly GroupOverview[];
  /** Monitors that are down, the latest first, as many as can be taken in, each with its outage. */
  down: readonly (Watched & { outage: EventRow | undefined })[];
  /** Changes when other monitors are down than before, or other ones unknown. */
  newsKey: string;
  now: Date;
};

/** Which monitors are shown: to draw all of a large account would keep the server from everybody else. */
export type Window = {
  /** Monitors of each group, and of all groups together, at most. */
  perGroup: number;
  inAll: number;
  /** Only those with a larger id. */
  after?: number | undefined;
};

/** Monitors that are listed as down, at most: the groups below have them all. */
const mostDown = 10;

/** Reads how some groups of a person stand. */
export function overviewReader({ database, clock }: { database: Database; clock: Clock }) {
  const targets = targetStore(database);
  const { lastingOutages } = eventStore(database);
  const readPictures = pictureReader({ database, clock });

  return async ({ user }: Person, groups: readonly GroupRow[], window: Window): Promise<Overview> => {
    const now = new Date(clock.now());
    const [only, ...others] = groups;
    const rows = await targets.list({ userId: user.id, ...(only && others.length === 0 && { groupId: only.id }) });
    const all = watchedAt(rows, now.getTime());
    const down = all
      .filter(({ standing }) => standing === 'down')
      .sort((one, other) => other.row.status_since.getTime() - one.row.status_since.getTime())
      .slice(0, mostDown);
    const newsKey = keyOf(all.filter(({ standing }) => standing === 'down' || standing === 'stale'));
    const shown = windowed(groups, all, window);
    const ids = shown.flatMap(({ monitors }) => monitors.map(({ row }) => row.id));
    const [pictures, outages] = await Promise.all([
      readPictures({ userId: user.id, targetIds: ids, timeZone: user.timeZone }),
      lastingOutages(
        user.id,
        down.map(({ row }) => row.id),
      ),
    ]);
    return {
      groups: shown.map((group) => ({
        ...group,
        monitors: group.monitors.map((monitor) => ({ ...monitor, picture: pictures.get(monitor.row.id) })),
      })),
      down: down.map((monitor) => ({ ...monitor, outage: outages.get(monitor.row.id) })),
      newsKey,
      now,
    };
  };
}

function keyOf(watched: readonly Watched[]): string {
  const hash = createHash('sha256');
  for (const { row, standing } of watched) hash.update(`${row.id} ${standing} ${row.status_since.getTime()};`);
  return hash.digest('base64url').slice(0, 16);
}

function windowed(groups: readonly GroupRow[], all: readonly Watched[], { perGroup, inAll, after }: Window) {
  const byGroup = new Map<number, Watched[]>(groups.map(({ id }) => [id, []]));
  for (const monitor of all) byGroup.get(monitor.row.group_id)?.push(monitor);
  let room = inAll;
  return groups.map((group) => {
    const own = byGroup.get(group.id) ?? [];
    const standings = own.map(({ standing }) => standing);
    const { part, more } = partOf(own, { idOf: ({ row }) => row.id, after, most: Math.min(perGroup, room) });
    room -= part.length;
    return { group, standings, monitors: part, more };
  });
}
