/** Events of a range, newest first, as the API lists them. */
import type { z } from 'zod';
import { eventsAnswer } from '../../api/events/schema.js';
import { groupsAnswer } from '../../api/groups/schema.js';
import { isStale } from '../../api/targets/present.js';
import { targetStore } from '../../api/targets/store.js';
import type { ParamTree } from '../../http/params/tree.js';
import type { ParamProblem } from '../../http/problem.js';
import { notYours } from '../../http/targetIds.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { textIn, type Page, type PersonTurn } from '../site/pages.js';
import { paths } from '../site/paths.js';
import { membersOf, monitorOptions } from './choices.js';
import { EventsPage, type EventFilter } from './views.js';

type List = z.infer<typeof eventsAnswer>;

type Listed = { list: List; problems?: undefined } | { list?: undefined; problems: readonly ParamProblem[] };

/** Events on one page. */
const pageSize = 100;

/** The API's params that the page has; others would ask for another form of the answer. */
const asked = ['date_range', 'target_ids', 'cursor'];

export function eventPages({ database, clock }: { database: Database; clock: Clock }): Page[] {
  const targets = targetStore(database);

  async function ownedBy({ ask, person }: PersonTurn) {
    const { groups } = groupsAnswer.parse((await ask('listGroups')).answer?.body);
    return { groups, monitors: await targets.names(person.user.id) };
  }

  /** Monitors whose status lasts as far as is known only, among those of some events. */
  async function staleAmong({ person }: PersonTurn, events: List['events']): Promise<Set<number>> {
    const lasting = events.filter(({ ended_at }) => ended_at === null).map(({ target_id }) => target_id);
    const rows = lasting.length === 0 ? [] : await targets.byIds(person.user.id, lasting);
    return new Set(rows.filter((row) => isStale(row, clock.now())).map(({ id }) => id));
  }

  return [
    {
      path: paths.events,
      for: 'person',
      async get(turn) {
        const { context, query } = turn;
        const filter = filterOf(query);
        const chosen = filter.targetIds;
        const owned = await ownedBy(turn);
        const monitors = monitorOptions({ ...owned, chosen, speech: context.speech });
        const { list, problems } = await listOf(turn, membersOf(chosen, owned));
        if (!list) return { page: <EventsPage {...{ context, monitors, filter, problems }} />, status: 422 };
        const shown = { context, monitors, list, stale: await staleAmong(turn, list.events) };
        const isFirst = !query.has('cursor');
        return { page: <EventsPage {...shown} {...{ isFirst }} filter={looked(filter, list.date_range)} /> };
      },
    },
  ];
}

/** Events of the API, of a group's members where there are some given; null: of a group that is not the person's. */
async function listOf({ ask, query }: PersonTurn, members: readonly number[] | null | undefined): Promise<Listed> {
  const params = paramsOf(query);
  if (members === null) params.delete('target_ids');
  else if (members) params.set('target_ids', members.join(','));
  const { answer, problems = [] } = await ask('listEvents', { params });
  if (!answer || members === null) return { problems: members === null ? [...problems, notYours] : problems };
  const list = eventsAnswer.parse(answer.body);
  // To the API no ids are all.
  return { list: members?.length === 0 ? { ...list, events: [], next_cursor: null } : list };
}

function paramsOf(query: ParamTree): ParamTree {
  const params: ParamTree = new Map([...query].filter(([name]) => asked.includes(name)));
  return params.set('limit', String(pageSize));
}

function filterOf(query: ParamTree): EventFilter {
  return {
    from: textIn(query, 'date_range', 'from'),
    to: textIn(query, 'date_range', 'to'),
    targetIds: textIn(query, 'target_ids'),
  };
}

/** With the days that were looked at where none were given: pages of a day stay in it when it is over. */
function looked(filter: EventFilter, range: { from: string; to: string }): EventFilter {
  // They are in the reader's time zone, and so are their first ten characters.
  return { ...filter, from: filter.from || range.from.slice(0, 10), to: filter.to || range.to.slice(0, 10) };
}
