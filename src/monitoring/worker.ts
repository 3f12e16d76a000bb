/** The monitoring thread: what runs inside it. */
import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../platform/clock.js';
import { connect } from '../platform/database/database.js';
import { createLogger } from '../platform/logger.js';
import { startMonitoring } from './index.js';
import type { ThreadData, ThreadReport } from './thread.js';

const { databaseUrl, settings, logLevel } = workerData as ThreadData;
const log = createLogger({ level: logLevel }).child({ part: 'monitoring' });
const database = connect(databaseUrl, { max: 4, applicationName: 'port-monitor checks' });
const monitoring = await startMonitoring({ database, databaseUrl, settings, clock: systemClock, log });

const report = setInterval(() => {
  parentPort?.postMessage({ sinceBeat: monitoring.sinceBeat() } satisfies ThreadReport);
}, 1000);
parentPort?.postMessage({ sinceBeat: monitoring.sinceBeat() } satisfies ThreadReport);

parentPort?.once('message', () => {
  clearInterval(report);
  void monitoring
    .stop()
    .then(() => database.close())
    .finally(() => parentPort?.close());
});
