/** Transactions that stay open while a test looks at what waits for them. */
import type { Database } from '../../src/platform/database/database.js';
import { until } from './until.js';

/** The database, where a transaction that made a certain statement is committed only when it is released. */
export function held(database: Database, statement: RegExp) {
  const state = { isReached: false, release: (): void => undefined };
  const released = new Promise<void>((resolve) => (state.release = resolve));
  const holding: Database = {
    ...database,
    transaction: (work) =>
      database.transaction(async (query) => {
        const statements: string[] = [];
        const done = await work((sql, values) => {
          statements.push(sql);
          return query(sql, values);
        });
        if (statements.some((sql) => statement.test(sql))) {
          state.isReached = true;
          await released;
        }
        return done;
      }),
  };
  return { database: holding, state, reached: () => until(() => Promise.resolve(state.isReached), Boolean) };
}

/** Resolves when a statement of this database waits for a lock. */
export function blocked(database: Database): Promise<object[]> {
  const sql = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return until(
    () => database.query(sql),
    (rows) => rows.length > 0,
  );
}

/** The database, where `work` is done once, after a certain statement and before whatever follows it. */
export function interrupted(database: Database, statement: RegExp, work: () => Promise<void>): Database {
  let isDone = false;
  return {
    ...database,
    transaction: (whole) =>
      database.transaction((query) =>
        whole(async (sql, values) => {
          const rows = await query(sql, values);
          if (!isDone && statement.test(sql)) {
            isDone = true;
            await work();
          }
          return rows as never;
        }),
      ),
  };
}

/** Lets updates of a table wait, with their snapshot taken and no row written, until `release` is called. */
export async function barred(database: Database, table: string) {
  await database.query(
    `CREATE OR REPLACE FUNCTION wait_at_bar () RETURNS TRIGGER LANGUAGE plpgsql AS $$
     BEGIN PERFORM pg_advisory_xact_lock_shared(42); RETURN NULL; END $$`,
  );
  await database.query(
    `CREATE OR REPLACE TRIGGER bar BEFORE UPDATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION wait_at_bar ()`,
  );
  const client = await database.pool.connect();
  await client.query('SELECT pg_advisory_lock(42)');
  return {
    async release(): Promise<void> {
      await client.query('SELECT pg_advisory_unlock(42)');
      client.release();
    },
  };
}
