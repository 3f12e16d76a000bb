/** There are fewer sockets than checks, and targets that hold every one they get. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { allChecked, countOf, expectNoErrors, inForm } from '../support/faults.js';
import { ledgerFaults } from '../support/ledgerFaults.js';
import { slotsMet } from '../support/lookFaults.js';
import { listen } from '../support/servers.js';
import { openStage } from '../support/stage.js';

test(
  'with 256 files to open, more monitors than that are all checked, and none goes down',
  { timeout: inForm(180_000, 900_000) },
  async ({ annotate }) => {
    const stage = await openStage({ reply: () => ({ after: 300 }) });
    const { database, target } = stage;
    const service = await stage.start({ openFiles: 256 });
    const begin = Date.now();
    // All at once, as at a start: far more than there are sockets.
    const monitors = inForm(500, 2000);
    const { token } = await stage.fleet(service, monitors, { intervalSeconds: 10, dueAtOnce: true });
    await allChecked(database, begin, 40_000);
    const took = Date.now() - begin;
    await pause(inForm(5000, 120_000));
    expect((await service.api('GET', '/groups', { token })).status).toBe(200);
    expect(await service.stop()).toBe(0);
    expect(await ledgerFaults(database)).toEqual([]);
    expect(await countOf(database, 'check_results', `outcome = 'down'`)).toBe(0);
    expect(target.overlapping()).toEqual([]);
    expectNoErrors(service);
    const unchecked = await countOf(database, 'check_results', `outcome = 'unchecked'`);
    const checks = await countOf(database, 'check_results');
    await annotate(
      `${monitors} monitors, all checked ${took} ms after they were made; ${unchecked} of ${checks} checks could not look`,
    );
  },
);

test(
  'while half of all targets accept and never answer, the checks of the others start as punctually as before',
  { timeout: inForm(180_000, 900_000) },
  async ({ annotate }) => {
    const stage = await openStage();
    const silent = await listen(() => undefined);
    onTestFinished(() => silent[Symbol.asyncDispose]());
    const service = await stage.start();
    const monitors = inForm(2200, 5000);
    const plan = { intervalSeconds: inForm(30, 20), timeout: 5, retries: 0 };
    const settings = { host: '127.0.0.1', port_number: stage.target.port };
    const { ids, add } = await stage.fleet(service, monitors, { ...plan, type: 'target_custom_port', settings });
    // Some seconds until all that was made at once is on its grid.
    await pause(3000);
    const slots = async (ms: number) => {
      const from = Date.now();
      await pause(ms);
      const to = Date.now();
      await pause(2000);
      return slotsMet(stage.database, { from, to, targetIds: ids });
    };
    const before = await slots(inForm(8000, 60_000));
    // Each holds its check for as long as a check may take.
    const held = { timeout: 60, retries: 10, settings: { url: `http://127.0.0.1:${silent.port}/{id}` } };
    await add(monitors, { type: 'target_url', dueAtOnce: true, ...held });
    await pause(inForm(8000, 30_000));
    const beside = await slots(inForm(8000, 60_000));
    expect(silent.accepted()).toBeGreaterThan(0);
    const shown = ({ lateness, missed }: typeof before) =>
      `p50 ${lateness.median} ms, p99 ${lateness.p99} ms, ${missed} slots missed`;
    await annotate(
      `${monitors} that answer: ${shown(before)}; beside ${silent.accepted()} that do not: ${shown(beside)}`,
    );
    expect(before).toMatchObject({ missed: 0, doubled: 0 });
    expect(beside).toMatchObject({ missed: 0, doubled: 0 });
    // In the grain of a machine that has other things to do.
    expect(beside.lateness.median).toBeLessThanOrEqual(5 * before.lateness.median + 20);
    expect(beside.lateness.p99).toBeLessThanOrEqual(5 * before.lateness.p99 + 200);
    await service.kill();
    expect(await ledgerFaults(stage.database)).toEqual([]);
    expect(await countOf(stage.database, 'check_results', `outcome = 'down'`)).toBe(0);
  },
);
