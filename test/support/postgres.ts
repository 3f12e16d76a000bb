/** One PostgreSQL server for a run of the tests: `TEST_DATABASE_URL`'s, or an embedded one that lives as long as the run. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { connect } from '../../src/platform/database/database.js';
import { startEmbedded } from '../../src/platform/database/embedded/embedded.js';
import { migrate } from '../../src/platform/database/migrations.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database of the server, to connect to for making others. */
    postgresUrl: string;
    /** Has all migrations; cloned by `testDatabase()`. */
    templateName: string;
    /** Beginning of the names of all databases that this run makes. */
    databasePrefix: string;
  }
}

const silent = pino({ level: 'silent' });

/** vitest's globalSetup: provides the server, and takes it (or what was made on it) away afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer(process.env['TEST_DATABASE_URL']);
  const databasePrefix = `pm_test_${randomBytes(4).toString('hex')}_`;
  const templateName = `${databasePrefix}template`;
  await onServer(server.url, `CREATE DATABASE ${templateName} ENCODING 'UTF8' TEMPLATE template0`);
  const template = connect(urlOf(server.url, templateName), { max: 1, applicationName: 'template' });
  await migrate(template, silent);
  await template.close();
  project.provide('postgresUrl', server.url);
  project.provide('templateName', templateName);
  project.provide('databasePrefix', databasePrefix);
  return async () => {
    await dropAll(server.url, databasePrefix);
    await server.stop();
  };
}

/** The same server, another database. */
export function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Runs one statement that needs a connection of its own. */
export async function onServer(serverUrl: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: serverUrl });
  client.on('error', () => undefined);
  await client.connect();
  return client.query(sql).finally(() => client.end());
}

async function openServer(given: string | undefined): Promise<{ url: string; stop(): Promise<void> }> {
  if (given) return { url: given, stop: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'port-monitor-test-'));
  // mkdtemp's folders are for their maker alone; as root, PostgreSQL runs as another user.
  await chmod(folder, 0o755);
  const embedded = await startEmbedded({
    dataDir: folder,
    dataDirIsDefault: false,
    log: silent,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  return {
    url: embedded.url,
    stop: async () => {
      await embedded.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function dropAll(serverUrl: string, prefix: string): Promise<void> {
  const { rows } = await onServer(serverUrl, `SELECT datname FROM pg_database WHERE starts_with(datname, '${prefix}')`);
  for (const { datname } of rows as { datname: string }[]) {
    await onServer(serverUrl, `DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  }
}
