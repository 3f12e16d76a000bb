/** Response times of a range: its figures, a chart, and the table that the chart is drawn from. */
import type { TargetRow } from '../../api/targets/store.js';
import type { BucketSize } from '../../platform/time.js';
import { dateType, Field } from '../site/form.js';
import type { PageContext } from '../site/pages.js';
import { paths } from '../site/paths.js';
import {
  dateTimeText,
  dayText,
  localeOf,
  millisecondsText,
  numberText,
  percentText,
  type Speech,
} from '../site/speech.js';
import { Facts } from './facts.js';
import { presets, type Chosen, type Preset } from './range.js';
import type { Bucket, Report } from './read.js';
import { monitorTexts } from './texts.js';

type ReportProps = { context: PageContext; row: TargetRow; chosen: Chosen; report: Report };

export function ReportSection(props: ReportProps) {
  const { context, chosen, report } = props;
  const { speech } = context;
  const texts = monitorTexts(speech);
  const { from, to } = chosen.scope.range;
  return (
    <section>
      <h2>{texts.history}</h2>
      <RangeChoice {...props} />
      <p>{texts.fromTo(dateTimeText(from, speech), dateTimeText(to, speech))}</p>
      <Figures report={report} speech={speech} />
      {report.buckets.length === 0 ? <p class="empty">{texts.noTimes}</p> : <Chart {...props} />}
    </section>
  );
}

function RangeChoice({ context, row, chosen }: ReportProps) {
  const { speech } = context;
  const texts = monitorTexts(speech);
  const place = paths.monitor(row.group_id, row.id);
  const words: Readonly<Record<Preset, string>> = {
    '24h': texts.last24h,
    '7d': texts.last7d,
    '30d': texts.last30d,
    year: texts.lastYear,
  };
  const { problems } = chosen;
  return (
    <div class="ranges">
      <nav aria-label={texts.range}>
        <ul class="tabs" role="list">
          {presets.map((preset) => (
            <li key={preset}>
              <a
                href={`${place}?range=${preset}`}
                {...(chosen.preset === preset && { 'aria-current': 'true' as const })}
              >
                {words[preset]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <details open={chosen.preset === undefined || problems.length > 0}>
        <summary>{texts.ownRange}</summary>
        <form method="get" action={place} class="range" noValidate>
          <Field {...{ context, problems }} type={dateType(chosen.from)} name="date_range[from]" value={chosen.from} />
          <Field {...{ context, problems }} type={dateType(chosen.to)} name="date_range[to]" value={chosen.to} />
          <p class="buttons">
            <button type="submit" class="button">
              {texts.show}
            </button>
          </p>
        </form>
        <p class="hint">{texts.rangeHint}</p>
      </details>
    </div>
  );
}

function Figures({ report: { uptime, times }, speech }: { report: Report; speech: Speech }) {
  const texts = monitorTexts(speech);
  const time = (value: number | null) => (value === null ? '–' : millisecondsText(value, speech));
  const { checks = 0, failed_checks = 0, outages = 0 } = uptime ?? {};
  const failed = failed_checks > 0 ? ` (${texts.failedChecks(failed_checks, numberText(failed_checks, speech))})` : '';
  return (
    <Facts
      facts={[
        [texts.uptime, percentText(uptime?.uptime ?? null, speech)],
        [texts.average, time(times.average)],
        [texts.median, time(times.median)],
        [texts.p95, time(times.p95)],
        [texts.p99, time(times.p99)],
        [texts.minimum, time(times.minimum)],
        [texts.maximum, time(times.maximum)],
        [texts.checks, `${numberText(checks, speech)}${failed}`],
        [texts.outageCount, numberText(outages, speech)],
      ]}
    />
  );
}

/** Milliseconds. */
const lengths: Readonly<Record<BucketSize, number>> = {
  minute: 60_000,
  '5minutes': 300_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** Drawn by src/browser/chart.ts from what its table's attributes say. */
function Chart({ context, row, chosen, report }: ReportProps) {
  const { speech } = context;
  const texts = monitorTexts(speech);
  const { times, size, buckets } = report;
  const { from, to } = chosen.scope.range;
  const first = buckets[0]?.at.getTime() ?? from.getTime();
  const label = texts.chartLabel(millisecondsText(times.median ?? 0, speech), millisecondsText(times.p95 ?? 0, speech));
  return (
    <>
      <div class="chart" id="chart" data-keep></div>
      <details>
        <summary>{texts.table}</summary>
        <div class="scroll series" tabIndex={0} role="region" aria-label={texts.table}>
          <table
            class="table"
            data-chart="chart"
            data-label={label}
            data-locale={localeOf(speech.code)}
            data-zone={speech.timeZone}
            data-from={Math.min(first, Math.max(from.getTime(), row.created_at.getTime()))}
            data-to={to.getTime()}
            // Where nothing came for longer than this, the lines are broken.
            data-step={Math.max(lengths[size], row.seconds_between_checks * 1000)}
          >
            <thead>
              <tr>
                <th scope="col">{texts.at}</th>
                <th scope="col">{texts.average}</th>
                <th scope="col">{texts.median}</th>
                <th scope="col">{texts.p95}</th>
                <th scope="col">{texts.checks}</th>
              </tr>
            </thead>
            <tbody>
              {buckets.map((bucket) => (
                <BucketRow key={bucket.at} {...{ bucket, size, speech }} />
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}

function BucketRow({ bucket, size, speech }: { bucket: Bucket; size: BucketSize; speech: Speech }) {
  const { at, average, median, p95, checks } = bucket;
  return (
    <tr data-at={at.getTime()} data-average={average} data-median={median} data-p95={p95}>
      <th scope="row">{size === 'day' ? dayText(at, speech) : dateTimeText(at, speech)}</th>
      <td>{millisecondsText(average, speech)}</td>
      <td>{millisecondsText(median, speech)}</td>
      <td>{millisecondsText(p95, speech)}</td>
      <td>{numberText(checks, speech)}</td>
    </tr>
  );
}
