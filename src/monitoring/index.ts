/** Monitoring, joined in the order the data flows: schedule → run → judge → record. */
import { randomUUID } from 'node:crypto';
import cron from 'node-cron';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import type { Logger } from '../platform/logger.js';
import { listenForChanges } from './changes.js';
import { replanAtSteps } from './clockSteps.js';
import { wait } from '../platform/wait.js';
import { openIcmp } from './icmp/icmp.js';
import { addressPolicy } from './addressPolicy.js';
import { openCanaries, type Canary } from './canaries.js';
import { createDoubt } from './doubt.js';
import { createEntrance, descriptorLimit, placesWithin } from './entrance.js';
import type { MonitoringMetrics } from './metrics.js';
import { openNetwork } from './network.js';
import { probeOf } from './probes/index.js';
import { createRecorder } from './recorder.js';
import { partitions } from './retention.js';
import { createRunner } from './runner.js';
import { createScheduler } from './scheduler.js';
import { watchStandstill } from './standstill.js';
import { monitoringStore } from './store.js';
import { startUpkeep } from './upkeep.js';
import { createWatchdog } from './watchdog.js';

export type MonitoringSettings = {
  /** Whether private, loopback and link-local addresses may be checked. */
  allowPrivateTargets: boolean;
  /** Resolvers that checks ask; empty: the system's. */
  dnsServers: readonly string[];
  /** Days that single checks are kept. */
  retentionDays: number;
  /** Hosts that answer unless we are cut off; may be none. */
  canaries: readonly Canary[];
};

export type Monitoring = {
  /** Milliseconds since the last beat that reached the database; undefined before the first. */
  sinceBeat(): number | undefined;
  /** Whether no canary answered when they were asked last: what fails is not believed. */
  isCutOff(): boolean;
  /** Ends checks in flight and writes what they showed, within ten seconds. */
  stop(): Promise<void>;
};

export type MonitoringParts = {
  database: Database;
  /** The database's URL, for a connection that listens. */
  databaseUrl: string;
  settings: MonitoringSettings;
  clock: Clock;
  log: Logger;
  /** Undefined where metrics are off. */
  metrics?: MonitoringMetrics | undefined;
};

/** Checks that one process has in hand at once, those of 10,000 monitors that all hang among them. */
const ceiling = { inHand: 20_000, waiting: 5000 };
/** Milliseconds that checks in flight get at a stop, and then their writes: 10 s in all (contract §5). */
const patience = { checks: 8000, writes: 1000, leave: 700 };

/** Starts monitoring: resolves when today's partitions are there and the first beat was tried. */
export async function startMonitoring(parts: MonitoringParts): Promise<Monitoring> {
  const { database, databaseUrl, settings, clock, log } = parts;
  const checker = randomUUID();
  const store = monitoringStore(database, checker);
  const days = partitions(database);
  const network = openNetwork({
    policy: addressPolicy({ allowPrivate: settings.allowPrivateTargets }),
    dnsServers: settings.dnsServers,
    clock,
  });
  const icmp = openIcmp({ log });
  const standstill = watchStandstill(clock);
  const recorder = createRecorder({
    store,
    ensurePartitions: (starts) => days.ensure(starts),
    onSoonDue: () => void scheduler.changed(),
    clock,
    log,
  });
  // The operator chose them: what monitors may reach is another matter.
  const ownNetwork = openNetwork({
    policy: addressPolicy({ allowPrivate: true }),
    dnsServers: settings.dnsServers,
    clock,
  });
  const canaries = openCanaries({ canaries: settings.canaries, network: ownNetwork, clock, log });
  const watchdog = createWatchdog({ store, clock, log, isCutOff: canaries.areSilent });
  const metrics = parts.metrics?.watch({
    inFlight: () => runner.inFlight().length,
    waiting: () => recorder.holding().length,
    dropped: recorder.dropped,
    overdue: watchdog.overdue,
    cutOff: canaries.areSilent,
  });
  const runner = createRunner({
    clock,
    log,
    ceiling,
    doubt: createDoubt({ canaries, clock, log }),
    entrance: createEntrance({ places: placesWithin(descriptorLimit()) }),
    tools: { network, icmp, standstill, probeOf, clock, log },
    onVerdict: (due, verdict) => {
      recorder.record(due, verdict);
      metrics?.onVerdict(due, verdict);
    },
    ...(metrics ? { onStart: metrics.onStart } : {}),
  });
  let begin: () => void;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const scheduler = createScheduler({
    store,
    runner,
    unwritten: () => recorder.holding(),
    onBeat: () => begin(),
    clock,
    log,
  });

  // node-cron would print what it has to say, such as that a beat was left out while one still ran.
  const said = (message: unknown) => {
    log.debug(message instanceof Error ? { err: message } : { cron: String(message) });
  };
  const cronLog = { info: said, warn: said, error: said, debug: said };

  const upkeep = await startUpkeep({ database, days, retentionDays: settings.retentionDays, clock, log, cronLog });
  // It has begun, whatever time it takes to claim what came due meanwhile.
  await Promise.race([begun, scheduler.tick()]);
  const beat = cron.schedule('* * * * * *', () => scheduler.tick(), { noOverlap: true, logger: cronLog });
  const watch = cron.schedule('*/10 * * * * *', () => watchdog.look(), { noOverlap: true, logger: cronLog });
  const steps = replanAtSteps(clock, [beat, watch]);
  const changes = listenForChanges({
    url: databaseUrl,
    log,
    onChange: () => {
      void scheduler.changed();
    },
  });

  return {
    sinceBeat() {
      const last = scheduler.lastBeat();
      return last === undefined ? undefined : clock.elapsed() - last;
    },
    isCutOff: () => canaries.areSilent(),
    async stop() {
      steps.stop();
      await beat.stop();
      await watch.stop();
      // A database that has gone silent holds nothing of this up.
      const settled = Promise.all([scheduler.stop(), changes.close(), upkeep.stop()]);
      await runner.stop(patience.checks);
      await recorder.close(patience.writes);
      const left = settled.then(() => store.leave(runner.unrun(), clock.now())).catch(() => undefined);
      await Promise.race([left, wait(patience.leave)]);
      standstill.stop();
      icmp.close();
      canaries.close();
      ownNetwork.close();
      network.close();
    },
  };
}
