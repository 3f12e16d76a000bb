/** A group's status page, as it is shown. */
import type { ComponentChildren } from 'preact';
import { DayTable } from '../pictures/dayTable.js';
import { DetailedStrip, Strip } from '../pictures/strip.js';
import { pictureTexts } from '../pictures/texts.js';
import type { Assets } from '../site/assets.js';
import { Layout } from '../site/layout.js';
import { Reason } from '../site/reason.js';
import { durationText, numberText, percentText, type Speech } from '../site/speech.js';
import { StatusMark, type Standing } from '../site/statusMark.js';
import { siteTexts } from '../site/texts.js';
import { When } from '../site/when.js';
import { outageDays, type ListedMonitor, type PublicOutage, type StatusReading } from './read.js';
import { publicStanding, summaryOf } from './summary.js';
import { statusTexts } from './texts.js';

/** Monitors up to which each day says what it was: with more the page would be heavy. */
const mostDetailed = 20;

/** What it is drawn with: nothing about who reads it. */
export type PublicContext = { assets: Assets; speech: Speech };

export function StatusPage({ context, reading }: { context: PublicContext; reading: StatusReading }) {
  const { speech } = context;
  const { name, at, monitors, listed } = reading;
  const more = monitors.length - listed.length;
  const texts = statusTexts(speech);
  const summary = summaryOf(
    monitors.map(({ standing }) => standing),
    speech,
  );
  return (
    <PublicFrame context={context} title={name} description={texts.about(name)}>
      <p class={`status-summary status-summary-${publicStanding(summary.standing)}`}>
        <StatusMark speech={speech} {...summary} />
      </p>
      <p class="hint">
        {texts.asOf} <When at={at} speech={speech} />. {texts.utc}
      </p>
      {monitors.length > 0 && (
        <section aria-labelledby="monitors">
          <h2 id="monitors">{texts.monitors}</h2>
          <ul class="status-monitors" role="list">
            {listed.map((monitor) => (
              <Monitor key={monitor.id} {...{ monitor, speech }} isDetailed={listed.length <= mostDetailed} />
            ))}
          </ul>
          {more > 0 && <p>{texts.moreMonitors(more, numberText(more, speech))}</p>}
          <p class="hint">{pictureTexts(speech).legend}</p>
        </section>
      )}
      {monitors.length > 0 && <Outages {...{ reading, speech }} />}
    </PublicFrame>
  );
}

type MonitorProps = { monitor: ListedMonitor; speech: Speech; isDetailed: boolean };

function Monitor({ monitor: { name, standing, address, past }, speech, isDetailed }: MonitorProps) {
  const texts = statusTexts(speech);
  const days = { picture: past, speech };
  return (
    <li>
      <div class="status-name">
        <h3>{name}</h3>
        <StatusMark
          standing={standing}
          speech={speech}
          {...(standing === 'stale' && { text: siteTexts(speech).unknown })}
        />
      </div>
      {address !== undefined && <p class="status-address">{address}</p>}
      {isDetailed ? <DetailedStrip {...days} /> : <Strip {...days} />}
      <p class="status-scale">
        <span>{texts.daysAgo}</span>
        <span>
          {past.uptime === null ? pictureTexts(speech).nothingKnown : texts.uptime(percentText(past.uptime, speech))}
        </span>
        <span>{texts.today}</span>
      </p>
      <DayTable days={past.days} about={name} speech={speech} />
    </li>
  );
}

function Outages({ reading: { at, monitors, outages, hasMore }, speech }: { reading: StatusReading; speech: Speech }) {
  const texts = statusTexts(speech);
  const standings = new Map(monitors.map(({ id, standing }) => [id, standing]));
  return (
    <section aria-labelledby="outages">
      <h2 id="outages">{texts.outages(outageDays)}</h2>
      {outages.length === 0 && <p>{texts.noOutages}</p>}
      <ul class="status-outages" role="list">
        {outages.map((outage) => (
          <Outage
            key={`${outage.targetId} ${outage.from.getTime()}`}
            {...{ outage, at, speech }}
            standing={standings.get(outage.targetId)}
          />
        ))}
      </ul>
      {hasMore && <p class="hint">{texts.more}</p>}
    </section>
  );
}

type OutageProps = { outage: PublicOutage; at: Date; standing: Standing | undefined; speech: Speech };

function Outage({ outage: { name, from, to, reason }, at, standing, speech }: OutageProps) {
  const texts = statusTexts(speech);
  const duration = durationText(((to ?? at).getTime() - from.getTime()) / 1000);
  // Where nobody looks any more, nobody knows whether it is over.
  const lasting = standing === 'stale' ? texts.unsure : texts.lasts(duration);
  return (
    <li>
      <h3>{name}</h3>
      <p>
        <When at={from} speech={speech} />
        {': '}
        {to ? texts.lasted(duration) : <strong class="status-down">{lasting}</strong>}
      </p>
      {reason && (
        <p class="hint">
          <Reason outage={reason} speech={speech} />
        </p>
      )}
    </li>
  );
}

/** What is said in the place of a page: that there is none, or that it can not be shown. */
export function PublicProblemPage({ context, title, text }: { context: PublicContext; title: string; text: string }) {
  return (
    <PublicFrame context={context} title={title} description={title}>
      <p role="alert">{text}</p>
    </PublicFrame>
  );
}

/** Without a link to anything that is somebody's own. */
function PublicFrame(props: {
  context: PublicContext;
  title: string;
  description: string;
  children: ComponentChildren;
}) {
  const { context, title, description, children } = props;
  const { assets, speech } = context;
  return (
    <Layout
      title={`${title} · Port Monitor`}
      description={description}
      language={speech.code}
      words={siteTexts(speech)}
      assets={assets}
      styles={['pages.css', 'status.css']}
      links={[]}
    >
      <main id="main" class="page status-page" tabIndex={-1}>
        <div class="heading">
          <h1>{title}</h1>
        </div>
        {children}
      </main>
    </Layout>
  );
}
