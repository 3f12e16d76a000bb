/** Outages that overlap the range of a monitor's page. */
import type { EventRow } from '../../api/events/store.js';
import type { TargetRow } from '../../api/targets/store.js';
import { formatDate } from '../../platform/time.js';
import type { PageContext } from '../site/pages.js';
import { paths } from '../site/paths.js';
import { lengthText } from '../site/length.js';
import { Reason } from '../site/reason.js';
import { When } from '../site/when.js';
import type { Chosen } from './range.js';
import type { Report } from './read.js';
import { monitorTexts } from './texts.js';

/** Roles, because a narrow page lays it out as cards, which takes them from a table. */
export function OutagesSection(props: {
  context: PageContext;
  row: TargetRow;
  stale: boolean;
  chosen: Chosen;
  report: Report;
}) {
  const { context, stale, chosen, report } = props;
  const { speech } = context;
  const texts = monitorTexts(speech);
  const { outages, hasMore } = report;
  return (
    <section>
      <h2 id="outages">{texts.outages}</h2>
      {outages.length === 0 && !hasMore && <p class="empty">{texts.noOutages}</p>}
      {outages.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-labelledby="outages">
          <table class="table stacked outages" role="table">
            <thead role="rowgroup">
              <tr role="row">
                <th scope="col" role="columnheader">
                  {texts.began}
                </th>
                <th scope="col" role="columnheader">
                  {texts.duration}
                </th>
                <th scope="col" role="columnheader">
                  {texts.reason}
                </th>
              </tr>
            </thead>
            <tbody role="rowgroup">
              {outages.map((outage) => (
                <tr key={outage.id} role="row">
                  <td role="cell">
                    <When at={outage.started_at} speech={speech} isExact />
                  </td>
                  <td role="cell">{lengthText({ ...lengthOf(outage, chosen.scope.now), isStale: stale }, speech)}</td>
                  <td role="cell">
                    <Reason {...{ outage, speech }} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {hasMore && (
        <p>
          <a href={eventsPath(props)}>{texts.more}</a>
        </p>
      )}
    </section>
  );
}

function lengthOf({ started_at, ended_at }: EventRow, now: Date) {
  return { seconds: ((ended_at ?? now).getTime() - started_at.getTime()) / 1000, isLasting: ended_at === null };
}

/** All events of the range, by the API's params. */
function eventsPath({ context, row, chosen }: { context: PageContext; row: TargetRow; chosen: Chosen }): string {
  const date = (at: Date) => formatDate(at, context.speech.timeZone);
  const { from, to } = chosen.scope.range;
  const params = { target_ids: String(row.id), 'date_range[from]': date(from), 'date_range[to]': date(to) };
  return `${paths.events}?${new URLSearchParams(params)}`;
}
