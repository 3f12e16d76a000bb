import type { z } from 'zod';
import { presentRange, wholeSecond } from '../../http/dateRange.js';
import { csvAnswer, csvTable, wantsCsv, type Cell } from '../../http/format.js';
import { defineRoute, type Route } from '../../http/route.js';
import { scopeReader } from '../../http/scope.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { formatDate } from '../../platform/time.js';
import { cursorOf } from './cursor.js';
import { eventParams, eventsAnswer, mostEvents, type eventAnswer } from './schema.js';
import { eventStore, type EventRow } from './store.js';

export function eventRoutes({ database, clock }: { database: Database; clock: Clock }): Route[] {
  const store = eventStore(database);
  const scopes = scopeReader({ database, clock });

  const listEvents = defineRoute({
    method: 'get',
    path: '/events',
    operation: 'listEvents',
    tag: 'Events',
    summary: 'List today events or events in the given date range for all or specified monitors.',
    needs: 'token',
    params: eventParams,
    success: 200,
    answer: eventsAnswer,
    headers: { 'X-Next-Cursor': 'Of CSV: `cursor` of the next page. The last page has none, and neither has JSON.' },
    judge: (call) => scopes.judge(call),
    async handle(call) {
      const { limit = mostEvents, cursor } = call.params;
      const { timeZone } = call.caller.user;
      const scope = scopes.read(call);
      const present = (row: EventRow) => presentEvent(row, scope.now, timeZone);
      if (wantsCsv(call) && call.params.limit === undefined && cursor === undefined)
        return csvAnswer('events', csvTable(columns, cellsOf(map(store.all(scope), present))));

      // One more than the page has, to know whether another follows.
      const rows = await store.list({ ...scope, after: cursor, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      const next = last ? cursorOf({ startedAt: last.started_at, id: last.id }) : null;
      if (wantsCsv(call)) {
        const { headers, ...answer } = csvAnswer('events', csvTable(columns, cellsOf(page.map(present))));
        return { ...answer, headers: { ...headers, ...(next !== null && { 'X-Next-Cursor': next }) } };
      }
      const body: z.infer<typeof eventsAnswer> = {
        date_range: presentRange(scope.range, timeZone),
        events: page.map(present),
        next_cursor: next,
      };
      return { body, headers: { Vary: 'Accept' } };
    },
  });

  return [listEvents];
}

type Event = z.infer<typeof eventAnswer>;

const columns = [
  ...['id', 'target_id', 'target_name', 'group_id', 'type', 'started_at', 'ended_at', 'duration_seconds'],
  ...['reason_code', 'reason_detail'],
];

async function* cellsOf(events: AsyncIterable<Event> | Iterable<Event>): AsyncGenerator<Cell[]> {
  for await (const { reason, ...event } of events) {
    const { id, target_id, target_name, group_id, type, started_at, ended_at, duration_seconds } = event;
    const times = [started_at, ended_at, duration_seconds];
    yield [id, target_id, target_name, group_id, type, ...times, reason?.code ?? null, reason?.detail ?? null];
  }
}

async function* map<T, U>(items: AsyncIterable<T>, change: (item: T) => U): AsyncGenerator<U> {
  for await (const item of items) yield change(item);
}

function presentEvent(row: EventRow, now: Date, timeZone: string): Event {
  const { id, target_id, target_name, group_id, type, started_at, ended_at } = row;
  return {
    id,
    target_id,
    target_name,
    group_id,
    type,
    started_at: formatDate(started_at, timeZone),
    ended_at: ended_at && formatDate(ended_at, timeZone),
    duration_seconds: secondsBetween(started_at, ended_at ?? now),
    reason: reasonOf(row),
  };
}

// Each end is cut by itself, so that the duration is the difference of the times that are printed.
function secondsBetween(from: Date, to: Date): number {
  return (wholeSecond(to).getTime() - wholeSecond(from).getTime()) / 1000;
}

function reasonOf({ reason_code, reason_detail }: EventRow) {
  return reason_code === null ? null : { code: reason_code, detail: reason_detail ?? '' };
}
