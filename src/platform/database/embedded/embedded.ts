/** PostgreSQL without an installation: started with the service, stopped with it, and its data under the data folder. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '../../logger.js';
import { prepareBinaries } from './binaries.js';
import { openCluster, type Cluster } from './cluster.js';
import { EmbeddedDatabaseError } from './error.js';
import { locate } from './location.js';
import { ensureDatabase, openSession, takeOwnership, urlOf, type Ownership } from './owner.js';
import { findRunning, freePort, startPostmaster, stopForeign, type Postmaster, type Running } from './postmaster.js';
import { supervise } from './supervision.js';

export type Embedded = {
  /** `postgresql://…`, the same for as long as it runs. Has the password. */
  url: string;
  /** Stops the server, if this process started it; close pools first. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** Absolute. */
  dataDir: string;
  /** Whether the operator left it to the default: then the database may move where its user can't enter it. */
  dataDirIsDefault: boolean;
  log: Logger;
  /** For tests: settings of PostgreSQL over ours. */
  settings?: Readonly<Record<string, string>>;
  /** For tests: the package of the programs, and the folder for what PostgreSQL's user has to reach. */
  places?: { programs?: string; shared?: string };
};

/** Starts of one server that are tried: after a crash old backends keep the memory, or a port is taken meanwhile. */
const startTries = 50;
const startPauseMs = 200;

/**
 * Starts the database and owns it until `stop()`. A server that a killed process left behind is stopped first; one that
 * dies while we run is started again on the same port.
 * @throws EmbeddedDatabaseError where the data is in use by another process, or can't be served
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const opened = await open(options);
  for (let tries = 1; ; tries += 1) {
    const running = await findRunning(opened.cluster);
    if (running) await stopOrphan(opened.cluster, running, options.log);
    const port = await freePort();
    try {
      const postmaster = await opened.start(port);
      return await own(opened, postmaster, options.log);
    } catch (error) {
      if (tries === startTries || !isPassing(error)) throw error;
      await wait(startPauseMs);
    }
  }
}

/**
 * The database of a service that may be running, for a command beside it: if it runs, its address; if not, it is started
 * and stopped again by `stop()`.
 * @throws EmbeddedDatabaseError
 */
export async function attachEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { cluster } = await open(options);
  const running = await findRunning(cluster);
  if (!running) return startEmbedded(options);
  const session = await openSession(cluster, running.port);
  await ensureDatabase(session).finally(() => session.end());
  return { url: urlOf(cluster, running.port), stop: () => Promise.resolve() };
}

type Opened = { cluster: Cluster; start(port: number, signal?: AbortSignal): Promise<Postmaster> };

async function open(options: EmbeddedOptions): Promise<Opened> {
  const { dataDir, dataDirIsDefault, log, settings, places } = options;
  const { folder, account, moved } = await locate(dataDir, dataDirIsDefault, places?.shared);
  if (moved) log.info({ database: folder }, `the database is not in ${dataDir}: ${moved}`);
  const binaries = await prepareBinaries(account, places?.programs, places?.shared);
  const cluster = await openCluster(folder, account, binaries);
  return {
    cluster,
    start: (port, signal) =>
      startPostmaster({ program: binaries.postgres, cluster, account, port, log, settings, signal }),
  };
}

async function stopOrphan(cluster: Cluster, running: Running, log: Logger): Promise<void> {
  const ownership = await takeOwnership(cluster, running.port).catch((error: unknown) => error);
  if (ownership === undefined) throw inUse(cluster);
  // It ended meanwhile, or is ending: that is what we are after.
  if (ownership instanceof Error) {
    if (await findRunning(cluster)) throw ownership;
    return;
  }
  log.info({ pid: running.pid }, 'stopping the database that a killed process left running');
  await stopForeign(running, cluster);
  await (ownership as Ownership).release().catch(() => undefined);
}

async function own(opened: Opened, postmaster: Postmaster, log: Logger): Promise<Embedded> {
  const { cluster, start } = opened;
  const ownership = await takeOwnership(cluster, postmaster.port).catch(async (error: unknown) => {
    await postmaster.stop();
    throw error;
  });
  if (!ownership) {
    // Another process took our server for an orphan in the moment before we could lock it: it goes on with the data.
    await postmaster.stop();
    throw inUse(cluster);
  }
  await ensureDatabase(ownership.client);
  const supervision = supervise({ cluster, postmaster, ownership, start, log });
  return { url: urlOf(cluster, postmaster.port), stop: supervision.stop };
}

const inUse = ({ data }: Cluster) =>
  new EmbeddedDatabaseError(`the data folder ${data} is in use by another Port Monitor process`);

/** What a second start a moment later may not meet again. */
function isPassing(error: unknown): boolean {
  return (
    error instanceof EmbeddedDatabaseError &&
    /does not start: (pre-existing shared|lock file|could not create any TCP)/.test(error.message)
  );
}
