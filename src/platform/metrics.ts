/** Metrics for Prometheus that any service has: its threads, its pools, and one text out of several registries. */
import type pg from 'pg';
import { Gauge, Histogram, type Registry } from 'prom-client';
import type { Clock } from './clock.js';

/** Milliseconds between two looks at whether the event loop keeps time. */
const beat = 100;

export type ThreadParts = {
  registry: Registry;
  /** Before the names of all metrics: `service_`. */
  prefix: string;
  /** What the thread is called in labels. */
  thread: string;
  /** The thread's pool of connections. */
  pool: pg.Pool;
  clock: Pick<Clock, 'elapsed'>;
};

/** Measures this thread for as long as it lives: how late its event loop is, and what connections it has. */
export function measureThread({ registry, prefix, thread, pool, clock }: ThreadParts): void {
  const lag = new Histogram({
    name: `${prefix}event_loop_lag_seconds`,
    help: 'How late timers of 100 ms fire: what the event loop was busy with something else.',
    labelNames: ['thread'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  }).labels(thread);
  let last = clock.elapsed();
  const look = () => {
    const now = clock.elapsed();
    lag.observe(Math.max(0, now - last - beat) / 1000);
    last = now;
    setTimeout(look, beat).unref();
  };
  setTimeout(look, beat).unref();

  new Gauge({
    name: `${prefix}database_pool_connections`,
    help: 'Connections to the database that a thread has open, and those of them that nobody uses.',
    labelNames: ['thread', 'state'],
    registers: [registry],
    collect() {
      this.set({ thread, state: 'total' }, pool.totalCount);
      this.set({ thread, state: 'idle' }, pool.idleCount);
    },
  });
  new Gauge({
    name: `${prefix}database_pool_waiting`,
    help: 'Statements that wait for a connection.',
    labelNames: ['thread'],
    registers: [registry],
    collect() {
      this.set({ thread }, pool.waitingCount);
    },
  });
}

/**
 * One text out of those of several registries. A metric that more than one of them has is told once, with the samples of
 * all, as the format asks.
 */
export function mergeMetrics(texts: readonly string[]): string {
  const samples = new Map<string, string[]>();
  for (const block of texts.flatMap((text) => text.trim().split('\n\n'))) {
    const [help = '', type = '', ...rest] = block.split('\n');
    const heading = `${help}\n${type}`;
    samples.set(heading, [...(samples.get(heading) ?? []), ...rest]);
  }
  return [...samples].map(([heading, lines]) => [heading, ...lines, ''].join('\n')).join('\n');
}
