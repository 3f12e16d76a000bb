/** As whom PostgreSQL runs: it refuses to run as root. */
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EmbeddedDatabaseError, codeOf } from './error.js';

/** An OS user. */
export type Account = { name: string; uid: number; gid: number };

/**
 * The unprivileged user whom PostgreSQL has to run as where this process is root's: the owner of the data that is there,
 * else `postgres`, else `nobody`. Undefined where this process is no root's: then it runs as ourselves.
 */
export async function databaseAccount(dataFolder: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = parseAccounts(await readFile('/etc/passwd', 'utf8').catch(() => ''));
  const owner = await ownerOf(dataFolder);
  if (owner?.uid === 0) {
    throw new EmbeddedDatabaseError(
      `${dataFolder} belongs to root, as whom PostgreSQL does not run: give it to another user (chown -R)`,
    );
  }
  if (owner) return { ...owner, name: accounts.find(({ uid }) => uid === owner.uid)?.name ?? `number ${owner.uid}` };
  const account = ['postgres', 'nobody'].map((name) => accounts.find((one) => one.name === name)).find(Boolean);
  if (account) return account;
  throw new EmbeddedDatabaseError(
    'PostgreSQL does not run as root, and there is no user postgres or nobody: start as another user, or set DATABASE_URL',
  );
}

/** Users with a number other than 0, from the text of /etc/passwd. */
export function parseAccounts(passwd: string): Account[] {
  const lines = passwd.split('\n').map((line) => line.split(':'));
  const accounts = lines.map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  return accounts.filter(({ name, uid, gid }) => name !== '' && uid > 0 && Number.isInteger(gid));
}

async function ownerOf(folder: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    return await stat(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

const execute = 1;
const read = 4;

/**
 * The first folder on the way down to `path`, itself included, that `account` may not enter; undefined where it may enter
 * all. What is not there yet will be made, by us, so that it may.
 */
export async function closedFolder(path: string, account: Account): Promise<string | undefined> {
  const parent = dirname(path);
  const above = parent === path ? undefined : await closedFolder(parent, account);
  return above ?? ((await permits(path, account, execute)) ? undefined : path);
}

/** Whether `account` may read the file or folder at `path` (and enter or run it), the folders above it aside. */
export async function mayRead(path: string, account: Account): Promise<boolean> {
  return permits(path, account, read | execute);
}

async function permits(path: string, account: Account, bits: number): Promise<boolean> {
  try {
    const { mode, uid, gid } = await stat(path);
    const granted = uid === account.uid ? mode >> 6 : gid === account.gid ? mode >> 3 : mode;
    return (granted & bits) === bits;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    throw error;
  }
}
