/** Events, as they are shown. */
import type { z } from 'zod';
import type { eventAnswer, eventsAnswer } from '../../api/events/schema.js';
import type { ParamProblem } from '../../http/problem.js';
import { Choice, dateType, Field, Problems, type Option, type OptionGroup } from '../site/form.js';
import { Frame } from '../site/frame.js';
import { lengthText } from '../site/length.js';
import type { PageContext } from '../site/pages.js';
import { paths } from '../site/paths.js';
import { Reason } from '../site/reason.js';
import { dateTimeText, secondText, type Speech } from '../site/speech.js';
import { StatusMark } from '../site/statusMark.js';
import { siteTexts } from '../site/texts.js';
import { eventTexts } from './texts.js';

/** What is looked at, as the API's params say it; `targetIds` as choices.ts has it. */
export type EventFilter = { from: string; to: string; targetIds: string };

type Event = z.infer<typeof eventAnswer>;
type List = z.infer<typeof eventsAnswer>;

export function EventsPage(props: {
  context: PageContext;
  filter: EventFilter;
  monitors: readonly (Option | OptionGroup)[];
  problems?: readonly ParamProblem[];
  /** Undefined where the filter is wrong. */
  list?: List;
  /** Monitors at which nobody has looked of late. */
  stale?: ReadonlySet<number>;
  isFirst?: boolean;
}) {
  const { context, filter, monitors, problems = [], list, stale = new Set(), isFirst = true } = props;
  return (
    <Frame context={context} title={siteTexts(context.speech).events} styles={['events.css']}>
      <Filter {...{ context, filter, monitors, problems }} />
      {list && <Listed {...{ context, filter, list, stale, isFirst }} hasMonitors={monitors.length > 1} />}
    </Frame>
  );
}

function Filter(props: {
  context: PageContext;
  filter: EventFilter;
  monitors: readonly (Option | OptionGroup)[];
  problems: readonly ParamProblem[];
}) {
  const { context, filter, monitors, problems } = props;
  const texts = eventTexts(context.speech);
  return (
    <form class="filter" method="get" action={paths.events} noValidate>
      <Problems {...{ context, problems }} />
      <Field {...{ context, problems }} name="date_range[from]" type={dateType(filter.from)} value={filter.from} />
      <Field {...{ context, problems }} name="date_range[to]" type={dateType(filter.to)} value={filter.to} />
      <Choice {...{ context, problems }} name="target_ids" value={filter.targetIds} options={monitors} />
      <p class="buttons">
        <button type="submit" class="primary">
          {texts.show}
        </button>
      </p>
    </form>
  );
}

function Listed(props: {
  context: PageContext;
  filter: EventFilter;
  list: List;
  stale: ReadonlySet<number>;
  isFirst: boolean;
  hasMonitors: boolean;
}) {
  const { context, filter, list, stale, isFirst, hasMonitors } = props;
  const { speech } = context;
  const texts = eventTexts(speech);
  const [from, to] = [list.date_range.from, list.date_range.to].map((at) => dateTimeText(new Date(at), speech));
  if (list.events.length === 0)
    return (
      <div class="empty">
        <p>{texts.none(from ?? '', to ?? '')}</p>
        <p>{hasMonitors ? texts.noneHint : texts.noMonitors}</p>
        {!hasMonitors && (
          <p>
            <a href={paths.home}>{texts.toDashboard}</a>
          </p>
        )}
      </div>
    );
  return (
    <>
      <p class="range">{texts.range(from ?? '', to ?? '', speech.timeZone)}</p>
      <Table events={list.events} {...{ stale, speech }} />
      <nav class="buttons" aria-label={texts.pages}>
        {!isFirst && <a href={pathOf(filter)}>{texts.newest}</a>}
        {list.next_cursor !== null && <a href={pathOf(filter, list.next_cursor)}>{texts.older}</a>}
      </nav>
    </>
  );
}

/** Roles, because a narrow page lays it out as cards, which takes them from a table. */
function Table(props: { events: readonly Event[]; stale: ReadonlySet<number>; speech: Speech }) {
  const { events, stale, speech } = props;
  const texts = eventTexts(speech);
  const heads = [texts.when, texts.status, texts.monitor, texts.duration, texts.reason];
  return (
    <table class="table stacked events" role="table">
      <thead role="rowgroup">
        <tr role="row">
          {heads.map((head) => (
            <th key={head} scope="col" role="columnheader">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {events.map((event) => (
          <Row key={event.id} {...{ event, speech }} isStale={stale.has(event.target_id)} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ event, isStale, speech }: { event: Event; isStale: boolean; speech: Speech }) {
  const { reason } = event;
  const length = { seconds: event.duration_seconds, isLasting: event.ended_at === null, isStale };
  return (
    <tr role="row">
      <td role="cell" class="event-when">
        <time dateTime={event.started_at}>{secondText(new Date(event.started_at), speech)}</time>
      </td>
      <td role="cell" class="event-status">
        <StatusMark standing={event.type} speech={speech} />
      </td>
      <td role="cell" class="event-monitor">
        <a href={paths.monitor(event.group_id, event.target_id)}>{event.target_name}</a>
      </td>
      <td role="cell" class="event-duration">
        {lengthText(length, speech)}
      </td>
      <td role="cell" class="event-reason">
        {reason && <Reason outage={{ reason_code: reason.code, reason_detail: reason.detail }} speech={speech} />}
      </td>
    </tr>
  );
}

function pathOf({ from, to, targetIds }: EventFilter, cursor?: string): string {
  const params = new URLSearchParams({ 'date_range[from]': from, 'date_range[to]': to, target_ids: targetIds });
  if (targetIds === '') params.delete('target_ids');
  if (cursor !== undefined) params.set('cursor', cursor);
  return `${paths.events}?${params.toString()}`;
}
