/** What monitoring tells Prometheus: its checks by kind, and how much it has in hand. */
import type pg from 'pg';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Clock } from '../platform/clock.js';
import { measureThread } from '../platform/metrics.js';
import type { DueCheck } from './due.js';
import { probes } from './probes/index.js';
import type { Verdict } from './verdict.js';

/** Before the names of all metrics of the product. */
export const metricsPrefix = 'port_monitor_';

/** Told of each check as it goes; cheap enough for thousands in a second. */
export type CheckMetrics = {
  /** A check started so many milliseconds after its slot. */
  onStart(due: DueCheck, lateness: number): void;
  /** A check came to its end just now. */
  onVerdict(due: DueCheck, verdict: Verdict): void;
};

/** What is asked when metrics are read. */
export type MetricsSources = {
  /** Checks that wait for their slot or run. */
  inFlight(): number;
  /** Results that are not written yet. */
  waiting(): number;
  /** Results that were given up, all in all. */
  dropped(): number;
  /** Monitors that are overdue; undefined while nobody knows. */
  overdue(): number | undefined;
  /** Whether no canary answered when they were asked last. */
  cutOff(): boolean;
};

const outcomes = ['up', 'down', 'unchecked'] as const;
const latenessBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
// A check takes 737 s at most: eleven attempts of a minute, a second between two, and one more in a burst.
const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 750];

export type MonitoringMetrics = {
  /** Begins to count checks. */
  watch(sources: MetricsSources): CheckMetrics;
  /** All metrics of the thread, in Prometheus's text format. */
  text(): Promise<string>;
};

/** Starts to measure the thread that runs checks, for as long as it lives. */
export function openMonitoringMetrics({ pool, clock }: { pool: pg.Pool; clock: Clock }): MonitoringMetrics {
  const registry = new Registry();
  measureThread({ registry, prefix: metricsPrefix, thread: 'monitoring', pool, clock });
  return {
    watch: (sources) => checkMetrics(registry, clock, sources),
    text: () => registry.metrics(),
  };
}

export function checkMetrics(registry: Registry, clock: Clock, sources: MetricsSources): CheckMetrics {
  const registers = [registry];
  const checks = new Counter({
    name: `${metricsPrefix}checks_total`,
    help: 'Checks that ended, by kind and outcome; unchecked: we could not look.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const lateness = new Histogram({
    name: `${metricsPrefix}check_lateness_seconds`,
    help: 'How long after its slot a check started; of one taken over from another process, since it was.',
    labelNames: ['kind'],
    buckets: latenessBuckets,
    registers,
  });
  const duration = new Histogram({
    name: `${metricsPrefix}check_duration_seconds`,
    help: 'From the start of a check to its verdict, retries and the seconds between them included.',
    labelNames: ['kind'],
    buckets: durationBuckets,
    registers,
  });
  showSources(registers, sources);

  // Bound once, and there before the first check: a rate needs a zero to begin from.
  function bind(kind: string) {
    for (const outcome of outcomes) checks.inc({ kind, outcome }, 0);
    lateness.zero({ kind });
    duration.zero({ kind });
    const [up, down, unchecked] = outcomes.map((outcome) => checks.labels(kind, outcome));
    return { counts: { up, down, unchecked }, lateness: lateness.labels(kind), duration: duration.labels(kind) };
  }
  const kinds = new Map(probes.map(({ type }) => [type, bind(type)]));

  return {
    onStart({ type }, late) {
      kinds.get(type)?.lateness.observe(Math.max(0, late) / 1000);
    },
    onVerdict({ type }, { result }) {
      const kind = kinds.get(type);
      kind?.counts[result.outcome]?.inc();
      kind?.duration.observe(Math.max(0, clock.now() - result.startedAt) / 1000);
    },
  };
}

function showSources(registers: Registry[], { inFlight, waiting, dropped, overdue, cutOff }: MetricsSources): void {
  new Gauge({
    name: `${metricsPrefix}checks_in_flight`,
    help: 'Checks that this process has in hand: waiting for their slot, or running.',
    registers,
    collect() {
      this.set(inFlight());
    },
  });
  new Gauge({
    name: `${metricsPrefix}results_waiting`,
    help: 'Results of checks that are not written to the database yet.',
    registers,
    collect() {
      this.set(waiting());
    },
  });
  new Counter({
    name: `${metricsPrefix}results_dropped_total`,
    help: 'Results of checks that were given up: too many waited, or the database refuses them.',
    registers,
    collect() {
      this.reset();
      this.inc(dropped());
    },
  });
  new Gauge({
    name: `${metricsPrefix}cut_off`,
    help: 'Whether no canary answers, so that what fails counts as unknown: 1 or 0.',
    registers,
    collect() {
      this.set(cutOff() ? 1 : 0);
    },
  });
  new Gauge({
    name: `${metricsPrefix}monitors_overdue`,
    help: 'Monitors of the whole database that are stale: their check is overdue, or could not look; absent while nobody knows.',
    registers,
    collect() {
      const count = overdue();
      if (count === undefined) this.remove();
      else this.set(count);
    },
  });
}
