import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { connect } from '../../../src/platform/database/database.js';
import { isAway } from '../../../src/platform/database/away.js';
import { openPrisma } from '../../../src/platform/database/prisma.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

function gate(): { open: () => void; opened: Promise<void> } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe('a database', () => {
  test('gives int8 as numbers and timestamps as dates', async () => {
    const [row] = await db.database.query(
      `SELECT count(*) AS n, 'epoch'::timestamptz AS at FROM generate_series(1, 3)`,
    );
    expect(row).toEqual({ n: 3, at: new Date(0) });
  });

  test('keeps what a transaction did when it ends, and nothing of it when it throws', async () => {
    await db.database.query('CREATE TABLE kept (n int)');
    await db.database.transaction(async (query) => {
      await query('INSERT INTO kept VALUES ($1)', [1]);
    });
    const error = await failure(
      db.database.transaction(async (query) => {
        await query('INSERT INTO kept VALUES ($1)', [2]);
        throw new Error('no');
      }),
    );
    expect(error).toEqual(new Error('no'));
    expect(await db.database.query('SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });

  test('tries a transaction again that lost a deadlock', async () => {
    await db.database.query('CREATE TABLE rings (id int PRIMARY KEY, n int)');
    await db.database.query('INSERT INTO rings VALUES (1, 0), (2, 0)');
    let tries = 0;
    // Each holds one row before either asks for the other's.
    const held = [gate(), gate()];
    const raise = (first: number, second: number, mine: 0 | 1) =>
      db.database.transaction(async (query) => {
        tries += 1;
        await query('UPDATE rings SET n = n + 1 WHERE id = $1', [first]);
        held[mine]?.open();
        await held[1 - mine]?.opened;
        await query('UPDATE rings SET n = n + 1 WHERE id = $1', [second]);
      });
    await Promise.all([raise(1, 2, 0), raise(2, 1, 1)]);
    expect(tries).toBe(3);
    expect(await db.database.query('SELECT n FROM rings')).toEqual([{ n: 2 }, { n: 2 }]);
  });

  test('survives connections that the server closes, idle ones and lent ones', async () => {
    const database = connect(db.url, { max: 3, applicationName: 'killed' });
    const kill = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'killed'`;
    await database.query('SELECT 1');
    const gone = new Promise((resolve) => database.pool.once('remove', resolve));
    await db.database.query(kill);
    await gone;
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);

    const error = await failure(
      database.transaction(async (query) => {
        await query('SELECT 1');
        await db.database.query(kill);
        await query('SELECT 2');
      }),
    );
    expect(isAway(error)).toBe(true);
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await database.close();
  });

  test('works in UTC whatever the server and the URL say', async () => {
    const url = new URL(db.url);
    url.searchParams.set('options', '-c statement_timeout=1234');
    const database = connect(url.href, { max: 1, applicationName: 'utc' });
    const [row] = await database.query(
      `SELECT current_setting('TimeZone') AS zone, current_setting('statement_timeout') AS timeout`,
    );
    expect(row).toEqual({ zone: 'UTC', timeout: '1234ms' });
    await database.close();
  });
});

describe('away is', () => {
  test('a port where nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const database = connect(`postgresql://a:b@127.0.0.1:${port}/c`, { max: 1, applicationName: 'away' });
    expect(isAway(await failure(database.query('SELECT 1')))).toBe(true);
    expect(isAway(await failure(openPrisma(database).user.count()))).toBe(true);
    await database.close();
  });

  test('a server that accepts and closes, or accepts and stays silent', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const database = connect(`postgresql://a:b@127.0.0.1:${port}/c`, {
      max: 1,
      applicationName: 'away',
      connectTimeoutMs: 300,
    });
    expect(isAway(await failure(database.query('SELECT 1')))).toBe(true);
    expect(isAway(await failure(openPrisma(database).user.count()))).toBe(true);
    server.removeAllListeners('connection').on('connection', () => undefined);
    expect(isAway(await failure(database.query('SELECT 1')))).toBe(true);
    expect(isAway(await failure(openPrisma(database).user.count()))).toBe(true);
    await database.close();
    server.close();
  });

  test('a connection that was cut within a query, also in a transaction of Prisma', async () => {
    const database = connect(db.url, { max: 2, applicationName: 'cut' });
    const prisma = openPrisma(database);
    const cut = 'SELECT pg_terminate_backend(pg_backend_pid())';
    expect(isAway(await failure(database.query(cut)))).toBe(true);
    expect(isAway(await failure(prisma.$executeRawUnsafe(cut)))).toBe(true);
    expect(isAway(await failure(prisma.$transaction(async (tx) => tx.$executeRawUnsafe(cut))))).toBe(true);
    expect(await prisma.user.count()).toBe(0);
    await database.close();
  });

  test('no connection slot, no space, a server that starts or stops', () => {
    for (const code of ['53300', '53100', '53200', '57P01', '57P02', '57P03', '08006', '58030']) {
      expect(isAway(Object.assign(new Error('x'), { code })), code).toBe(true);
      expect(isAway(new Error('outer', { cause: Object.assign(new Error('x'), { code }) })), code).toBe(true);
    }
  });

  test('not a statement that is wrong', async () => {
    const prisma = openPrisma(db.database);
    const user = { email: 'a@b.example', email_key: 'a@b.example', password_hash: 'x' };
    await prisma.user.create({ data: user });
    const wrong = [
      () => db.database.query('SELECT 1 / 0'),
      () => db.database.query('SELECT nonsense'),
      () =>
        db.database.transaction(async (query) => {
          await query('SET LOCAL statement_timeout = 1');
          await query('SELECT pg_sleep(1)');
        }),
      () => prisma.user.create({ data: user }),
      () => prisma.user.update({ where: { id: -1 }, data: { email: 'x' } }),
      () => prisma.token.create({ data: { user_id: -1, app_id: -1, hash: new Uint8Array(1) } }),
    ];
    for (const work of wrong) {
      const error = await failure(work());
      expect(error).toBeInstanceOf(Error);
      expect(isAway(error), String(error)).toBe(false);
    }
    for (const value of [undefined, null, 'ECONNREFUSED', Object.assign(new Error('x'), { code: 'ENOENT' })]) {
      expect(isAway(value)).toBe(false);
    }
  });
});

test('Prisma shares the pool and leaves it open', async () => {
  const prisma = openPrisma(db.database);
  const at = new Date('2013-01-31T12:34:56.789Z');
  await prisma.user.create({ data: { email: 'z', email_key: 'z', password_hash: 'x', created_at: at } });
  const [row] = await db.database.query<{ created_at: Date }>(`SELECT created_at FROM users WHERE email_key = 'z'`);
  expect(row?.created_at).toEqual(at);
  expect((await prisma.user.findUniqueOrThrow({ where: { email_key: 'z' } })).created_at).toEqual(at);
  await prisma.$disconnect();
  expect(await db.database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});
