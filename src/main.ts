/** The process: settings → database → monitoring and server; closes them again on a signal. */
import { createApp, createMetricsApp, createMonitorApp } from './app.js';
import { firstKey } from './api/apps/firstKey.js';
import { answerClientError } from './http/clientError.js';
import { startSignInExpiry } from './http/signInExpiry.js';
import type { Metrics, MetricsParts } from './metrics.js';
import { addressPolicy } from './monitoring/addressPolicy.js';
import { monitoringThread, type MonitoringThread } from './monitoring/thread.js';
import { systemClock } from './platform/clock.js';
import { isAway } from './platform/database/away.js';
import { connect, type Database } from './platform/database/database.js';
import { startEmbedded } from './platform/database/embedded/embedded.js';
import { migrate } from './platform/database/migrations.js';
import { openPrisma } from './platform/database/prisma.js';
import { listen } from './platform/listen.js';
import { createLogger, loggedError, type Logger } from './platform/logger.js';
import { readSettings, type Settings } from './platform/settings.js';
import { loadCertificate } from './platform/tls.js';
import { wait } from './platform/wait.js';

/** Milliseconds that requests and checks in flight get at a stop (contract §5). */
const patience = 10_000;
/** Milliseconds between two tries to reach a database that is not there yet. */
const retryAfter = 1000;
/** Milliseconds in which the database must answer for the process to count as ready. */
const answerWithin = 2000;

/** Milliseconds after which a stop that does not come to its end is cut off. */
const cutOff = 30_000;

/** Milliseconds in which a second signal is the first one again. */
const sameSignal = 1000;

/** What was opened, to be closed in the opposite order. */
type Closing = (() => Promise<unknown>)[];

/** Starts the service. `stopping` aborts where it is to stop before it is ready. */
async function start(settings: Settings, log: Logger, closing: Closing, stopping: AbortSignal): Promise<void> {
  const { role, host, port, dataDir, dataDirIsDefault, tls } = settings;
  const certificate = tls.mode === 'off' ? undefined : await loadCertificate({ tls, dataDir, host });
  if (certificate?.note) log.info({ file: certificate.certFile }, certificate.note);

  const databaseUrl = settings.databaseUrl ?? (await embedded({ dataDir, dataDirIsDefault, log }, closing));
  const database = connect(databaseUrl, { max: 10, applicationName: 'port-monitor api' });
  closing.push(() => database.close());
  await reach(database, log, stopping);
  const key =
    role === 'monitor' ? undefined : await firstKey({ database, clock: systemClock }, settings.bootstrapAppKey);

  // Requests and checks end side by side: each may take its ten seconds.
  const work: Closing = [];
  closing.push(() => Promise.all(work.map((end) => end())));

  const monitoring = role === 'api' ? undefined : monitoringOf(settings, databaseUrl, log);
  const metrics = settings.metrics && (await measure({ token: settings.metrics.token, database, monitoring }));
  const common = { log, clock: systemClock, metrics, ready: () => readiness(database, monitoring) };
  const policy = addressPolicy({ allowPrivate: settings.allowPrivateTargets });
  const app =
    role === 'monitor'
      ? createMonitorApp(common)
      : createApp({ ...common, database, prisma: openPrisma(database), settings, addressPolicy: policy, stopping });
  if (role !== 'monitor') {
    const expiry = startSignInExpiry({ database, clock: systemClock, log, tokenTtlDays: settings.tokenTtlDays });
    work.push(() => expiry.stop());
  }
  const server = await listen({ handler: app, onClientError: answerClientError, host, port, certificate });
  work.push(() => server.close(patience));
  if (metrics && settings.metrics?.port !== undefined) {
    work.push(await serveMetrics(metrics, { host, port: settings.metrics.port }, log));
  }

  // Only now: a process that can not have its port must not begin checks.
  if (monitoring) {
    work.push(() => monitoring.stop());
    await monitoring.start(stopping);
  }
  if (key !== undefined) process.stdout.write(`A first app was made. Its app_key, shown only now:\n${key}\n`);
  process.stdout.write(`Port Monitor is ready: ${server.url}\n`);
}

function monitoringOf(settings: Settings, databaseUrl: string, log: Logger): MonitoringThread {
  const { allowPrivateTargets, dnsServers, retentionDays, canaries, logLevel } = settings;
  const hasMetrics = settings.metrics !== undefined;
  const own = { allowPrivateTargets, dnsServers, retentionDays, canaries };
  const data = { databaseUrl, settings: own, logLevel, hasMetrics };
  return monitoringThread({ data, log });
}

/** Only loaded where it is wanted: prom-client takes 80 ms and 12 MB. */
async function measure(parts: Omit<MetricsParts, 'clock'>): Promise<Metrics> {
  const { openMetrics } = await import('./metrics.js');
  return openMetrics({ ...parts, clock: systemClock });
}

/** Opens the port that is for metrics alone; resolves to what closes it. */
async function serveMetrics(metrics: Metrics, at: { host: string; port: number }, log: Logger) {
  const server = await listen({
    ...at,
    portName: 'METRICS_PORT',
    handler: createMetricsApp({ log, clock: systemClock, metrics }),
    onClientError: answerClientError,
    certificate: undefined,
  });
  log.info({ url: `${server.url}/metrics` }, 'metrics are served');
  return () => server.close(patience);
}

async function embedded(options: Parameters<typeof startEmbedded>[0], closing: Closing): Promise<string> {
  const { url, stop } = await startEmbedded(options);
  closing.push(stop);
  return url;
}

/** Brings the schema up to date, waiting for a database that is away as for one that goes away later. */
async function reach(database: Database, log: Logger, stopping: AbortSignal): Promise<void> {
  for (let tries = 1; !stopping.aborted; tries += 1) {
    try {
      await migrate(database, log);
      return;
    } catch (error) {
      if (!isAway(error)) throw error;
      if (tries % 60 === 1) log.warn({ err: error }, 'the database does not answer: waiting for it');
      await wait(retryAfter, stopping);
    }
  }
  throw new Error('stopped before the database answered');
}

/** `monitoring`: undefined where this process is to run no checks. */
async function readiness(
  database: Database,
  monitoring: Pick<MonitoringThread, 'isRunning' | 'isCutOff'> | undefined,
): Promise<{ ok: boolean; checks: Record<string, boolean>; cut_off?: boolean }> {
  const answered = new AbortController();
  const asked = database.query('SELECT 1').then(
    () => true,
    () => false,
  );
  const answers = await Promise.race([asked, wait(answerWithin, answered.signal).then(() => false)]);
  answered.abort();
  if (!monitoring) return { ok: answers, checks: { database: answers } };
  const isRunning = monitoring.isRunning();
  return {
    ok: answers && isRunning,
    checks: { database: answers, monitoring: isRunning },
    // A flag, no fault of this process: starting it again would help nobody.
    cut_off: monitoring.isCutOff(),
  };
}

async function close(closing: Closing, log: Logger): Promise<void> {
  for (const end of closing.splice(0).reverse()) {
    await end().catch((error: unknown) => {
      log.error({ err: error }, 'could not close everything');
    });
  }
}

function settingsOrExit(): Settings {
  try {
    return readSettings();
  } catch (error) {
    return exitWith(error);
  }
}

/** Ends the process with the one line that says why it can not run. */
function exitWith(error: unknown): never {
  const { message } = loggedError(error instanceof Error ? error : new Error(String(error)));
  process.stderr.write(`${message.split('\n')[0] ?? ''}\n`);
  process.exit(1);
}

const settings = settingsOrExit();
const log = createLogger({ level: settings.logLevel });
const closing: Closing = [];
const stopping = new AbortController();

async function stop(code: number): Promise<never> {
  // Asked twice: somebody does not want to wait.
  if (stopping.signal.aborted) process.exit(1);
  stopping.abort();
  setTimeout(() => process.exit(1), cutOff).unref();
  await started.catch(() => undefined);
  await close(closing, log);
  process.exit(code);
}

let firstSignal: number | undefined;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    // Ctrl-C comes twice under npm: from the terminal, and passed on by npm.
    firstSignal ??= performance.now();
    if (stopping.signal.aborted && performance.now() - firstSignal < sameSignal) return;
    log.info({ signal }, 'stopping');
    void stop(0);
  });
}
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'a fault that nothing handled: stopping');
  void stop(1);
});

const started = start(settings, log, closing, stopping.signal);
await started.catch(async (error: unknown) => {
  if (stopping.signal.aborted) return;
  await close(closing, log);
  exitWith(error);
});
