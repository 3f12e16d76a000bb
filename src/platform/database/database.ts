/** A PostgreSQL server, as the paths see it that run for each check or each request: SQL over a pool of `pg`. */
import pg from 'pg';

/** Runs one statement. Rows come as plain objects; int8 as numbers, timestamps as `Date`. */
export type Query = <Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

export type Database = {
  /** On any connection of the pool. */
  query: Query;
  /** `work` in one transaction on one connection: committed when it resolves, rolled back when it throws. */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /** The pool itself, for Prisma's adapter. */
  pool: pg.Pool;
  /** Ends when every connection is closed. */
  close(): Promise<void>;
};
