/** There are fewer sockets than checks, and targets that hold every one they get. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { placesWithin } from '../../src/monitoring/entrance.js';
import { allChecked, countOf, expectNoErrors, inForm } from '../support/faults.js';
import { ledgerFaults } from '../support/ledgerFaults.js';
import { slotsMet } from '../support/lookFaults.js';
import { listen } from '../support/servers.js';
import { openStage } from '../support/stage.js';
import { until } from '../support/until.js';

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
  'while half of all targets hold their checks until the last place, the others are checked as punctually as before',
  { timeout: inForm(180_000, 900_000) },
  async ({ annotate }) => {
    const openFiles = inForm(256, 1024);
    const stage = await openStage();
    const { database } = stage;
    const silent = await listen(() => undefined);
    onTestFinished(() => silent[Symbol.asyncDispose]());
    const service = await stage.start({ openFiles });
    const monitors = inForm(300, 2000);
    // Together they would hold more than all places, all the time: each for three seconds of five.
    const held = { intervalSeconds: 5, timeout: 3, settings: { url: `http://127.0.0.1:${silent.port}/{id}` } };
    expect((monitors * held.timeout) / held.intervalSeconds).toBeGreaterThan(1.5 * placesWithin(openFiles));
    const settings = { host: '127.0.0.1', port_number: stage.target.port };
    const plan = { type: 'target_custom_port', settings, intervalSeconds: inForm(5, 10), timeout: 5 };
    const { ids, add } = await stage.fleet(service, monitors, plan);
    await allChecked(database, 0);
    // The time in which all slots of both come, and are written.
    const slots = async (...fleets: number[][]) => {
      const from = Date.now();
      await pause(inForm(5000, 60_000));
      const to = Date.now();
      await pause(2000);
      return Promise.all(fleets.map((targetIds) => slotsMet(database, { from, to, targetIds })));
    };
    const [before] = await slots(ids);
    const hanging = await add(monitors, { type: 'target_url', dueAtOnce: true, ...held });
    // Nobody knows of a new monitor that it hangs: its first check may take any place. Only then can it be told.
    await until(
      () => countOf(database, 'standings', `target_id = ANY($1) AND status = 'down'`, [hanging]),
      (down) => down === monitors,
      inForm(60_000, 120_000),
    );
    await pause(held.timeout * 1000);
    const [beside, those] = await slots(ids, hanging);
    if (!before || !beside || !those) throw new Error('nothing was measured');
    const shown = ({ lateness, missed }: typeof before) =>
      `p50 ${lateness.median} ms, p99 ${lateness.p99} ms, ${missed} slots missed`;
    await annotate(
      `${monitors} that answer: ${shown(before)}; beside ${monitors} that do not, in ${placesWithin(openFiles)} places: ${shown(beside)}; ` +
        `of those that do not, ${those.missed} slots of ${those.met + those.missed} found no place`,
    );
    expect(those.missed).toBeGreaterThan(0);
    expect(before).toMatchObject({ missed: 0, doubled: 0 });
    expect(beside).toMatchObject({ missed: 0, doubled: 0 });
    // In the grain of a machine that has other things to do.
    expect(beside.lateness.median).toBeLessThanOrEqual(5 * before.lateness.median + 20);
    expect(beside.lateness.p99).toBeLessThanOrEqual(5 * before.lateness.p99 + 200);
    await service.kill();
    expect(await ledgerFaults(database)).toEqual([]);
    expect(await countOf(database, 'check_results', `outcome = 'down' AND target_id = ANY($1)`, [ids])).toBe(0);
  },
);
