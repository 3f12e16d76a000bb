/** What `GET /metrics` shows: the numbers of this thread, and those of the monitoring thread. */
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { ServedMetrics } from './http/metrics.js';
import { requestMeter } from './http/requestMeter.js';
import { metricsPrefix as prefix } from './monitoring/metrics.js';
import type { MonitoringThread } from './monitoring/thread.js';
import type { Clock } from './platform/clock.js';
import type { Database } from './platform/database/database.js';
import { measureThread, mergeMetrics } from './platform/metrics.js';

export type Metrics = ServedMetrics & {
  /** Counts the requests that pass it. */
  meter: ReturnType<typeof requestMeter>;
};

export type MetricsParts = {
  token: string | undefined;
  database: Pick<Database, 'pool'>;
  /** Undefined where this process runs no checks. */
  monitoring: Pick<MonitoringThread, 'metrics' | 'isRunning'> | undefined;
  clock: Clock;
};

/** Starts to measure: for as long as the process lives. */
export function openMetrics({ token, database, monitoring, clock }: MetricsParts): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  measureThread({ registry, prefix, thread: 'main', pool: database.pool, clock });
  const up =
    monitoring &&
    new Gauge({
      name: `${prefix}monitoring_up`,
      help: 'Whether the monitoring thread answers, and claims checks.',
      registers: [registry],
    });
  return {
    token,
    contentType: registry.contentType,
    meter: requestMeter({ registry, prefix, clock }),
    async text() {
      const theirs = await monitoring?.metrics();
      up?.set(theirs !== undefined && monitoring?.isRunning() === true ? 1 : 0);
      const ours = await registry.metrics();
      return mergeMetrics(theirs === undefined ? [ours] : [ours, theirs]);
    },
  };
}
