/** Events, as they are shown. */
import type { z } from 'zod';
import type { eventAnswer, eventsAnswer } from '../../api/events/schema.js';
import type { ParamProblem } from '../../http/problem.js';
import { Choice, Field, Problems, type Option, type OptionGroup } from '../site/form.js';
import { Frame } from '../site/frame.js';
import type { PageContext } from '../site/pages.js';
import { paths } from '../site/paths.js';
import { reasonText } from '../site/reasons.js';
import { dateTimeText, durationText, secondText, type Speech } from '../site/speech.js';
import { StatusMark } from '../site/statusMark.js';
import { siteTexts } from '../site/texts.js';
import { eventTexts } from './texts.js';

/** What is looked at, as the API's params say it. */
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
  isFirst?: boolean;
}) {
  const { context, filter, monitors, problems = [], list, isFirst = true } = props;
  return (
    <Frame context={context} title={siteTexts(context.speech).events} styles={['events.css']}>
      <Filter {...{ context, filter, monitors, problems }} />
      {list && <Listed {...{ context, filter, list, isFirst }} hasMonitors={monitors.length > 1} />}
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
      <Field
        {...{ context, problems }}
        name="date_range[from]"
        label={texts.from}
        type={dateType(filter.from)}
        value={filter.from}
      />
      <Field
        {...{ context, problems }}
        name="date_range[to]"
        label={texts.to}
        type={dateType(filter.to)}
        value={filter.to}
      />
      <Choice
        {...{ context, problems }}
        name="target_ids"
        label={texts.monitors}
        value={filter.targetIds}
        options={monitors}
      />
      <p class="buttons">
        <button type="submit" class="primary">
          {texts.show}
        </button>
      </p>
    </form>
  );
}

/** A field for dates would hide what is none. */
function dateType(value: string): 'date' | 'text' {
  return value === '' || /^\d{4}-\d\d-\d\d$/.test(value) ? 'date' : 'text';
}

function Listed(props: {
  context: PageContext;
  filter: EventFilter;
  list: List;
  isFirst: boolean;
  hasMonitors: boolean;
}) {
  const { context, filter, list, isFirst, hasMonitors } = props;
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
      <Table events={list.events} speech={speech} />
      <nav class="buttons" aria-label={texts.pages}>
        {!isFirst && <a href={pathOf(filter)}>{texts.newest}</a>}
        {list.next_cursor !== null && <a href={pathOf(filter, list.next_cursor)}>{texts.older}</a>}
      </nav>
    </>
  );
}

/** Roles, because a narrow page lays it out as cards, which takes them from a table. */
function Table({ events, speech }: { events: readonly Event[]; speech: Speech }) {
  const texts = eventTexts(speech);
  const heads = [texts.when, texts.status, texts.monitor, texts.duration, texts.reason];
  return (
    <table class="table events" role="table">
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
          <Row key={event.id} {...{ event, speech }} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ event, speech }: { event: Event; speech: Speech }) {
  const { reason } = event;
  const duration = durationText(event.duration_seconds);
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
        {event.ended_at === null ? eventTexts(speech).lasting(duration) : duration}
      </td>
      <td role="cell" class="event-reason">
        {reason && (
          <>
            {reasonText(reason.code, speech)}
            <span class="detail" lang="en">
              {reason.detail}
            </span>
          </>
        )}
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
