/** The database is killed while checks are made: what they showed meanwhile is kept, and written when it is back. */
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { partitions } from '../../src/monitoring/retention.js';
import { createRecorder } from '../../src/monitoring/recorder.js';
import { monitoringStore } from '../../src/monitoring/store.js';
import { verdict } from '../../src/monitoring/verdict.js';
import { systemClock } from '../../src/platform/clock.js';
import { connect } from '../../src/platform/database/database.js';
import { startEmbedded } from '../../src/platform/database/embedded/embedded.js';
import { testDatabase } from '../support/database.js';
import { allChecked, countOf, expectNoErrors, inForm, readyAgain, resultsOf } from '../support/faults.js';
import { ledgerFaults } from '../support/ledgerFaults.js';
import { memoryLog } from '../support/log.js';
import { spacings, unmatched } from '../support/lookFaults.js';
import { makeFleet, makeOwner } from '../support/monitors.js';
import { openStage } from '../support/stage.js';
import { tcpProxy, throughProxy } from '../support/tcpProxy.js';
import { until } from '../support/until.js';

/** A server of its own, as durable as in production, that is started again when it is killed. */
async function durableServer() {
  const folder = await mkdtemp(join(tmpdir(), 'port-monitor-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o755);
  const server = await startEmbedded({ dataDir: folder, dataDirIsDefault: false, log: pino({ level: 'silent' }) });
  onTestFinished(server.stop);
  return {
    url: server.url,
    async kill(): Promise<void> {
      const file = await readFile(join(folder, 'database/cluster/postmaster.pid'), 'utf8');
      process.kill(Number(file.split('\n')[0]), 'SIGKILL');
    },
  };
}

test(
  'the database is killed and restarted under load: results of the outage are written after it',
  { timeout: inForm(180_000, 900_000) },
  async ({ annotate }) => {
    const server = await durableServer();
    // Checks take a second: many are in flight when the database goes.
    const stage = await openStage({ databaseUrl: server.url, reply: () => ({ after: 1000 }) });
    const { database, proxy, target } = stage;
    const service = await stage.start({ wired: true });
    await stage.fleet(service, inForm(200, 1000));
    await allChecked(database, 0);

    let meanwhile = 0;
    const written = await resultsOf(database);
    const rounds = inForm(1, 10);
    for (let round = 1; round <= rounds; round += 1) {
      const killed = Date.now();
      await server.kill();
      await proxy.cut();
      await pause(inForm(3000, 2000 * round));
      meanwhile += target.requests.filter(({ at }) => at > killed).length;
      await until(
        () => database.query('SELECT 1').catch(() => []),
        (rows) => rows.length > 0,
      );
      for (const each of await resultsOf(database)) written.delete(each);
      expect([...written]).toEqual([]);
      await proxy.mend();
      await allChecked(database, Date.now());
      await readyAgain(service);
      for (const each of await resultsOf(database)) written.add(each);
    }
    expect(await service.stop()).toBe(0);
    expect(meanwhile).toBeGreaterThan(0);
    expect(await ledgerFaults(database)).toEqual([]);
    expect(await unmatched(database, target.requests)).toEqual({ unrecorded: 0, unseen: 0 });
    expect(await countOf(database, 'check_results', `outcome = 'down'`)).toBe(0);
    expect(target.overlapping()).toEqual([]);
    expect(spacings(target.requests)).toBeGreaterThan(250);
    expectNoErrors(service);
    expect(service.log.filter(({ msg }) => String(msg).startsWith('the database takes no results'))).toHaveLength(
      rounds,
    );
    await annotate(
      `${rounds} kills; ${meanwhile} checks were made while the database was away, and all ${target.requests.length} are in the ledger`,
    );
  },
);

test('results of an outage that are more than the buffer takes are dropped, the oldest first, and counted', async ({
  annotate,
}) => {
  const db = await testDatabase();
  onTestFinished(db.close);
  const upstream = new URL(db.url);
  const proxy = await tcpProxy(upstream.hostname, Number(upstream.port || 5432));
  onTestFinished(proxy.close);
  const wired = connect(throughProxy(db.url, proxy), { max: 2, applicationName: 'test' });
  onTestFinished(wired.close);
  const plan = { settings: { host: '127.0.0.1', port_number: 1 }, intervalSeconds: 5, timeout: 3, retries: 0 };
  await makeFleet(db.database, await makeOwner(db.database), 25, {
    ...plan,
    type: 'target_custom_port',
    dueAtOnce: true,
  });
  const store = monitoringStore(wired, randomUUID());
  const days = partitions(wired);
  const { log, lines } = memoryLog();
  const recorder = createRecorder({
    ...{ store, clock: systemClock, log, bound: 10 },
    ensurePartitions: (starts) => days.ensure(starts),
  });
  const now = Date.now();
  await days.ensure([now]);
  const due = await store.claim({ until: now + 5000, now, limit: 25 });
  expect(due).toHaveLength(25);

  await proxy.cut();
  for (const check of due) {
    const outcome = { kind: 'up', responseTime: 1 } as const;
    recorder.record(check, verdict(check.standing, check.plan, [{ startedAt: Date.now(), outcome }]));
  }
  const kept = due.slice(-10).map(({ targetId }) => targetId);
  await until(
    () => Promise.resolve(lines),
    (all) => all.some(({ level }) => level === 'warn'),
  );
  expect(recorder.holding()).toEqual(kept);
  expect(recorder.dropped()).toBe(15);

  await proxy.mend();
  await until(
    () => Promise.resolve(recorder.holding()),
    (held) => held.length === 0,
  );
  const rows = await db.database.query<{ target_id: number }>('SELECT target_id FROM check_results');
  expect(new Set(rows.map(({ target_id }) => target_id))).toEqual(new Set(kept));
  expect(await ledgerFaults(db.database)).toEqual([]);
  // What was dropped is held by no check: its monitors are due again.
  expect(await store.releaseAllBut(recorder.holding(), Date.now())).toBe(15);
  await recorder.close(1000);
  await annotate(`of 25 results for 10 places, ${recorder.dropped()} were dropped and ${rows.length} written`);
});
