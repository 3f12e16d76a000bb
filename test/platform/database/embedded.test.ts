import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, lstat, mkdir, mkdtemp, readFile, readdir, rm, stat, watch, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { packageFolder } from '../../../src/platform/database/embedded/binaries.js';
import { attachEmbedded, startEmbedded } from '../../../src/platform/database/embedded/embedded.js';
import { compiledPlatform, startOwner } from './ownerProcess.js';

let compiled: Awaited<ReturnType<typeof compiledPlatform>>;
/** Kept from test to test: a database takes longer to make than to start. */
let shared: string;
let dataDir: string;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  compiled = await compiledPlatform();
  shared = await newFolder();
});
afterAll(async () => {
  await compiled.remove();
  await rm(shared, { recursive: true, force: true });
});
beforeEach(() => {
  dataDir = shared;
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'port-monitor-embedded-'));
  await chmod(folder, 0o755);
  return folder;
}

/** Lets the test begin without a database. */
async function useEmptyFolder(): Promise<void> {
  const folder = await newFolder();
  dataDir = folder;
  closing.push(() => rm(folder, { recursive: true, force: true }));
}

const log = pino({ level: 'silent' });
const options = () => ({ dataDir, dataDirIsDefault: false, log });

async function start(more: Partial<Parameters<typeof startEmbedded>[0]> = {}) {
  const embedded = await startEmbedded({ ...options(), ...more });
  closing.push(() => embedded.stop());
  return embedded;
}

function owner() {
  const started = startOwner(compiled.folder, { dataDir, dataDirIsDefault: false });
  closing.push(async () => {
    if (started.child.exitCode === null && started.child.signalCode === null) await started.stop();
  });
  return started;
}

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client
    .query<Row>(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

const postmasterPid = async () =>
  Number((await readFile(join(dataDir, 'database/cluster/postmaster.pid'), 'utf8')).split('\n')[0]);

const missing = (path: string) =>
  stat(path).then(
    () => false,
    () => true,
  );

describe('the embedded database', () => {
  test('is made at the first start, is durable and keeps what was written', async () => {
    const first = await start();
    const [facts] = await query(
      first.url,
      `SELECT current_database() AS name, current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync,
              current_setting('synchronous_commit') AS commits, lower('ÄÉЖ') AS lower`,
    );
    expect(facts).toEqual({ name: 'port_monitor', encoding: 'UTF8', fsync: 'on', commits: 'on', lower: 'äéж' });
    await query(first.url, 'DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 42 AS n');
    await first.stop();
    const second = await start();
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
    expect(await readdir(dataDir)).toEqual(['database']);
  });

  test('has a password in a file for its owner alone, and listens on 127.0.0.1 alone', async () => {
    const { url } = await start();
    expect((await stat(join(dataDir, 'database/password'))).mode & 0o777).toBe(0o600);
    const wrong = new URL(url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    const others = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    for (const { address } of others.filter((one) => !one.address.startsWith('127.') && !one.scopeid)) {
      const socket = createConnection(Number(new URL(url).port), address);
      const [error] = (await Promise.race([once(socket, 'error'), once(socket, 'connect')])) as [Error | undefined];
      socket.destroy();
      expect(error, address).toMatchObject({ code: 'ECONNREFUSED' });
    }
  });

  test('leaves nothing half-made where its first start is killed', async () => {
    await useEmptyFolder();
    const killed = owner();
    for await (const { filename } of watch(dataDir)) if (filename?.startsWith('database.new-')) break;
    await killed.kill();
    expect(await missing(join(dataDir, 'database'))).toBe(true);
    const { url } = await start();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('is refused to a second process, and goes on for the first', async () => {
    const first = await start();
    const second = owner();
    await expect(second.url).rejects.toThrow(
      `LAST the data folder ${join(dataDir, 'database/cluster')} is in use by another Port Monitor process`,
    );
    await expect(startEmbedded(options())).rejects.toThrow(/in use by another/);
    expect(await query(first.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('is made once where two processes start for the first time together', async () => {
    await useEmptyFolder();
    const both = [owner(), owner()];
    const outcomes = await Promise.allSettled(both.map(({ url }) => url));
    const urls = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    expect(urls).toHaveLength(1);
    expect(await query(urls[0]?.value ?? '', 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('is taken over from a process that was killed, with all that it had written', async () => {
    const killed = owner();
    const url = await killed.url;
    await query(url, 'DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 42 AS n');
    const orphan = await postmasterPid();
    await killed.kill();
    const next = await start();
    expect(await postmasterPid()).not.toBe(orphan);
    expect(await query(next.url, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  });

  test('is in a process group of its own, and ends with the process that is asked to stop', async () => {
    const running = owner();
    await running.url;
    const pid = await postmasterPid();
    const group = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(' ')[4];
    expect(group).toBe(String(pid));
    await running.stop();
    expect(running.child.exitCode).toBe(0);
    expect(await missing(`/proc/${pid}/cwd`)).toBe(true);
  });

  test('is started again on the same port when it dies', async () => {
    const running = owner();
    const url = await running.url;
    await query(url, 'DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 42 AS n');
    process.kill(await postmasterPid(), 'SIGKILL');
    await expect
      .poll(() => query(url, 'SELECT n FROM kept').catch(() => 'away'), { timeout: 15_000 })
      .toEqual([{ n: 42 }]);
    await expect(owner().url).rejects.toThrow(/in use by another/);
  });

  test('is locked again when the connection with the lock is cut', async () => {
    const { url } = await start();
    const [cut] = await query<{ pid: number }>(
      url,
      `SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'port-monitor owner'`,
    );
    const locks = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND pid <> ${cut?.pid ?? 0}`;
    await expect.poll(() => query(url, locks)).toHaveLength(1);
  });

  test('never signals another program whose number a stale pid file has', async () => {
    await (await start()).stop();
    const account = await stat(join(dataDir, 'database/cluster'));
    const bystander = spawn('sleep', ['1000'], { uid: account.uid, gid: account.gid });
    closing.push(() => Promise.resolve(bystander.kill()));
    await once(bystander, 'spawn');
    const file = join(dataDir, 'database/cluster/postmaster.pid');
    const lines = [bystander.pid, join(dataDir, 'database/cluster'), 1, 5432, '', '127.0.0.1', '  1 2', 'ready'];
    await writeFile(file, lines.join('\n'));
    const { url } = await start();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(bystander.exitCode ?? bystander.signalCode).toBe(null);
  });

  test('serves a command beside the service, and a command alone', async () => {
    const alone = await attachEmbedded(options());
    expect(await query(alone.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await alone.stop();
    expect(await missing(join(dataDir, 'database/cluster/postmaster.pid'))).toBe(true);

    const service = await start();
    const beside = await attachEmbedded(options());
    expect(beside.url).toBe(service.url);
    await beside.stop();
    expect(await query(service.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('runs where npm made no links and kept no right to execute', async () => {
    const folder = await newFolder();
    closing.push(() => rm(folder, { recursive: true, force: true }));
    const programs = join(folder, 'package');
    await cp(packageFolder(), programs, { recursive: true, verbatimSymlinks: true });
    const links = JSON.parse(await readFile(join(programs, 'native/pg-symlinks.json'), 'utf8')) as { target: string }[];
    for (const { target } of links) await rm(join(programs, target));
    await chmod(join(programs, 'native/bin/initdb'), 0o644);
    const { url } = await start({ places: { programs } });
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect((await lstat(join(programs, links[0]?.target ?? ''))).isSymbolicLink()).toBe(true);
  });
});

describe.runIf(process.getuid?.() === 0)('as root, the embedded database', () => {
  let closed: string;
  let reachable: string;
  beforeEach(async () => {
    // As a checkout below /root is: only root may enter.
    closed = await mkdtemp(join(tmpdir(), 'port-monitor-closed-'));
    reachable = await newFolder();
    closing.push(() => rm(closed, { recursive: true, force: true }));
    closing.push(() => rm(reachable, { recursive: true, force: true }));
  });

  test('runs as the owner of its folder, who is not root', async () => {
    await start();
    const { uid } = await stat(`/proc/${await postmasterPid()}`);
    expect(uid).not.toBe(0);
    expect((await stat(join(dataDir, 'database/cluster'))).uid).toBe(uid);
  });

  test('is left alone by a command that may not look at its process', async () => {
    const { url } = await start();
    // As it is for the service's own user, where the service has a capability that its database inherits.
    const without = ['--bounding-set=-sys_ptrace', '--inh-caps=-sys_ptrace'];
    const program = [
      process.execPath,
      join(compiled.folder, 'command.mjs'),
      JSON.stringify({ ...options(), log: null }),
    ];
    const { stdout } = await promisify(execFile)('setpriv', [...without, ...program]);
    expect(stdout).toBe(url);
    expect(await missing(join(dataDir, 'database/cluster/postmaster.pid'))).toBe(false);
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('moves itself and its programs where its user may enter, and stays there', async () => {
    const programs = join(closed, 'package');
    await cp(packageFolder(), programs, { recursive: true, verbatimSymlinks: true });
    const checkout = join(closed, 'checkout');
    await mkdir(checkout);
    const lines: { msg: string; database?: string }[] = [];
    const logged = pino({ level: 'info' }, { write: (line) => void lines.push(JSON.parse(line) as { msg: string }) });
    const places = { programs, shared: join(reachable, 'port-monitor') };
    const more = { dataDir: join(checkout, 'data'), dataDirIsDefault: true, places, log: logged };

    const first = await start(more);
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS n');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.msg).toMatch(
      /^the database is not in .*: PostgreSQL runs as the user \w+, who may not enter .*closed/,
    );
    expect(lines[0]?.database).toMatch(/port-monitor\/checkout-[0-9a-f]{8}\/database$/);
    expect(await readdir(join(checkout, 'data'))).toEqual([]);
    await first.stop();

    await chmod(closed, 0o755);
    const second = await start(more);
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
    expect(await readdir(places.shared)).toHaveLength(2);
  });

  test('does not move out of a DATA_DIR that was set', async () => {
    const chosen = start({ dataDir: join(closed, 'data') });
    await expect(chosen).rejects.toThrow(
      /^the database can not be in .*: PostgreSQL runs as the user \w+, who may not enter/,
    );
  });

  test('does not begin a new database where the one that is there can not be entered', async () => {
    const folder = join(closed, 'data');
    await chmod(closed, 0o755);
    const first = await start({ dataDir: folder, dataDirIsDefault: true, places: { shared: reachable } });
    await first.stop();
    await chmod(closed, 0o700);
    const second = start({ dataDir: folder, dataDirIsDefault: true, places: { shared: reachable } });
    await expect(second).rejects.toThrow(/can not be in/);
  });
});
