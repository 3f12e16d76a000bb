/** The dashboard and a group's page, as they are shown. */
import type { EventRow } from '../../api/events/store.js';
import type { GroupRow } from '../../api/groups/store.js';
import type { Kind } from '../../api/targets/kinds.js';
import { Frame } from '../site/frame.js';
import type { PageContext } from '../site/pages.js';
import { paths } from '../site/paths.js';
import { durationText, numberText, type Speech } from '../site/speech.js';
import { StatusMark, type Standing } from '../site/statusMark.js';
import { siteTexts } from '../site/texts.js';
import { Reason } from '../site/reason.js';
import { LiveNotice } from '../site/liveNotice.js';
import { Later } from '../site/send.js';
import { When } from '../site/when.js';
import { kindLabels, wordFor } from '../monitors/texts.js';
import { MonitorList, type Shown } from './monitors.js';
import { dashboardTexts } from './texts.js';

/** What a dashboard shows: `outages` are those that last. */
export type Overview = {
  groups: readonly { group: GroupRow; monitors: readonly Shown[] }[];
  outages: ReadonlyMap<number, EventRow>;
  now: Date;
};

const standings: readonly Standing[] = ['down', 'stale', 'pending', 'up'];

/** All around the content: it takes no reading. */
export function DashboardPage({ context }: { context: PageContext }) {
  const { speech } = context;
  const add = (
    <a class="button primary" href={paths.newGroup}>
      {dashboardTexts(speech).newGroup}
    </a>
  );
  return (
    <Frame {...{ context }} title={siteTexts(speech).dashboard} styles={['dashboard.css']} actions={add} isLive>
      <Later />
    </Frame>
  );
}

export function Dashboard({ speech, overview }: { speech: Speech; overview: Overview }) {
  const all = overview.groups.flatMap(({ monitors }) => monitors);
  return (
    <>
      <LiveNotice at={overview.now} speech={speech} />
      {overview.groups.length === 0 && <p class="empty">{dashboardTexts(speech).noGroups}</p>}
      {all.length > 0 && <Totals monitors={all} speech={speech} />}
      <Attention monitors={all} {...{ overview, speech }} />
      {overview.groups.map(({ group, monitors }) => (
        <section class="group" key={group.id} id={`group-${group.id}`} aria-labelledby={`group-${group.id}-name`}>
          <div class="group-heading">
            <h2 id={`group-${group.id}-name`}>
              <a href={paths.group(group.id)}>{group.name}</a>
            </h2>
            {monitors.length > 0 && <Totals monitors={monitors} speech={speech} isSmall />}
          </div>
          <MonitorList monitors={monitors} speech={speech} />
        </section>
      ))}
    </>
  );
}

export function GroupPage(props: {
  context: PageContext;
  group: GroupRow;
  overview: Overview;
  kinds: readonly Kind[];
}) {
  const { context, group, overview, kinds } = props;
  const { speech } = context;
  const texts = dashboardTexts(speech);
  const monitors = overview.groups.flatMap((each) => each.monitors);
  const actions = (
    <>
      <a href={paths.statusPage(group.id)}>{texts.statusPage}</a>
      <a href={paths.renameGroup(group.id)}>{texts.rename}</a>
      <a href={paths.deleteGroup(group.id)}>{texts.delete}</a>
    </>
  );
  return (
    <Frame
      context={context}
      title={group.name}
      trail={[{ href: paths.home, text: siteTexts(speech).dashboard }]}
      styles={['dashboard.css']}
      actions={actions}
      isLive
    >
      <LiveNotice at={overview.now} speech={speech} />
      {monitors.length > 0 && <Totals monitors={monitors} speech={speech} />}
      <Attention {...{ monitors, overview, speech }} />
      <MonitorList monitors={monitors} speech={speech} />
      <p class="buttons">
        {texts.addMonitor}
        {kinds.map(({ collection, type }) => (
          <a class="button" key={type} href={paths.newMonitor(group.id, collection)}>
            {wordFor(kindLabels(speech), type)}
          </a>
        ))}
      </p>
    </Frame>
  );
}

/** How many monitors stand how; those that need a look first. */
function Totals({ monitors, speech, isSmall }: { monitors: readonly Shown[]; speech: Speech; isSmall?: boolean }) {
  const counts = standings.map((standing) => ({
    standing,
    count: monitors.filter((monitor) => monitor.standing === standing).length,
  }));
  return (
    <ul class={isSmall ? 'totals totals-small' : 'totals'} role="list" aria-label={dashboardTexts(speech).totals}>
      {counts
        .filter(({ count }) => count > 0)
        .map(({ standing, count }) => (
          <li key={standing} class={`total-${standing}`}>
            <span class="total">{numberText(count, speech)}</span> <StatusMark standing={standing} speech={speech} />
          </li>
        ))}
    </ul>
  );
}

/** Monitors that are down, with what is known of it: nobody has to look for them. */
function Attention(props: { monitors: readonly Shown[]; overview: Overview; speech: Speech }) {
  const { monitors, overview, speech } = props;
  const texts = dashboardTexts(speech);
  const down = needingAttention(monitors);
  if (down.length === 0) return null;
  return (
    <section class="attention" aria-labelledby="attention">
      <h2 id="attention">{texts.attention}</h2>
      <ul role="list">
        {down.map(({ row, standing }) => {
          const outage = overview.outages.get(row.id);
          return (
            <li key={row.id}>
              <StatusMark standing={standing} speech={speech} />{' '}
              <a href={paths.monitor(row.group_id, row.id)}>{row.name}</a>{' '}
              <span>
                {texts.since} <When at={row.status_since} speech={speech} />
                {` (${durationText((overview.now.getTime() - row.status_since.getTime()) / 1000)}). `}
                {outage && <Reason {...{ outage, speech }} />}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Those that are down, as many as can be taken in: the list below has them all. */
export function needingAttention(monitors: readonly Shown[]): readonly Shown[] {
  return monitors.filter(({ standing }) => standing === 'down').slice(0, 20);
}
