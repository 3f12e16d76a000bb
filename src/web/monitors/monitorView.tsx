/** The page of a monitor, as it is shown. */
import type { EventRow } from '../../api/events/store.js';
import type { GroupRow } from '../../api/groups/store.js';
import type { Kind } from '../../api/targets/kinds.js';
import type { TargetRow } from '../../api/targets/store.js';
import { DayTable } from '../pictures/dayTable.js';
import type { Picture } from '../pictures/read.js';
import { DetailedStrip } from '../pictures/strip.js';
import { pictureTexts } from '../pictures/texts.js';
import { Frame } from '../site/frame.js';
import { paramLabels } from '../site/labels.js';
import { LiveNotice } from '../site/liveNotice.js';
import { groupTrail } from '../site/trail.js';
import type { PageContext } from '../site/pages.js';
import { paths } from '../site/paths.js';
import { durationText, isolated, millisecondsText, percentText, secondText, wordFor } from '../site/speech.js';
import { standingOf, StatusMark } from '../site/statusMark.js';
import { Reason } from '../site/reason.js';
import { Later } from '../site/send.js';
import { siteTexts } from '../site/texts.js';
import { When } from '../site/when.js';
import { Facts } from './facts.js';
import { OutagesSection } from './outagesView.js';
import type { Chosen } from './range.js';
import type { Report } from './read.js';
import { ReportSection } from './reportView.js';
import { kindLabels, monitorTexts } from './texts.js';

export type MonitorProps = {
  context: PageContext;
  row: TargetRow;
  kind: Kind;
  stale: boolean;
  /** The one that lasts. */
  outage: EventRow | undefined;
  picture: Picture | undefined;
  chosen: Chosen;
  report: Report;
};

/** All around the content: it takes no reading. */
export function MonitorPage({ context, group, row }: { context: PageContext; group: GroupRow; row: TargetRow }) {
  const texts = monitorTexts(context.speech);
  const actions = (
    <>
      <a class="button" href={paths.editMonitor(row.group_id, row.id)}>
        {texts.edit}
      </a>
      <a class="button" href={paths.deleteMonitor(row.group_id, row.id)}>
        {texts.remove}
      </a>
    </>
  );
  return (
    <Frame
      context={context}
      title={row.name}
      trail={groupTrail(context, group)}
      actions={actions}
      isLive
      styles={['uplot.css', 'monitors.css']}
      libraries={['uplot.js']}
      scripts={['chart.js']}
    >
      <Later />
    </Frame>
  );
}

export function Monitor(props: MonitorProps) {
  const { context, row, stale, chosen, report } = props;
  return (
    <>
      <LiveNotice at={chosen.scope.now} news={newsOf(props)} speech={context.speech} />
      <StatusSection {...props} />
      <DaysSection {...props} />
      <ReportSection {...{ context, row, chosen, report }} />
      <OutagesSection {...{ context, row, stale, chosen, report }} />
      <SettingsSection {...props} />
    </>
  );
}

/** What is told when it changes. */
function newsOf({ context: { speech }, row, stale }: MonitorProps): string {
  return `${isolated(row.name)}: ${siteTexts(speech)[standingOf({ status: row.status, stale })]}`;
}

function StatusSection({ context: { speech }, row, stale, outage, chosen }: MonitorProps) {
  const texts = monitorTexts(speech);
  const { status, status_since, last_checked_at, next_check_at, last_response_time_us } = row;
  const seconds = Math.max(0, (chosen.scope.now.getTime() - status_since.getTime()) / 1000);
  return (
    <section class="standing" aria-label={texts.statusNow}>
      <p class="standing-now">
        <StatusMark standing={standingOf({ status, stale })} speech={speech} />{' '}
        {!stale && status !== 'pending' && (
          <span>
            {texts.since} <When at={status_since} speech={speech} /> ({durationText(seconds)})
          </span>
        )}
      </p>
      {stale && (
        <p class="notice warning">
          {last_checked_at ? texts.stale(secondText(last_checked_at, speech)) : texts.staleNever}
        </p>
      )}
      {outage && !stale && (
        <p>
          <Reason {...{ outage, speech }} />
        </p>
      )}
      <Facts
        facts={[
          [texts.lastCheck, last_checked_at ? <When at={last_checked_at} speech={speech} isExact /> : texts.noneYet],
          [texts.nextCheck, <When at={next_check_at} speech={speech} isExact />],
          [
            texts.lastResponseTime,
            last_response_time_us === null ? '–' : millisecondsText(last_response_time_us / 1000, speech),
          ],
        ]}
      />
    </section>
  );
}

function DaysSection({ context: { speech }, picture }: MonitorProps) {
  const texts = monitorTexts(speech);
  if (!picture) return null;
  return (
    <section>
      <h2>
        {texts.days}{' '}
        <span class="beside">
          {picture.uptime === null
            ? pictureTexts(speech).nothingKnown
            : texts.uptimeOf(percentText(picture.uptime, speech))}
        </span>
      </h2>
      <DetailedStrip picture={picture} speech={speech} />
      <p class="hint">{pictureTexts(speech).legend}</p>
      <DayTable days={picture.days} speech={speech} />
    </section>
  );
}

function SettingsSection({ context: { speech }, row, kind }: MonitorProps) {
  const texts = monitorTexts(speech);
  const labels = paramLabels(speech);
  return (
    <section>
      <h2>{texts.settings}</h2>
      <Facts
        facts={[
          [texts.kind, wordFor(kindLabels(speech), kind.type)],
          ...kind.settings.map((name): [string, string] => [wordFor(labels, name), settingText(row.settings[name])]),
          [labels.seconds_between_checks, durationText(row.seconds_between_checks)],
          [labels.timeout, durationText(row.timeout)],
          [labels.retries_per_check, String(row.retries_per_check)],
          [texts.created, <When at={row.created_at} speech={speech} />],
        ]}
      />
    </section>
  );
}

function settingText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '–';
}
