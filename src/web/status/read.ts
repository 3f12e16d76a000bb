/** What a group's status page says: nothing is in it that may not be shown. */
import { eventStore, type EventRow } from '../../api/events/store.js';
import { statusStore, type StatusPageRow } from '../../api/groups/statusStore.js';
import { targetStore } from '../../api/targets/store.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { pastReader, type Past } from '../pictures/read.js';
import type { Standing } from '../site/statusMark.js';
import { watchedAt, type Watched } from '../site/watched.js';
import { isSlug } from './slug.js';

/** Days for which outages are listed. */
export const outageDays = 14;

/** Outages that are listed at most. */
const mostOutages = 50;

/** Monitors that are listed at most: those that are down are chosen before others. */
const mostListed = 200;

/** A monitor of the group. */
export type PublicMonitor = { id: number; name: string; standing: Standing };

/** With what the page tells of it, its days those of UTC. */
export type ListedMonitor = PublicMonitor & {
  /** Only where details may be shown. */
  address: string | undefined;
  past: Past;
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
  at: Date;
  /** All of them, by id. */
  monitors: readonly PublicMonitor[];
  listed: readonly ListedMonitor[];
  /** The newest first. */
  outages: readonly PublicOutage[];
  /** Whether there were more. */
  hasMore: boolean;
};

/** What badges say of the monitors of a page. */
export type Board = {
  /** All of them, by id. */
  monitors: ReadonlyMap<number, PublicMonitor>;
  /** Percent of the known time of a monitor's last 90 days; null when nothing is known. */
  uptimeOf: (id: number) => Promise<number | null>;
};

const day = 86_400_000;

/** Reads what is public by a page's name; undefined where there is none. */
export function statusReader({ database, clock }: { database: Database; clock: Clock }) {
  const pages = statusStore(database);
  const targets = targetStore(database);
  const events = eventStore(database);
  const readPasts = pastReader({ database, clock });

  async function findPage(slug: string) {
    const page = isSlug(slug) ? await pages.findPublic(slug) : undefined;
    if (!page) return undefined;
    const now = clock.now();
    const group = { userId: page.user_id, groupId: page.id };
    const rows = watchedAt(await targets.list(group), now);
    const pastsOf = (targetIds: readonly number[]) => readPasts({ userId: page.user_id, targetIds, timeZone: 'UTC' });
    return { page, now, group, rows, pastsOf };
  }

  return {
    async page(slug: string): Promise<StatusReading | undefined> {
      const found = await findPage(slug);
      if (!found) return undefined;
      const { page, now, group, rows, pastsOf } = found;
      const listed = listedOf(rows);
      const [pasts, outages] = await Promise.all([
        pastsOf(listed.map(({ row }) => row.id)),
        events.outagesSince({ ...group, since: new Date(now - outageDays * day), limit: mostOutages + 1 }),
      ]);
      return {
        name: page.name,
        at: new Date(now),
        monitors: rows.map(monitorOf),
        listed: listed.map((each) => ({
          ...monitorOf(each),
          address: page.status_details ? addressOf(each.row.settings) : undefined,
          past: pasts.get(each.row.id) ?? { days: [], uptime: null },
        })),
        outages: outages.slice(0, mostOutages).map((row) => outageOf(row, page)),
        hasMore: outages.length > mostOutages,
      };
    },

    async board(slug: string): Promise<Board | undefined> {
      const found = await findPage(slug);
      if (!found) return undefined;
      const { rows, pastsOf } = found;
      return {
        monitors: new Map(rows.map((each) => [each.row.id, monitorOf(each)])),
        uptimeOf: onceEach(async (id) => (await pastsOf([id])).get(id)?.uptime ?? null),
      };
    },
  };
}

/** In the order in which they are given. */
function listedOf(rows: readonly Watched[]): readonly Watched[] {
  if (rows.length <= mostListed) return rows;
  const isDown = ({ standing }: Watched) => standing === 'down';
  const first = [...rows.filter(isDown), ...rows.filter((each) => !isDown(each))].slice(0, mostListed);
  const chosen = new Set(first);
  return rows.filter((each) => chosen.has(each));
}

function monitorOf({ row: { id, name }, standing }: Watched): PublicMonitor {
  return { id, name, standing };
}

/** Asks once for each id, and again where that failed. */
function onceEach<T>(ask: (id: number) => Promise<T>): (id: number) => Promise<T> {
  const asked = new Map<number, Promise<T>>();
  return (id) => {
    const known = asked.get(id);
    if (known) return known;
    const answer = ask(id);
    asked.set(id, answer);
    answer.catch(() => asked.delete(id));
    return answer;
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
