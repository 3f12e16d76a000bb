/** A group's monitors in a list: how each stands, and how it was. */
import { Sparkline } from '../pictures/sparkline.js';
import { Strip } from '../pictures/strip.js';
import { paths } from '../site/paths.js';
import { millisecondsText, percentText, type Speech } from '../site/speech.js';
import { StatusMark } from '../site/statusMark.js';
import type { Shown } from './read.js';
import { dashboardTexts } from './texts.js';

/** Some monitors, one at least. */
export function MonitorList({ monitors, speech }: { monitors: readonly Shown[]; speech: Speech }) {
  const texts = dashboardTexts(speech);
  return (
    <div class="monitors">
      <p class="monitor monitor-heads" aria-hidden="true">
        <span class="monitor-name">{texts.monitor}</span>
        <span class="monitor-strip">{texts.days}</span>
        <span class="monitor-uptime">{texts.uptime}</span>
        <span class="monitor-spark">{texts.responseTimes}</span>
        <span class="monitor-time">{texts.latest}</span>
      </p>
      <ul role="list">
        {monitors.map((monitor) => (
          <Monitor key={monitor.row.id} {...{ monitor, speech }} />
        ))}
      </ul>
    </div>
  );
}

function Monitor({ monitor: { row, standing, picture }, speech }: { monitor: Shown; speech: Speech }) {
  const texts = dashboardTexts(speech);
  const time = row.last_response_time_us;
  return (
    <li class="monitor" id={`monitor-${row.id}`}>
      <span class="monitor-name">
        <StatusMark standing={standing} speech={speech} />
        <a href={paths.monitor(row.group_id, row.id)}>{row.name}</a>
      </span>
      <span class="monitor-strip">{picture && <Strip picture={picture} speech={speech} />}</span>
      <span class="monitor-uptime">
        <span class="monitor-label">{`${texts.uptime}: `}</span>
        {percentText(picture?.uptime ?? null, speech)}
      </span>
      <span class="monitor-spark">{picture && <Sparkline hours={picture.hours} speech={speech} />}</span>
      <span class="monitor-time">
        <span class="monitor-label">{`${texts.latestTime}: `}</span>
        {time === null ? '–' : millisecondsText(time / 1000, speech)}
      </span>
    </li>
  );
}
