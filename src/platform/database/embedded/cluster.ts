/** The files of the embedded database: made whole or not at all. */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chmod, chown, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import { EmbeddedDatabaseError, codeOf } from './error.js';

/** Name of the superuser and of the database. */
export const databaseName = 'port_monitor';

export type Cluster = { /** PGDATA. */ data: string; password: string };

/**
 * The cluster in `folder`, which is made if it is not there. It is built beside it and renamed, so that a kill leaves
 * nothing half-made; of two first starts at once one is kept.
 */
export async function openCluster(folder: string, account: Account | undefined, binaries: Binaries): Promise<Cluster> {
  const data = join(folder, 'cluster');
  const major = await majorVersion(binaries.postgres, account);
  if (!(await isThere(data))) await makeCluster(folder, account, binaries);
  const made = (await readOwn(join(data, 'PG_VERSION'))).trim();
  if (made !== major) throw new EmbeddedDatabaseError(`${data} is of PostgreSQL ${made}, and ours is ${major}`);
  return { data, password: (await readOwn(join(folder, 'password'))).trim() };
}

async function majorVersion(program: string, account: Account | undefined): Promise<string> {
  const { stdout } = await promisify(execFile)(program, ['--version'], programOptions(account)).catch(
    (error: unknown) => {
      throw cannotRun(error);
    },
  );
  return /(\d+)/.exec(stdout)?.[1] ?? '';
}

async function makeCluster(folder: string, account: Account | undefined, binaries: Binaries): Promise<void> {
  await removeLeftovers(folder);
  const made = `${folder}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  const passwordFile = join(made, 'password');
  try {
    await mkdir(made);
    await chmod(made, 0o755);
    await writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
    await mkdir(join(made, 'cluster'), { mode: 0o700 });
    if (account) {
      await chown(passwordFile, account.uid, account.gid);
      await chown(join(made, 'cluster'), account.uid, account.gid);
    }
    await initdb(binaries.initdb, join(made, 'cluster'), passwordFile, account);
    await rename(made, folder).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error;
    });
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

/** What killed processes left of their first starts. */
async function removeLeftovers(folder: string): Promise<void> {
  const beginning = `${basename(folder)}.new-`;
  for (const name of await readdir(dirname(folder))) {
    const pid = Number(name.slice(beginning.length).split('-')[0]);
    if (!name.startsWith(beginning) || isAlive(pid)) continue;
    await rm(join(dirname(folder), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Whether a process with this number exists, whosever it is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Nothing of our own environment (`PG…`, secrets) is handed on, and what is said is said in English. */
export const programOptions = (account: Account | undefined) => ({
  cwd: '/',
  env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  ...(account ? { uid: account.uid, gid: account.gid } : {}),
});

async function initdb(
  program: string,
  data: string,
  passwordFile: string,
  account: Account | undefined,
): Promise<void> {
  const args = [
    `--pgdata=${data}`,
    `--username=${databaseName}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // PostgreSQL's own UTF-8 rules: the system's locales differ from machine to machine, and can change under an index.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    // initdb starts the server too, and /dev/shm may be too small for what it chooses.
    '--set=dynamic_shared_memory_type=mmap',
  ];
  const child = spawn(program, args, { ...programOptions(account), stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  await new Promise<void>((resolve, reject) => {
    child.once('error', (error) => reject(cannotRun(error)));
    child.once('close', (code, signal) => {
      if (code === 0) {
        resolve();
        return;
      }
      const said = output.split('\n').find((line) => /error|fatal|cannot|could not/i.test(line)) ?? output;
      reject(new EmbeddedDatabaseError(`the database could not be made: ${said.trim() || (signal ?? `code ${code}`)}`));
    });
  });
}

/** A program that could not even be started: mostly for a C library that it was not built for. */
export function cannotRun(error: unknown): EmbeddedDatabaseError {
  const [why = ''] = (codeOf(error) ?? String(error)).split('\n');
  return new EmbeddedDatabaseError(`the embedded PostgreSQL can not run here (${why}): set DATABASE_URL`);
}

async function readOwn(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const why = codeOf(error) === 'EACCES' ? 'it belongs to another user: start as the one who started it first' : '';
    throw new EmbeddedDatabaseError(`${path} can not be read: ${why || (codeOf(error) ?? '')}`);
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
