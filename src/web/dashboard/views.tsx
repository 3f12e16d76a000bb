/** The dashboard and a group's page, as they are shown. */
import { Fragment } from 'preact';
import type { GroupRow } from '../../api/groups/store.js';
import type { Kind } from '../../api/targets/kinds.js';
import { Frame } from '../site/frame.js';
import { FurtherLink, FurtherLinks } from '../site/further.js';
import type { PageContext } from '../site/pages.js';
import { paths } from '../site/paths.js';
import { durationText, numberText, wordFor, type Speech } from '../site/speech.js';
import { StatusMark, type Standing } from '../site/statusMark.js';
import { siteTexts } from '../site/texts.js';
import { Reason } from '../site/reason.js';
import { LiveNotice } from '../site/liveNotice.js';
import { Later } from '../site/send.js';
import { When } from '../site/when.js';
import { kindLabels } from '../monitors/texts.js';
import { MonitorList } from './monitors.js';
import type { Overview } from './read.js';
import { dashboardTexts } from './texts.js';

/** Monitors up to which a group is laid out at once. */
const fewMonitors = 10;

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
  const { groups, now } = overview;
  const texts = dashboardTexts(speech);
  const all = groups.flatMap(({ standings }) => standings);
  return (
    <>
      <LiveNotice at={now} news={newsOf(all, speech)} newsKey={overview.newsKey} speech={speech} />
      {groups.length === 0 && (
        <div class="empty">
          <p>{texts.noGroups}</p>
          <p>
            <a href={paths.newGroup}>{texts.firstGroup}</a>
          </p>
        </div>
      )}
      {all.length > 0 && <Totals of={all} speech={speech} />}
      <Attention {...{ overview, speech }} more={texts.more} />
      {groups.map(({ group, standings, monitors, more }) => (
        <section
          class={monitors.length > fewMonitors ? 'group group-long' : 'group'}
          key={group.id}
          id={`group-${group.id}`}
        >
          <div class="group-heading">
            <h2>
              <a href={paths.group(group.id)}>{group.name}</a>
            </h2>
            {standings.length > 0 && <Totals of={standings} speech={speech} isSmall />}
          </div>
          {standings.length === 0 && <p class="empty">{texts.noMonitors}</p>}
          {monitors.length > 0 && <MonitorList monitors={monitors} speech={speech} />}
          {standings.length === 0 && (
            <p>
              <a href={paths.group(group.id)}>
                {texts.addMonitor}
                <span class="visually-hidden">{`: ${group.name}`}</span>
              </a>
            </p>
          )}
          {more > 0 && (
            <p>
              <FurtherLink
                {...{ speech, more }}
                path={paths.group(group.id)}
                last={monitors.at(-1)?.row.id}
                about={group.name}
              />
            </p>
          )}
        </section>
      ))}
    </>
  );
}

/** All around the content. */
export function GroupPage({ context, group }: { context: PageContext; group: GroupRow }) {
  const { speech } = context;
  const texts = dashboardTexts(speech);
  const actions = (
    <>
      <a class="button" href={paths.statusPage(group.id)}>
        {texts.statusPage}
      </a>
      <a class="button" href={paths.renameGroup(group.id)}>
        {texts.rename}
      </a>
      <a class="button" href={paths.deleteGroup(group.id)}>
        {texts.delete}
      </a>
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
      <Later />
    </Frame>
  );
}

/** `after`: the id after which the monitors that are shown begin. */
export function Group(props: {
  speech: Speech;
  overview: Overview;
  kinds: readonly Kind[];
  after: number | undefined;
}) {
  const { speech, overview, kinds, after } = props;
  const texts = dashboardTexts(speech);
  return (
    <>
      {overview.groups.map(({ group, standings, monitors, more }) => (
        <Fragment key={group.id}>
          <LiveNotice at={overview.now} news={newsOf(standings, speech)} newsKey={overview.newsKey} speech={speech} />
          {standings.length > 0 && <Totals of={standings} speech={speech} />}
          <Attention {...{ overview, speech }} more={texts.moreOfGroup} />
          {standings.length === 0 && <p class="empty">{texts.noMonitors}</p>}
          {monitors.length > 0 && <MonitorList monitors={monitors} speech={speech} />}
          <FurtherLinks {...{ speech, after, more }} path={paths.group(group.id)} last={monitors.at(-1)?.row.id} />
          <p class="buttons">
            {texts.addMonitor}:
            {kinds.map(({ collection, type }) => (
              <a class="button" key={type} href={paths.newMonitor(group.id, collection)}>
                {wordFor(kindLabels(speech), type)}
              </a>
            ))}
          </p>
        </Fragment>
      ))}
    </>
  );
}

/** What is told when it changes: how many are down, and of how many nobody knows. */
function newsOf(of: readonly Standing[], speech: Speech): string {
  const texts = dashboardTexts(speech);
  const count = (wanted: Standing) => of.filter((standing) => standing === wanted).length;
  const [down, stale] = [count('down'), count('stale')];
  const unknown = stale === 0 ? '' : ` ${texts.unknownNews(stale, numberText(stale, speech))}`;
  return texts.news(down, numberText(down, speech)) + unknown;
}

/** How many monitors stand how; those that need a look first. */
function Totals({ of, speech, isSmall }: { of: readonly Standing[]; speech: Speech; isSmall?: boolean }) {
  const counts = standings.map((standing) => ({ standing, count: of.filter((each) => each === standing).length }));
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
function Attention(props: {
  overview: Overview;
  speech: Speech;
  /** What is said of those that are not listed. */
  more: (count: string) => string;
}) {
  const { overview, speech, more } = props;
  const { groups, down, now } = overview;
  const texts = dashboardTexts(speech);
  if (down.length === 0) return null;
  const rest = groups.flatMap(({ standings }) => standings).filter((each) => each === 'down').length - down.length;
  return (
    <section class="attention" aria-labelledby="attention">
      <h2 id="attention">{texts.attention}</h2>
      <ul role="list">
        {down.map(({ row, standing, outage }) => (
          <li key={row.id}>
            <StatusMark standing={standing} speech={speech} />{' '}
            <a href={paths.monitor(row.group_id, row.id)}>{row.name}</a>{' '}
            <span>
              {texts.since} <When at={row.status_since} speech={speech} />
              {` (${durationText((now.getTime() - row.status_since.getTime()) / 1000)}). `}
              {outage && <Reason {...{ outage, speech }} />}
            </span>
          </li>
        ))}
      </ul>
      {rest > 0 && <p>{more(numberText(rest, speech))}</p>}
    </section>
  );
}
