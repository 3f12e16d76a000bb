/** Events of a range, newest first, as the API lists them. */
import { eventsAnswer } from '../../api/events/schema.js';
import { groupsAnswer } from '../../api/groups/schema.js';
import { targetStore } from '../../api/targets/store.js';
import type { ParamTree } from '../../http/params/tree.js';
import type { Database } from '../../platform/database/database.js';
import { textIn, type Page, type PersonTurn } from '../site/pages.js';
import { paths } from '../site/paths.js';
import { monitorOptions } from './choices.js';
import { EventsPage, type EventFilter } from './views.js';

/** Events on one page. */
const pageSize = 100;

/** The API's params that the page has; others would ask for another form of the answer. */
const asked = ['date_range', 'target_ids', 'cursor'];

export function eventPages({ database }: { database: Database }): Page[] {
  const targets = targetStore(database);

  async function monitorsOf({ ask, person, context, query }: PersonTurn) {
    const { groups } = groupsAnswer.parse((await ask('listGroups')).answer?.body);
    const monitors = await targets.names(person.user.id);
    return monitorOptions({ groups, monitors, chosen: textIn(query, 'target_ids'), speech: context.speech });
  }

  return [
    {
      path: paths.events,
      for: 'person',
      async get(turn) {
        const { context, query, ask } = turn;
        const monitors = await monitorsOf(turn);
        const filter = filterOf(query);
        const { answer, problems } = await ask('listEvents', { params: paramsOf(query) });
        if (problems) return { page: <EventsPage {...{ context, monitors, filter, problems }} />, status: 422 };
        const list = eventsAnswer.parse(answer.body);
        const isFirst = !query.has('cursor');
        return {
          page: <EventsPage {...{ context, monitors, list, isFirst }} filter={looked(filter, list.date_range)} />,
        };
      },
    },
  ];
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
