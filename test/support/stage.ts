/** What the test of a fault happens on: a database, an account with monitors, a target that they watch, and services. */
import { onTestFinished } from 'vitest';
import { connect } from '../../src/platform/database/database.js';
import { signUp } from './client.js';
import { testDatabase, type TestDatabase } from './database.js';
import { makeFleet, type FleetRow } from './monitors.js';
import { dataFolder, startService, type Service, type ServiceOptions } from './service.js';
import { throughProxy, tcpProxy } from './tcpProxy.js';
import { watchedTarget, type Reply, type Request } from './watchedTarget.js';

export type Stage = Awaited<ReturnType<typeof openStage>>;

export type StageOptions = {
  /** What the target answers; with 200 at once unless said otherwise. */
  reply?: (request: Request) => Reply;
  /** A database in place of a new one on the server of all tests. */
  databaseUrl?: string;
};

export type StartOptions = ServiceOptions & {
  /** Whether the database is reached by way of the proxy. */
  wired?: boolean;
  env?: Record<string, string>;
};

/** Opens it for the test that runs: whatever is opened or started on it ends with that test. */
export async function openStage({ reply, databaseUrl }: StageOptions = {}) {
  const db = databaseUrl === undefined ? await testDatabase() : databaseAt(databaseUrl);
  onTestFinished(db.close);
  const data = await dataFolder();
  onTestFinished(data.remove);
  const target = await watchedTarget(reply);
  onTestFinished(target.close);
  const upstream = new URL(db.url);
  const proxy = await tcpProxy(upstream.hostname, Number(upstream.port || 5432));
  onTestFinished(proxy.close);

  return {
    database: db.database,
    /** The services' data folder. */
    folder: data.path,
    target,
    /** The wire of services that are started with `wired`. */
    proxy,

    async start({ wired = false, env = {}, ...options }: StartOptions = {}): Promise<Service> {
      const url = wired ? throughProxy(db.url, proxy) : db.url;
      const service = await startService({ DATABASE_URL: url, DATA_DIR: data.path, ...env }, options);
      onTestFinished(service.kill);
      return service;
    },

    /** An account made by way of `service`, and its monitors made straight in the database: by default of `target`. */
    async fleet(service: Service, count: number, row: Partial<FleetRow> = {}) {
      const client = await signUp(service);
      const add = (more: number, rest: Partial<FleetRow> = {}) => addFleet(client.groupId, more, { ...row, ...rest });
      return { ...client, ids: await add(count), add };
    },
  };

  async function addFleet(groupId: number, count: number, row: Partial<FleetRow>): Promise<number[]> {
    const [owner] = await db.database.query<{ userId: number }>(
      'SELECT user_id AS "userId" FROM groups WHERE id = $1',
      [groupId],
    );
    const plan = { settings: { url: `${target.url}{id}` }, intervalSeconds: 5, timeout: 3, retries: 0 };
    return makeFleet(db.database, { userId: owner?.userId ?? 0, groupId }, count, { ...plan, ...row });
  }
}

function databaseAt(url: string): TestDatabase {
  const database = connect(url, { max: 5, applicationName: 'test' });
  return { url, database, close: database.close };
}
