/** A PostgreSQL server, as the paths see it that run for each check or each request: SQL over a pool of `pg`. */
import pg from 'pg';

/**
 * Runs one statement. Rows come as plain objects; int8 as numbers, timestamps as `Date`. One that has a `name` is planned
 * once for each connection: for statements that run all the time.
 */
export type Query = <Row extends pg.QueryResultRow>(
  sql: string,
  values?: readonly unknown[],
  name?: string,
) => Promise<Row[]>;

export type Database = {
  /** On any connection of the pool. */
  query: Query;
  /**
   * `work` in one transaction on one connection: committed when it resolves, rolled back when it throws. It may run again
   * where the server ended it to resolve a deadlock, so it must do nothing but ask the database.
   */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /** The pool itself, for Prisma's adapter. */
  pool: pg.Pool;
  /** Ends when every connection is closed. */
  close(): Promise<void>;
};

const int8 = 20;

type Parser = (value: string | Buffer) => unknown;

/** Numbers for int8, in this pool only: what is counted here stays far below 2^53. */
const types = {
  getTypeParser: (oid: number, format: 'text' | 'binary' = 'text'): Parser =>
    oid === int8 && format === 'text' ? Number : (pg.types.getTypeParser as ParserOf)(oid, format),
};
type ParserOf = (oid: number, format: 'text' | 'binary') => Parser;

/**
 * A pool of connections to the database at `url`. None is opened before the first query.
 * @param options.max connections at once
 * @param options.applicationName what `pg_stat_activity` shows
 * @param options.queryTimeoutMs after which a statement fails as one that was asked of a database that is away
 * @param options.connectTimeoutMs for a new connection, and for one of the pool's to be free
 */
export function connect(
  url: string,
  options: { max: number; applicationName: string; connectTimeoutMs?: number; queryTimeoutMs?: number },
): Database {
  const pool = new pg.Pool({
    connectionString: withSessionSettings(url),
    max: options.max,
    application_name: options.applicationName,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    ...(options.queryTimeoutMs === undefined ? {} : { query_timeout: options.queryTimeoutMs }),
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types,
  });
  // A connection that the server closes is replaced at the next query, whose caller learns of it if that fails too. Idle
  // ones tell the pool, lent ones only themselves: without a listener either would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    pool,
    query: queryOn(pool),
    transaction: (work) => inTransaction(pool, work),
    close: () => pool.end(),
  };
}

function queryOn(connection: pg.Pool | pg.PoolClient): Query {
  return async <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[], name?: string) => {
    const statement = { text, ...(values && { values: [...values] }), ...(name && { name }) };
    const result = await connection.query<Row>(statement);
    return result.rows;
  };
}

/** Times that a transaction which lost a deadlock is tried again. */
const retries = 3;

async function inTransaction<T>(pool: pg.Pool, work: (query: Query) => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await oneTransaction(pool, work);
    } catch (error) {
      const lostDeadlock = error instanceof pg.DatabaseError && error.code === '40P01';
      if (!lostDeadlock || tries === retries) throw error;
    }
  }
}

async function oneTransaction<T>(pool: pg.Pool, work: (query: Query) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN');
    const result = await work(queryOn(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // A connection that can not even roll back is not to be lent again.
    await client.query('ROLLBACK').catch(() => (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Prisma's adapter reads and writes timestamps without looking at their offset, so sessions have to be in UTC, whatever
 * the server's own setting is.
 */
function withSessionSettings(url: string): string {
  const parsed = new URL(url);
  const given = parsed.searchParams.get('options');
  // Compiling a statement takes longer than any of ours run.
  const options = [given, '-c TimeZone=UTC', '-c DateStyle=ISO', '-c jit=off'].filter(Boolean).join(' ');
  parsed.searchParams.set('options', options);
  // pg decodes %20 and leaves + as it is.
  parsed.search = parsed.search.replaceAll('+', '%20');
  return parsed.href;
}
