import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { connect } from '../../../src/platform/database/database.js';
import { MigrationError, judgeServer, migrate } from '../../../src/platform/database/migrations.js';
import { memoryLog } from '../../support/log.js';
import { until } from '../../support/until.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';

const log = pino({ level: 'silent' });
let folder: string;
let db: TestDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'port-monitor-migrations-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  await rm(folder, { recursive: true });
  await migration('0001_a', 'CREATE TABLE a (n int); INSERT INTO a VALUES (1);');
  await migration('0002_b', 'CREATE TABLE b (n int);');
  db = await testDatabase({ empty: true });
});
afterEach(() => db.close());

async function migration(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

test('an empty database gets every table, and a second start finds nothing to do', async () => {
  expect(await migrate(db.database, log)).toContain('0001_first');
  expect(await migrate(db.database, log)).toEqual([]);
  expect(await db.database.query('SELECT count(*) AS n FROM check_results')).toEqual([{ n: 0 }]);
});

test('each migration is recorded as Prisma does', async () => {
  await migrate(db.database, log, folder);
  const rows = await db.database.query(
    `SELECT migration_name, checksum, applied_steps_count, logs, rolled_back_at, length(id) AS id,
            finished_at >= started_at AS finished FROM _prisma_migrations ORDER BY started_at, migration_name`,
  );
  expect(rows[0]).toEqual({
    migration_name: '0001_a',
    checksum: 'ef25060c73ad0200021bc4eefbe9a7541c6f7669f3fafcb830bcf9b0a1442b8a',
    applied_steps_count: 1,
    logs: null,
    rolled_back_at: null,
    id: 36,
    finished: true,
  });
  expect(rows).toHaveLength(2);
});

test('of several processes that start at once, one applies each migration', async () => {
  const others = [1, 2, 3, 4].map(() => connect(db.url, { max: 1, applicationName: 'migrations' }));
  const applied = await Promise.all(others.map((database) => migrate(database, log, folder)));
  await Promise.all(others.map((database) => database.close()));
  expect(applied.flat().sort()).toEqual(['0001_a', '0002_b']);
  expect(await db.database.query('SELECT n FROM a')).toEqual([{ n: 1 }]);
});

test('a migration that fails leaves nothing of itself, keeps those before it, and can be repaired', async () => {
  await migration('0003_c', 'CREATE TABLE c (n int); SELECT nonsense;');
  await expect(migrate(db.database, log, folder)).rejects.toThrow(
    new MigrationError('the migration 0003_c failed, nothing of it is applied: column "nonsense" does not exist'),
  );
  await migration('0003_c', 'CREATE TABLE c (n int);');
  expect(await migrate(db.database, log, folder)).toEqual(['0003_c']);
});

test('a migration that waits for a table lets others have it meanwhile, and is tried again', async () => {
  await migrate(db.database, log, folder);
  await migration('0003_c', 'ALTER TABLE a ADD COLUMN m int;');
  const { log: told, lines } = memoryLog();
  const holder = connect(db.url, { max: 2, applicationName: 'holder' });
  const isTold = () => Promise.resolve(lines.some(({ msg }) => String(msg).startsWith('somebody else holds a table')));
  const { migrated } = await holder.transaction(async (query) => {
    await query('LOCK TABLE a IN ACCESS SHARE MODE');
    // In an object: to wait for it here would be to wait for oneself.
    const waiting = { migrated: migrate(db.database, told, folder, { lock: 50, tries: 1000 }) };
    await until(isTold, Boolean);
    expect(await holder.query('SELECT n FROM a')).toEqual([{ n: 1 }]);
    return waiting;
  });
  expect(await migrated).toEqual(['0003_c']);

  await migration('0004_d', 'ALTER TABLE a ADD COLUMN o int;');
  await holder.transaction(async (query) => {
    await query('LOCK TABLE a IN ACCESS SHARE MODE');
    const patience = { lock: 50, tries: 2 };
    await expect(migrate(db.database, log, folder, patience)).rejects.toThrow('the migration 0004_d failed');
  });
  await holder.close();
});

test('a migration that was changed after it was applied stops the start', async () => {
  await migrate(db.database, log, folder);
  await migration('0001_a', 'CREATE TABLE other (n int);');
  await expect(migrate(db.database, log, folder)).rejects.toThrow(/0001_a was changed after/);
});

test("a newer version's database stops the start", async () => {
  await migrate(db.database, log, folder);
  await rm(join(folder, '0002_b'), { recursive: true });
  await expect(migrate(db.database, log, folder)).rejects.toThrow(/has 0002_b, which this version does not know/);
});

test('a migration that Prisma marked as rolled back is applied', async () => {
  await migrate(db.database, log, folder);
  await db.database.query(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '0002_b'`);
  await db.database.query('DROP TABLE b');
  expect(await migrate(db.database, log, folder)).toEqual(['0002_b']);
});

test('the lock is free afterwards, whether it went well or not', async () => {
  await migration('0003_c', 'nonsense');
  await expect(migrate(db.database, log, folder)).rejects.toThrow(MigrationError);
  expect(await db.database.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 72707369`)).toEqual([]);
});

test('a server that is too old or has another encoding is refused, one that is newer gets a warning', () => {
  const server = { number: 180_004, version: '18.4', encoding: 'UTF8' };
  expect(judgeServer(server)).toBeUndefined();
  expect(judgeServer({ ...server, number: 140_000, version: '14.0' })).toBeUndefined();
  expect(judgeServer({ ...server, number: 190_001, version: '19.1' })).toMatch(/^the database server is 19\.1/);
  expect(() => judgeServer({ ...server, number: 130_023, version: '13.23' })).toThrow(
    new MigrationError('the database server is 13.23: PostgreSQL 14 to 18 is needed'),
  );
  expect(() => judgeServer({ ...server, encoding: 'SQL_ASCII' })).toThrow(/has the encoding SQL_ASCII/);
});
