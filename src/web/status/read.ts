/** What a group's public page says: nothing is in it that may not be shown. */
import { eventStore, type EventRow } from '../../api/events/store.js';
import { statusStore, type StatusPageRow } from '../../api/groups/statusStore.js';
import { isStale } from '../../api/targets/present.js';
import { targetStore, type TargetRow } from '../../api/targets/store.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { pictureReader, type Picture } from '../pictures/read.js';
import { standingOf, type Standing } from '../site/statusMark.js';
import { isSlug } from './slug.js';

/** Days for which outages are listed. */
export const outageDays = 14;

/** Outages that are listed at most. */
export const mostOutages = 50;

/** A monitor of the page, its days those of UTC. */
export type PublicMonitor = {
  id: number;
  name: string;
  standing: Standing;
  /** Only where details may be shown. */
  address: string | undefined;
  picture: Pick<Picture, 'days' | 'uptime'>;
};

export type PublicOutage = {
  targetId: number;
  name: string;
  from: Date;
  /** Undefined: it lasts, as far as is known. */
  to: Date | undefined;
  /** Only where details may be shown. */
  reason: Pick<EventRow, 'reason_code' | 'reason_detail'> | undefined;
};

export type StatusReading = {
  name: string;
  /** The minute in which it was read. */
  at: Date;
  monitors: readonly PublicMonitor[];
  /** The newest first. */
  outages: readonly PublicOutage[];
  /** Whether there were more. */
  hasMore: boolean;
};

const day = 86_400_000;
const minute = 60_000;

/** Reads what the page says that is public by a name; undefined where there is none. */
export function statusReader({ database, clock }: { database: Database; clock: Clock }) {
  const pages = statusStore(database);
  const targets = targetStore(database);
  const events = eventStore(database);
  const readPictures = pictureReader({ database, clock });
  return async (slug: string): Promise<StatusReading | undefined> => {
    const page = isSlug(slug) ? await pages.findPublic(slug) : undefined;
    if (!page) return undefined;
    const now = clock.now();
    const group = { userId: page.user_id, groupId: page.id };
    const rows = await targets.list(group);
    const since = new Date(now - outageDays * day);
    const [pictures, outages] = await Promise.all([
      readPictures({ userId: page.user_id, targetIds: rows.map(({ id }) => id), timeZone: 'UTC' }),
      events.outagesSince({ ...group, since, limit: mostOutages + 1 }),
    ]);
    return {
      name: page.name,
      at: new Date(Math.floor(now / minute) * minute),
      monitors: rows.map((row) => monitorOf(row, { page, now, picture: pictures.get(row.id) })),
      outages: outages.slice(0, mostOutages).map((row) => outageOf(row, page)),
      hasMore: outages.length > mostOutages,
    };
  };
}

type Around = { page: StatusPageRow; now: number; picture: Picture | undefined };

function monitorOf(row: TargetRow, { page, now, picture }: Around): PublicMonitor {
  return {
    id: row.id,
    name: row.name,
    standing: standingOf({ status: row.status, stale: isStale(row, now) }),
    address: page.status_details ? addressOf(row.settings) : undefined,
    picture: { days: picture?.days ?? [], uptime: picture?.uptime ?? null },
  };
}

function outageOf(row: EventRow, page: StatusPageRow): PublicOutage {
  return {
    targetId: row.target_id,
    name: row.target_name,
    from: row.started_at,
    to: row.ended_at ?? undefined,
    reason: page.status_details ? row : undefined,
  };
}

/** A URL, a host, or a host with its port. */
function addressOf({ url, host, port_number: port }: Record<string, unknown>): string | undefined {
  if (typeof url === 'string') return url;
  if (typeof host !== 'string') return undefined;
  if (typeof port !== 'number') return host;
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
