/** The monitoring thread: what runs inside it. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { systemClock } from '../platform/clock.js';
import { connect } from '../platform/database/database.js';
import { createLogger, patientLines } from '../platform/logger.js';
import { startMonitoring } from './index.js';
import { wait } from '../platform/wait.js';
import type { ThreadData, ThreadOrder, ThreadReport } from './thread.js';

const { databaseUrl, settings, logLevel, hasMetrics } = workerData as ThreadData;
const lines = patientLines();
const log = createLogger({ level: logLevel }, lines).child({ part: 'monitoring' });
/** Milliseconds: a statement of a beat or a batch that takes longer is asked to a connection that is dead. */
const queryTimeoutMs = 10_000;
const database = connect(databaseUrl, { max: 4, applicationName: 'port-monitor checks', queryTimeoutMs });
// Only loaded where it is wanted: prom-client takes 80 ms and 12 MB.
const { openMonitoringMetrics } = hasMetrics ? await import('./metrics.js') : {};
const metrics = openMonitoringMetrics?.({ pool: database.pool, clock: systemClock });
const monitoring = await startMonitoring({ database, databaseUrl, settings, clock: systemClock, log, metrics });

const tell = () => {
  const { sinceBeat, isCutOff } = monitoring;
  parentPort?.postMessage({ sinceBeat: sinceBeat(), cutOff: isCutOff() } satisfies ThreadReport);
};
const report = setInterval(tell, 1000);
tell();

parentPort?.on('message', (order: ThreadOrder) => {
  if (order === 'stop') stop();
  else {
    // A scrape must not be able to end the checks.
    void tellMetrics(order.metricsTo).catch((error: unknown) => log.error({ err: error }, 'metrics could not be told'));
  }
});

function stop(): void {
  clearInterval(report);
  void monitoring
    .stop()
    // Connections that a silent database holds open end with the thread.
    .then(() => Promise.race([database.close(), wait(200)]))
    .finally(() => {
      lines.flushSync();
      process.exit(0);
    });
}

async function tellMetrics(port: MessagePort): Promise<void> {
  port.postMessage((await metrics?.text()) ?? '');
  port.close();
}
