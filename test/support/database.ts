/** A database of its own for each test file, with the schema in it. */
import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { connect, type Database } from '../../src/platform/database/database.js';
import { onServer, urlOf } from './postgres.js';

export type TestDatabase = {
  url: string;
  database: Database;
  /** Closes the pool and drops the database, whoever is still connected. */
  close(): Promise<void>;
};

/**
 * A new database: a copy of the template with all migrations or, with `empty`, one without any tables.
 * @param options.max connections of `database`
 */
export async function testDatabase(options: { empty?: boolean; max?: number } = {}): Promise<TestDatabase> {
  const serverUrl = inject('postgresUrl');
  const name = `${inject('databasePrefix')}${randomBytes(4).toString('hex')}`;
  const template = options.empty ? 'template0' : inject('templateName');
  await onServer(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template} ENCODING 'UTF8'`);
  const url = urlOf(serverUrl, name);
  const database = connect(url, { max: options.max ?? 5, applicationName: 'test' });
  return {
    url,
    database,
    close: async () => {
      await database.close();
      await onServer(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}
