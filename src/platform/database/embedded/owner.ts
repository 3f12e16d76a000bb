/** One owner: whoever holds an advisory lock in a running server owns the data folder, for as long as it lives. */
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { isAway } from '../away.js';
import { databaseName, type Cluster } from './cluster.js';
import { EmbeddedDatabaseError } from './error.js';
import { findRunning } from './postmaster.js';

/** A connection whose session holds the lock. */
export type Ownership = {
  client: pg.Client;
  /** Resolves when the connection, and with it the lock, is lost or released. */
  lost: Promise<void>;
  release(): Promise<void>;
};

/** The letters "portmon". */
const lockKey = String(0x706f72746d6f6en);
const lockPatienceMs = 3_000;
const answerPatienceMs = 10_000;
const recoveryPatienceMs = 60_000;

/** Address of `database` on the server that listens on `port`. */
export function urlOf({ password }: Cluster, port: number, database: string = databaseName): string {
  return `postgresql://${databaseName}:${password}@127.0.0.1:${port}/${database}`;
}

/**
 * A session on the server at `port` that holds the lock. Undefined where another process keeps it: one that was killed
 * lets go of it within moments, so that is waited for.
 */
export async function takeOwnership(cluster: Cluster, port: number): Promise<Ownership | undefined> {
  const client = await openSession(cluster, port);
  const lost = new Promise<void>((resolve) => client.once('end', resolve));
  try {
    for (let waited = 0; waited <= lockPatienceMs; waited += 100) {
      const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [lockKey]);
      if (rows[0]?.locked) return { client, lost, release: () => client.end() };
      await wait(100);
    }
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  await client.end();
  return undefined;
}

/** Makes the database in which everything is kept, if it is not there. */
export async function ensureDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [databaseName]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
}

/** A connection to the server on `port`, which may still be starting or recovering; it has to be `cluster`'s. */
export async function openSession(cluster: Cluster, port: number): Promise<pg.Client> {
  for (let waited = 0; ; waited += 100) {
    const client = new pg.Client({
      connectionString: urlOf(cluster, port, 'postgres'),
      application_name: 'port-monitor owner',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      const patienceMs = isStarting(error) ? recoveryPatienceMs : answerPatienceMs;
      if (!isAway(error) || waited >= patienceMs || !(await findRunning(cluster))) {
        const why = error instanceof Error ? error.message : String(error);
        throw new EmbeddedDatabaseError(`the database on port ${port} does not answer as ours: ${why}`, {
          cause: error,
        });
      }
      await wait(100);
    }
  }
}

/** SQLSTATE cannot_connect_now: it starts, recovers or shuts down. */
const isStarting = (error: unknown) => error instanceof pg.DatabaseError && error.code === '57P03';
