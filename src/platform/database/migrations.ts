/** Brings a database's schema up to date with the SQL files of `prisma/migrations`, kept in Prisma's own books. */
import { createHash, randomUUID } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from '../logger.js';
import { hasCode } from './code.js';
import type { Database } from './database.js';

/** A database that this version can not work with, or a migration that failed. One line. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

type Migration = { name: string; sql: string; checksum: string };
type Applied = { migration_name: string; checksum: string; finished_at: Date | null };

/** The same in src/ and in dist/: both are one folder below the package. */
const defaultFolder = join(import.meta.dirname, '../../../prisma/migrations');
/** The key under which Prisma's own engine locks. */
const lockKey = 72_707_369;
const oldestServer = 14;
const newestServer = 18;

/** Milliseconds for which a migration waits for its tables at once, and how often: all who come behind it wait as well. */
type Patience = { lock: number; tries: number };

/**
 * Applies what is missing, each migration once however many processes start together, and all of one or nothing of it.
 * @returns the names of the migrations that this call applied
 * @throws MigrationError where the server is too old, or the database's history is not the beginning of ours
 */
export async function migrate(
  database: Database,
  log: Logger,
  folder = defaultFolder,
  patience: Patience = { lock: 5000, tries: 24 },
): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = await database.pool.connect();
  let released = false;
  try {
    await checkServer(client, log);
    await lock(client, log);
    try {
      return await applyMissing(client, migrations, { log, patience });
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [lockKey]).catch(() => (released = true));
    }
  } finally {
    // A connection that may still hold the lock is closed, which gives it back.
    client.release(released);
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function checkServer(client: pg.PoolClient, log: Logger): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string; encoding: string }>(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
            current_setting('server_encoding') AS encoding`,
  );
  const warning = rows[0] && judgeServer(rows[0]);
  if (warning) log.warn(warning);
}

/**
 * What the log should say of a server, if anything.
 * @param server its `server_version_num`, `server_version` and `server_encoding`
 * @throws MigrationError where it can not serve
 */
export function judgeServer(server: { number: number; version: string; encoding: string }): string | undefined {
  const major = Math.floor(server.number / 10_000);
  const supported = `PostgreSQL ${oldestServer} to ${newestServer}`;
  if (major < oldestServer)
    throw new MigrationError(`the database server is ${server.version}: ${supported} is needed`);
  if (server.encoding !== 'UTF8') {
    throw new MigrationError(`the database has the encoding ${server.encoding}: make one with ENCODING 'UTF8'`);
  }
  return major > newestServer ? `the database server is ${server.version}: tried with ${supported} only` : undefined;
}

async function lock(client: pg.PoolClient, log: Logger): Promise<void> {
  const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [lockKey]);
  if (rows[0]?.locked) return;
  log.info('waiting for another process that brings the schema up to date');
  await client.query('SELECT pg_advisory_lock($1)', [lockKey]);
}

type Applying = { log: Logger; patience: Patience };

async function applyMissing(client: pg.PoolClient, migrations: Migration[], applying: Applying): Promise<string[]> {
  const { log } = applying;
  const applied = await readApplied(client);
  const missing = plan(migrations, applied);
  for (const migration of missing) {
    await apply(client, migration, applying);
    log.info({ migration: migration.name }, 'brought the schema up to date');
  }
  return missing.map(({ name }) => name);
}

async function readApplied(client: pg.PoolClient): Promise<Applied[]> {
  // As Prisma makes it.
  await client.query(`
    CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
      "id" VARCHAR(36) PRIMARY KEY NOT NULL,
      "checksum" VARCHAR(64) NOT NULL,
      "finished_at" TIMESTAMPTZ,
      "migration_name" VARCHAR(255) NOT NULL,
      "logs" TEXT,
      "rolled_back_at" TIMESTAMPTZ,
      "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
      "applied_steps_count" INTEGER NOT NULL DEFAULT 0
    )`);
  const { rows } = await client.query<Applied>(
    `SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
  );
  return rows;
}

/** Which of `migrations` a database with `applied` lacks, in order. */
function plan(migrations: Migration[], applied: Applied[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { migration_name: name, checksum, finished_at } of applied) {
    const ours = known.get(name);
    if (!ours)
      throw new MigrationError(`the database has ${name}, which this version does not know: it is a newer one's`);
    if (!finished_at) throw new MigrationError(`the migration ${name} was begun and not finished: restore a backup`);
    if (checksum !== ours.checksum) {
      throw new MigrationError(`the migration ${name} was changed after it had been applied to this database`);
    }
  }
  const done = new Set(applied.map((row) => row.migration_name));
  return migrations.filter(({ name }) => !done.has(name));
}

async function apply(client: pg.PoolClient, migration: Migration, { log, patience }: Applying): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await applyOnce(client, migration, patience.lock);
      return;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      const { name } = migration;
      if (!isLocked(error) || tries === patience.tries) {
        const why = error instanceof Error ? error.message : String(error);
        throw new MigrationError(`the migration ${name} failed, nothing of it is applied: ${why}`, { cause: error });
      }
      log.warn({ migration: name }, 'somebody else holds a table that a migration changes: trying again');
      // Who came behind has its turn.
      await pause(patience.lock);
    }
  }
}

/** @param lockTimeout milliseconds */
async function applyOnce(
  client: pg.PoolClient,
  { name, sql, checksum }: Migration,
  lockTimeout: number,
): Promise<void> {
  await client.query('BEGIN');
  await client.query(`SET LOCAL lock_timeout = ${lockTimeout}`);
  const startedAt = new Date();
  await client.query(sql);
  await client.query(
    `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
     VALUES ($1, $2, clock_timestamp(), $3, least($4, clock_timestamp()), 1)`,
    [randomUUID(), checksum, name, startedAt],
  );
  await client.query('COMMIT');
}

/** PostgreSQL's `lock_not_available`. */
function isLocked(error: unknown): boolean {
  return hasCode(error, '55P03');
}
