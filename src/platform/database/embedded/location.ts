/** Where the embedded database's files are. */
import { createHash } from 'node:crypto';
import { access, chmod, mkdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { closedFolder, databaseAccount, type Account } from './account.js';
import { EmbeddedDatabaseError, codeOf } from './error.js';

export type Location = {
  /** The folder that is made whole by a rename: `cluster/` and `password`. */
  folder: string;
  account: Account | undefined;
  /** Why it is not under the data folder. */
  moved?: string;
};

/** Where root keeps what PostgreSQL's user may enter. */
export const sharedFolder = '/var/lib/port-monitor';

/**
 * `<dataDir>/database`. Where that is root's and PostgreSQL's user may not enter it, a folder of this checkout under
 * `shared` instead, unless the operator chose `dataDir`.
 * @throws EmbeddedDatabaseError
 */
export async function locate(dataDir: string, dataDirIsDefault: boolean, shared = sharedFolder): Promise<Location> {
  const folder = join(await makeFolder(dataDir), 'database');
  const account = await databaseAccount(join(folder, 'cluster'));
  if (!account) return { folder, account };
  const elsewhere = join(shared, await nameFor(dataDir), 'database');
  const exists = await isThere(folder);
  const closed = await closedFolder(exists ? folder : dirname(folder), account);
  const because = `PostgreSQL runs as the user ${account.name}, who may not enter ${closed ?? ''}`;
  if (closed && (exists || !dataDirIsDefault)) {
    throw new EmbeddedDatabaseError(`the database can not be in ${folder}: ${because}`);
  }
  // One that had to move stays where it is when the folder is opened later.
  const moved = dataDirIsDefault && !exists && (closed !== undefined || (await isThere(elsewhere)));
  if (!moved) return { folder, account };
  await makeFolder(dirname(elsewhere));
  const elsewhereAccount = await databaseAccount(join(elsewhere, 'cluster'));
  const stillClosed = elsewhereAccount && (await closedFolder(dirname(elsewhere), elsewhereAccount));
  if (stillClosed) {
    throw new EmbeddedDatabaseError(`${because} nor ${stillClosed}: set DATA_DIR to a folder that it may enter`);
  }
  return { folder: elsewhere, account: elsewhereAccount, moved: closed ? because : 'it was made there' };
}

/** Makes `path` and what is missing above it, enterable for all whatever the umask says; its real path. */
export async function makeFolder(path: string): Promise<string> {
  try {
    const first = await mkdir(path, { recursive: true });
    for (let made = path; first && made.length >= first.length; made = dirname(made)) await chmod(made, 0o755);
    return await realpath(path);
  } catch (error) {
    throw new EmbeddedDatabaseError(`the folder ${path} can not be made: ${codeOf(error) ?? String(error)}`);
  }
}

/** Short, and another one for each checkout. */
async function nameFor(dataDir: string): Promise<string> {
  const checkout = dirname(await realpath(dataDir));
  const hash = createHash('sha256').update(resolve(checkout)).digest('hex').slice(0, 8);
  return `${basename(checkout)}-${hash}`;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    (error: unknown) => codeOf(error) !== 'ENOENT',
  );
}
