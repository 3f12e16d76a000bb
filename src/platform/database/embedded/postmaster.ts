/** One run of the PostgreSQL server on a cluster: found, started, stopped. */
import { execFile, spawn } from 'node:child_process';
import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { platform } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Logger } from '../../logger.js';
import type { Account } from './account.js';
import { cannotRun, isAlive, programOptions, type Cluster } from './cluster.js';
import { EmbeddedDatabaseError, codeOf } from './error.js';

/** A server that runs. */
export type Running = { pid: number; port: number };

/** A server that is our child. */
export type Postmaster = Running & {
  /** Resolves with what it said last, when it has ended. */
  ended: Promise<string>;
  /** Fast shutdown: connections are cut, what is committed is on disk. Immediate (recovered at the next start) after 10 s. */
  stop(): Promise<void>;
};

const fastShutdownMs = 10_000;

/**
 * The server that runs on `cluster` by its pid file. A number in that file which is another program's by now (or a dead
 * one's) is not it: the file is then removed, because PostgreSQL would take that program for a server of its own.
 */
export async function findRunning(cluster: Cluster): Promise<Running | undefined> {
  const file = join(cluster.data, 'postmaster.pid');
  const lines = await readFile(file, 'utf8').then(
    (text) => text.split('\n'),
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw new EmbeddedDatabaseError(`${file} can not be read: ${codeOf(error) ?? String(error)}`);
    },
  );
  // Line 1 is the process, line 4 the port (src/include/utils/pidfile.h).
  const pid = Number(lines?.[0]);
  if (!lines || !Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
  if (await isServerOf(pid, cluster)) return { pid, port: Number(lines[3]) };
  await rm(file, { force: true });
  return undefined;
}

/** Whether the living process `pid` is a postmaster that works in the folder of `cluster`. */
async function isServerOf(pid: number, cluster: Cluster): Promise<boolean> {
  try {
    if (platform() !== 'linux') {
      const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
      return stdout.includes(`postgres -D ${cluster.data} `);
    }
    const command = await readFile(`/proc/${pid}/comm`, 'utf8');
    return command.trim() === 'postgres' && (await worksIn(pid, cluster.data));
  } catch {
    // It has ended meanwhile, or is a zombie.
    return false;
  }
}

/** Whether `folder` is where the process works; by its arguments where it may not be looked at, or may do more than we. */
async function worksIn(pid: number, folder: string): Promise<boolean> {
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(folder));
  } catch (error) {
    if (codeOf(error) !== 'EACCES' && codeOf(error) !== 'EPERM') throw error;
    const args = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    return args.split('\0').includes(folder);
  }
}

/** Asks the server `running`, which is no child of ours, to shut down, and waits until it has ended. */
export async function stopForeign(running: Running, cluster: Cluster): Promise<void> {
  const cannotStop = `the database server of ${cluster.data} (process ${running.pid}) can not be stopped`;
  const signals = [
    { signal: 'SIGINT', ms: fastShutdownMs },
    { signal: 'SIGQUIT', ms: 5_000 },
  ] as const;
  for (const { signal, ms } of signals) {
    if (!isAlive(running.pid) || !(await isServerOf(running.pid, cluster))) return;
    try {
      process.kill(running.pid, signal);
    } catch (error) {
      if (codeOf(error) !== 'ESRCH') throw new EmbeddedDatabaseError(`${cannotStop}: ${codeOf(error) ?? ''}`);
    }
    // Nobody tells us when a process ends that is not our child.
    for (let waited = 0; waited < ms; waited += 50) {
      if (!isAlive(running.pid) || !(await isServerOf(running.pid, cluster))) return;
      await wait(50);
    }
  }
  throw new EmbeddedDatabaseError(cannotStop);
}

/**
 * Starts the server as a child in a process group of its own, so that Ctrl-C reaches only us, and waits until it accepts
 * connections, however long it recovers.
 */
export async function startPostmaster(options: {
  program: string;
  cluster: Cluster;
  account: Account | undefined;
  port: number;
  log: Logger;
  settings?: Readonly<Record<string, string>> | undefined;
  /** Ends a start that is no longer wanted. */
  signal?: AbortSignal | undefined;
}): Promise<Postmaster> {
  const { program, cluster, account, port, log } = options;
  const settings = { ...serverSettings, ...options.settings, port: String(port) };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(program, ['-D', cluster.data, ...args], {
    ...programOptions(account),
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  let serving = false;
  let lastWords = '';
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(cannotRun(error).message));
    child.once('exit', (code, signal) => {
      const tell = () => resolve(lastWords || `it ended with ${signal ?? `code ${code ?? 0}`}`);
      // What it said last comes before 'close', which waits for children that outlive a killed server.
      const late = setTimeout(tell, 500);
      child.once('close', () => {
        clearTimeout(late);
        tell();
      });
    });
  });
  const ready = new Promise<true>((resolve) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      const grave = /^(?:FATAL|PANIC):\s*(.*)/.exec(line)?.[1];
      if (grave) lastWords = grave;
      // A start that fails tells its caller; a stop cuts connections, and says FATAL for each.
      log[grave && serving ? 'warn' : 'debug']({ postgres: line }, 'PostgreSQL says');
      if (line.includes('database system is ready to accept connections')) resolve(true);
    });
  });
  const abandon = () => child.kill('SIGINT');
  options.signal?.addEventListener('abort', abandon);
  const outcome = await Promise.race([ready, ended]);
  options.signal?.removeEventListener('abort', abandon);
  if (outcome !== true || child.pid === undefined) {
    throw new EmbeddedDatabaseError(`the database does not start: ${outcome === true ? '' : outcome}`);
  }
  serving = true;
  lastWords = '';
  return {
    pid: child.pid,
    port,
    ended,
    stop: async () => {
      serving = false;
      child.kill('SIGINT');
      const late = setTimeout(() => child.kill('SIGQUIT'), fastShutdownMs);
      await ended;
      clearTimeout(late);
    },
  };
}

/** Durability is left as PostgreSQL has it: on. */
const serverSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '50',
  shared_buffers: '128MB',
  // Files in the data folder: /dev/shm is small or missing in many containers.
  dynamic_shared_memory_type: 'mmap',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '',
  // What a statement or a row holds is not for the log.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** A free port of 127.0.0.1, mostly below those that systems hand out to clients, so that it is free again after a crash. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 20; tries += 1) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    if ((await tryListen(port)) !== undefined) return port;
  }
  const port = await tryListen(0);
  if (port === undefined) throw new EmbeddedDatabaseError('there is no free port on 127.0.0.1');
  return port;
}

function tryListen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
