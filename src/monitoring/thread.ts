/** Monitoring in a thread of its own, so that a burst of requests or a heavy report can not delay or distort checks. */
import { once } from 'node:events';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { Logger } from '../platform/logger.js';
import type { Settings } from '../platform/settings.js';
import { wait } from '../platform/wait.js';
import type { MonitoringSettings } from './index.js';

/** What the thread is given: plain data, since nothing else can cross. */
export type ThreadData = {
  databaseUrl: string;
  settings: MonitoringSettings;
  logLevel: Settings['logLevel'];
  /** Whether it keeps metrics. */
  hasMetrics: boolean;
};

/** What the thread is told: to stop, or where to send its metrics. */
export type ThreadOrder = 'stop' | { metricsTo: MessagePort };

/**
 * What the thread says, each second: how long ago its last beat reached the database, in milliseconds, and whether its
 * canaries are silent.
 */
export type ThreadReport = { sinceBeat: number | undefined; cutOff: boolean };

export type MonitoringThread = {
  /** Whether checks are being claimed: a beat reached the database within the last seconds. */
  isRunning(): boolean;
  /** Whether all canaries are silent, so that no outage is believed. */
  isCutOff(): boolean;
  /** Starts it; resolves when checks are claimed for the first time, or when `signal` aborts. */
  start(signal: AbortSignal): Promise<void>;
  /** The thread's metrics as text; undefined where it does not answer. */
  metrics(): Promise<string | undefined>;
  /** Resolves when checks in flight have ended and are written, and the thread is gone. */
  stop(): Promise<void>;
};

/** Milliseconds without a beat after which monitoring does not count as running. */
const silentAfter = 5000;
/** Milliseconds between two looks whether it runs. */
const lookEvery = 1000;
/** Milliseconds in which a thread that is alive tells its metrics. */
const answersWithin = 2000;
/** The longest that a timer can wait, in milliseconds. */
const longest = 2 ** 31 - 1;
/** Milliseconds before a thread that died is started again. */
const restartAfter = 1000;

export function monitoringThread({ data, log }: { data: ThreadData; log: Logger }): MonitoringThread {
  let worker: Worker | undefined;
  let gone: Promise<void> = Promise.resolve();
  let stopping = false;
  let restart: NodeJS.Timeout | undefined;
  let watching: NodeJS.Timeout | undefined;
  let lastBeat = -Infinity;
  let lastReport = Infinity;
  let cutOff = false;
  const firstBeat = new AbortController();

  function start(): void {
    const current = new Worker(new URL('./worker.js', import.meta.url), { workerData: data });
    worker = current;
    current.on('message', ({ sinceBeat, ...report }: ThreadReport) => {
      lastReport = performance.now();
      cutOff = report.cutOff;
      lastBeat = sinceBeat === undefined ? -Infinity : performance.now() - sinceBeat;
      if (sinceBeat !== undefined) firstBeat.abort();
    });
    current.on('error', (error) => {
      log.error({ err: error }, 'the monitoring thread failed');
    });
    gone = new Promise((resolve) => {
      current.on('exit', () => {
        worker = undefined;
        lastBeat = -Infinity;
        cutOff = false;
        if (!stopping) restart = setTimeout(start, restartAfter);
        resolve();
      });
    });
  }

  const isRunning = () => performance.now() - lastBeat < silentAfter;

  /** Says from outside what a thread that hangs can not say itself: the database being away it does. */
  function watch(): NodeJS.Timeout {
    let told = false;
    return setInterval(() => {
      const isSilent = worker !== undefined && performance.now() - lastReport > silentAfter;
      if (isSilent && !told) log.error('the monitoring thread is silent: no checks are begun');
      if (!isSilent && told) log.info('the monitoring thread is back');
      told = isSilent;
    }, lookEvery).unref();
  }

  return {
    isRunning,
    isCutOff: () => cutOff,
    start(signal) {
      watching = watch();
      start();
      return wait(longest, AbortSignal.any([signal, firstBeat.signal]));
    },
    async metrics() {
      if (!worker) return undefined;
      const { port1: port, port2: metricsTo } = new MessageChannel();
      const answer = once(port, 'message', { signal: AbortSignal.timeout(answersWithin) });
      worker.postMessage({ metricsTo } satisfies ThreadOrder, [metricsTo]);
      try {
        const [text] = (await answer) as [string];
        return text;
      } catch {
        return undefined;
      } finally {
        port.close();
      }
    },
    async stop() {
      stopping = true;
      clearTimeout(restart);
      clearInterval(watching);
      worker?.postMessage('stop' satisfies ThreadOrder);
      await gone;
    },
  };
}
