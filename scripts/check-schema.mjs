// Fails where prisma/schema.prisma and the SQL of prisma/migrations disagree, and prints how. The migrations are applied
// to a scratch database by our own runner (dist/), on TEST_DATABASE_URL's server or on an embedded one.
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum, bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { pino } from 'pino';
import { connect } from '../dist/platform/database/database.js';
import { startEmbedded } from '../dist/platform/database/embedded/embedded.js';
import { migrate } from '../dist/platform/database/migrations.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const log = pino({ level: 'error' }, pino.destination(2));
// Its key includes columns, which Prisma's language has no word for; nothing reads it through Prisma.
const filters = { externalTables: ['public.check_rollups'], externalEnums: [] };

async function openServer() {
  const url = process.env.TEST_DATABASE_URL;
  if (url) return { url, stop: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), 'port-monitor-schema-'));
  await chmod(folder, 0o755);
  const { url: embeddedUrl, stop } = await startEmbedded({ dataDir: folder, dataDirIsDefault: false, log });
  return {
    url: embeddedUrl,
    stop: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function onServer(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/**
 * Prisma's adapter, with the one type of the catalog added that the engine asks for and the adapter does not know: "char"
 * (18), which passes as text (25) through the adapter and is named a character afterwards.
 */
function catalogAdapter(pool) {
  const characters = new Map();
  const query = pool.query.bind(pool);
  pool.query = async (config) => {
    const result = await query(config);
    const columns = result.fields.filter((field) => field.dataTypeID === 18);
    for (const column of columns) column.dataTypeID = 25;
    characters.set(
      config.text,
      columns.map((column) => result.fields.indexOf(column)),
    );
    return result;
  };
  const factory = new PrismaPg(pool);
  const connectPlain = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connectPlain();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (statement) => {
      const result = await queryRaw(statement);
      for (const index of characters.get(statement.sql) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    };
    return adapter;
  };
  return bindMigrationAwareSqlAdapterFactory(factory);
}

/** Prisma's engine, as its command line loads it. */
async function openEngine(pool, files) {
  const wasm = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm')
    .replace('schema_engine.js', 'schema_engine_bg.wasm');
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };
  const { instance } = await globalThis.WebAssembly.instantiate(await readFile(wasm), {
    './schema_engine_bg.js': engineModule,
  });
  engineModule.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const adapter = catalogAdapter(pool);
  return engineModule.SchemaEngine.new(
    { datamodels: files.map(({ path, content }) => [path, content]) },
    () => {},
    adapter,
  );
}

async function migrationsList() {
  const baseDir = join(root, 'prisma/migrations');
  const names = (await readdir(baseDir, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const read = async ({ name }) => {
    const value = await readFile(join(baseDir, name, 'migration.sql'), 'utf8');
    return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value } } };
  };
  const lockfile = {
    path: 'migration_lock.toml',
    content: await readFile(join(baseDir, 'migration_lock.toml'), 'utf8'),
  };
  return { baseDir, lockfile, shadowDbInitScript: '', migrationDirectories: await Promise.all(names.map(read)) };
}

/** What would have to change in the database at `url` to be what schema.prisma says; '' where nothing. */
async function difference(url) {
  const path = join(root, 'prisma/schema.prisma');
  const files = [{ path, content: await readFile(path, 'utf8') }];
  const pool = new pg.Pool({ connectionString: url });
  const engine = await openEngine(pool, files);
  const { exitCode, stdout } = await engine.diff({
    // The database that the engine's adapter is connected to.
    from: { tag: 'schemaDatasource', files, configDir: root },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: true,
    shadowDatabaseUrl: null,
    filters,
  });
  const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: await migrationsList(), filters });
  engine.free();
  await pool.end();
  if (appliedMigrationNames.length > 0) return `Prisma would apply ${appliedMigrationNames.join(', ')} once more`;
  return exitCode === 0 ? '' : (stdout ?? '').trim();
}

const server = await openServer();
const name = `pm_schema_${randomBytes(4).toString('hex')}`;
const scratch = new URL(server.url);
scratch.pathname = `/${name}`;
let found;
try {
  await onServer(server.url, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const database = connect(scratch.href, { max: 1, applicationName: 'check-schema' });
  await migrate(database, log);
  await database.close();
  found = await difference(scratch.href);
} finally {
  await onServer(server.url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await server.stop();
}
if (found) {
  console.error(
    `prisma/schema.prisma differs from prisma/migrations. To make the database like the schema:\n\n${found}`,
  );
  process.exitCode = 1;
} else {
  console.log('prisma/schema.prisma and prisma/migrations agree.');
}
