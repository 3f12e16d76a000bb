/** Monitors are created, edited and deleted by the API's own routes, which judge the forms as they are. */
import { z } from 'zod';
import { kinds, type Kind } from '../../api/targets/kinds.js';
import { reportStore } from '../../api/reports/store.js';
import type { TargetRow } from '../../api/targets/store.js';
import { wholeSecond } from '../../http/dateRange.js';
import { notFound } from '../../http/problem.js';
import type { Route } from '../../http/route.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { textIn, type Page, type PersonTurn } from '../site/pages.js';
import { paths } from '../site/paths.js';
import { DeleteMonitorPage } from './deleteView.js';
import { fieldsOf } from './fields.js';
import type { Finder, Found } from './find.js';
import { EditMonitorPage, NewMonitorPage } from './formViews.js';

export type FormTools = { database: Database; clock: Clock; routes: readonly Route[]; finder: Finder };

/** Of what the API says of a monitor: where it is. */
const placed = z.object({ target: z.object({ id: z.int(), group_id: z.int() }) });

export function monitorFormPages({ database, clock, routes, finder }: FormTools): Page[] {
  const reports = reportStore(database);

  async function newMonitor(turn: PersonTurn) {
    const kind = kindAt(turn);
    const fields = fieldsOf(kind, routes);
    return { context: turn.context, group: await finder.groupOf(turn), kind, fields };
  }

  async function edited(turn: PersonTurn, { row, kind }: Found) {
    return { context: turn.context, row, kind, fields: fieldsOf(kind, routes), groups: await finder.groupsOf(turn) };
  }

  /** All checks and outages that the ledger knows of. */
  async function historyOf({ id, created_at }: TargetRow, { person }: PersonTurn) {
    const now = new Date(clock.now());
    const range = { from: wholeSecond(created_at), to: wholeSecond(now) };
    const scope = { userId: person.user.id, targetIds: [id], range, until: now, now };
    const [history = { checks: 0, outages: 0 }] = await reports.uptimes(scope);
    return history;
  }

  return [
    {
      path: paths.newMonitor(':group_id', ':collection'),
      for: 'person',
      async get(turn) {
        const shown = await newMonitor(turn);
        const initial = new Map(shown.fields.map((field) => [field.name, field.initial]));
        return { page: <NewMonitorPage {...shown} valueOf={(name) => initial.get(name) ?? ''} /> };
      },
      async post(turn) {
        const shown = await newMonitor(turn);
        const { kind } = shown;
        const { answer, problems } = await turn.ask(kind.create, { path: turn.path, params: turn.form });
        if (answer) return { goTo: placeIn(answer.body) };
        const valueOf = (name: string) => textIn(turn.form, kind.type, name);
        return { page: <NewMonitorPage {...shown} {...{ valueOf, problems }} />, status: 422 };
      },
    },
    {
      path: paths.editMonitor(':group_id', ':id'),
      for: 'person',
      get: finder.at(paths.editMonitor, async (turn, found) => ({
        page: <EditMonitorPage {...await edited(turn, found)} valueOf={storedIn(found.row)} />,
      })),
      post: finder.wherever(async (turn, found) => {
        const { kind } = found;
        const { answer, problems } = await turn.ask(kind.update, { path: turn.path, params: turn.form });
        if (answer) return { goTo: placeIn(answer.body) };
        const valueOf = (name: string) => textIn(turn.form, kind.type, name);
        const shown = await edited(turn, found);
        return { page: <EditMonitorPage {...shown} {...{ valueOf, problems }} />, status: 422 };
      }),
    },
    {
      path: paths.deleteMonitor(':group_id', ':id'),
      for: 'person',
      get: finder.at(paths.deleteMonitor, async (turn, { group, row }) => {
        const history = await historyOf(row, turn);
        return { page: <DeleteMonitorPage context={turn.context} {...{ group, row, history }} /> };
      }),
      post: finder.wherever(async (turn, { group, kind }) => {
        await turn.ask(kind.remove, { path: turn.path });
        return { goTo: paths.group(group.id) };
      }),
    },
  ];
}

/** The kind of the path. @throws Problem `not_found` */
function kindAt({ path }: PersonTurn): Kind {
  const kind = kinds.find(({ collection }) => collection === path['collection']);
  if (!kind) throw notFound();
  return kind;
}

/** What a monitor has now, by param. */
function storedIn(row: TargetRow): (name: string) => string {
  const { group_id, name, seconds_between_checks, timeout, retries_per_check, settings } = row;
  const stored = { group_id, name, seconds_between_checks, timeout, retries_per_check, ...settings };
  const texts = new Map(Object.entries(stored).map(([param, value]) => [param, String(value)]));
  return (param) => texts.get(param) ?? '';
}

/** The page of the monitor in an answer. */
function placeIn(body: unknown): string {
  const { target } = placed.parse(body);
  return paths.monitor(target.group_id, target.id);
}
