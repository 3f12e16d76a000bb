/** The system's clock is set while checks are made. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { allChecked, countOf, expectNoErrors, inForm, readyAgain } from '../support/faults.js';
import { ledgerFaults } from '../support/ledgerFaults.js';
import { spacings } from '../support/lookFaults.js';
import { openStage } from '../support/stage.js';
import { until } from '../support/until.js';

const hour = 3_600_000;
const preload = pathToFileURL(join(import.meta.dirname, '../support/steppedClock.mjs')).href;

test(
  'when the clock is set forth or back by an hour, each monitor is checked on within seconds, and without a burst',
  { timeout: inForm(180_000, 900_000) },
  async ({ annotate }) => {
    const stage = await openStage();
    const { database, target } = stage;
    const file = join(stage.folder, 'clock');
    await writeFile(file, '0');
    const service = await stage.start({ env: { STEPPED_CLOCK_FILE: file }, nodeOptions: ['--import', preload] });
    const { ids } = await stage.fleet(service, inForm(100, 1000));
    await allChecked(database, 0);

    const seen: string[] = [];
    let offset = 0;
    for (const step of inForm(
      [hour, -hour, -hour],
      [hour, -hour, -hour, hour, hour, -hour, -hour, -hour, hour, 2 * hour],
    )) {
      offset += step;
      await writeFile(file, String(offset));
      const at = Date.now();
      const since = target.requests.length;
      const asked = () => countsOf(target.requests.slice(since));
      await until(
        () => Promise.resolve(asked()),
        ({ size }) => size === ids.length,
        12_000,
      );
      seen.push(`${step > 0 ? 'forth' : 'back'}: all checked ${Date.now() - at} ms after`);
      const calm = target.requests.length;
      await pause(inForm(3000, 20_000));
      // One that was due, one at each slot since, and one that was in flight.
      const most = 2 + Math.ceil((Date.now() - at) / 5000);
      expect(Math.max(...asked().values())).toBeLessThanOrEqual(most);
      // What was asked just before the clock was set is due again at once, and no more after that.
      expect(spacings(target.requests.slice(calm))).toBeGreaterThan(1000);
      await readyAgain(service);
    }
    expect(await service.stop()).toBe(0);
    expect(await ledgerFaults(database, { ordered: false })).toEqual([]);
    expect(await countOf(database, 'check_results', `outcome = 'down'`)).toBe(0);
    // The hour that nobody has lived through is unknown, once for each time that it was entered first.
    expect(
      await countOf(database, 'gaps', `ended_at - started_at BETWEEN '50 min' AND '70 min'`),
      // But for one or another that was being checked just then.
    ).toBeGreaterThan(0.9 * ids.length);
    expect(target.overlapping()).toEqual([]);
    expectNoErrors(service);
    await annotate(seen.join('; '));
  },
);

/** How many requests there were of each monitor. */
function countsOf(requests: readonly { id: number }[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { id } of requests) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
