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
