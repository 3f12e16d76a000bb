/** The database is away, slow, or cuts its connections, while checks are made. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { allChecked, countOf, expectNoErrors, inForm, readyAgain } from '../support/faults.js';
import { ledgerFaults } from '../support/ledgerFaults.js';
import { spacings, unmatched } from '../support/lookFaults.js';
import { openStage, type Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const monitors = inForm(200, 1000);
const timeout = inForm(180_000, 600_000);

/** Ends the work, and expects that the ledger is whole and has all that was seen, and that nobody was seen down. */
async function expectAllRecorded({ database, target }: Stage): Promise<void> {
  expect(await ledgerFaults(database)).toEqual([]);
  expect(await unmatched(database, target.requests)).toEqual({ unrecorded: 0, unseen: 0 });
  expect(await countOf(database, 'check_results', `outcome = 'down'`)).toBe(0);
  expect(target.overlapping()).toEqual([]);
}

test(
  'while the database is slow, 5 s a statement, no monitor goes down, and all goes on afterwards',
  { timeout },
  async ({ annotate }) => {
    const stage = await openStage();
    const service = await stage.start({ wired: true });
    const fleet = await stage.fleet(service, monitors);
    await allChecked(stage.database, 0);

    const begin = Date.now();
    stage.proxy.slow(5000);
    const statuses = new Set<number>();
    while (Date.now() < begin + inForm(15_000, 120_000)) {
      const asked = performance.now();
      statuses.add((await service.api('GET', '/groups', { token: fleet.token })).status);
      expect(performance.now() - asked).toBeLessThan(30_000);
    }
    // What was claimed before has begun within two seconds: these were claimed by slow statements.
    const claimedSlowly = () => Promise.resolve(stage.target.requests.some(({ at }) => at > begin + 5000));
    await until(claimedSlowly, Boolean, 60_000);
    const meanwhile = await countOf(stage.database, 'check_results', 'started_at > $1', [new Date(begin)]);
    stage.proxy.slow(0);
    const end = Date.now();
    await allChecked(stage.database, end);
    const back = Date.now() - end;
    await readyAgain(service);
    expect([...statuses].every((status) => status === 200 || status === 503)).toBe(true);
    expect(await service.stop()).toBe(0);
    await expectAllRecorded(stage);
    expectNoErrors(service);
    await annotate(
      `requests got ${[...statuses].join(', ')}; ${meanwhile} checks of ${monitors} monitors meanwhile, all checked ${back} ms after`,
    );
  },
);

test(
  'when every connection to the database is cut again and again, no result is lost',
  { timeout },
  async ({ annotate }) => {
    const stage = await openStage({ reply: () => ({ after: 300 }) });
    const service = await stage.start();
    const fleet = await stage.fleet(service, monitors);
    await allChecked(stage.database, 0);

    let cut = 0;
    for (let round = 0; round < inForm(5, 60); round += 1) {
      const rows = await stage.database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'port-monitor%'`,
      );
      cut += rows.length;
      await pause(200 + Math.random() * 1000);
    }
    expect(cut).toBeGreaterThan(0);
    const end = Date.now();
    await allChecked(stage.database, end);
    const back = Date.now() - end;
    await readyAgain(service);
    // Changes are listened for again, and what is new is checked.
    await until(
      () =>
        countOf(
          stage.database,
          'pg_stat_activity',
          `datname = current_database() AND application_name = 'port-monitor listen' AND query ILIKE 'LISTEN %'`,
        ),
      (listening) => listening === 1,
    );
    const before = stage.target.requests.length;
    const id = await fleet.monitor('urls', { url: `${stage.target.url}new/1000000`, seconds_between_checks: 60 });
    await until(
      () => Promise.resolve(stage.target.requests.slice(before)),
      (seen) => seen.some((one) => one.id === 1_000_000),
    );
    await until(
      () => countOf(stage.database, 'check_results', 'target_id = $1', [id]),
      (found) => found > 0,
    );
    expect(await service.stop()).toBe(0);
    for (const request of stage.target.requests) if (request.id === 1_000_000) request.id = id;
    await expectAllRecorded(stage);
    expect(spacings(stage.target.requests)).toBeGreaterThan(250);
    expectNoErrors(service);
    await annotate(
      `${cut} connections cut, ${stage.target.requests.length} checks, all checked ${back} ms after the last cut`,
    );
  },
);
