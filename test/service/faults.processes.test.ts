/** One of several processes that check is killed. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { allChecked, countOf, inForm } from '../support/faults.js';
import { ledgerFaults } from '../support/ledgerFaults.js';
import { orphanedClaims, slotsMet, spacings, unmatched } from '../support/lookFaults.js';
import { openStage, type Stage } from '../support/stage.js';
import { until } from '../support/until.js';

test(
  'of two and then four processes one is killed: no slot is checked twice, and its checks are taken over within seconds',
  { timeout: inForm(180_000, 1_800_000) },
  async ({ annotate }) => {
    const stage = await openStage();
    const { database, target } = stage;
    const first = await stage.start();
    const { ids } = await stage.fleet(first, inForm(100, 1000));
    const services = [first];
    const begin = Date.now();
    const seen: string[] = [];
    for (const processes of inForm([2, 4], [2, 4, 2, 4, 4, 4])) {
      const more = Array.from({ length: processes - services.length }, () => stage.start());
      services.push(...(await Promise.all(more)));
      await allChecked(database, Date.now());
      await expectCalm(stage, ids, inForm(5000, 60_000));
      const [killed] = services.splice(Math.floor(Math.random() * services.length), 1);
      await killed?.kill();
      const at = Date.now();
      await allChecked(database, at, 15_000);
      await until(
        () => orphanedClaims(database),
        (claims) => claims.length === 0,
      );
      seen.push(`one of ${processes} killed: all checked ${Date.now() - at} ms after`);
    }
    const { doubled, met } = await slotsMet(database, { from: begin + 6000, to: Date.now(), targetIds: ids });
    expect(doubled).toBe(0);
    expect(await Promise.all(services.map((service) => service.stop()))).toEqual(services.map(() => 0));
    expect(await ledgerFaults(database)).toEqual([]);
    expect(await countOf(database, 'check_results', `outcome = 'down'`)).toBe(0);
    expect(target.overlapping()).toEqual([]);
    expect(spacings(target.requests)).toBeGreaterThan(250);
    // What a killed process had asked and not written yet is in no result.
    expect((await unmatched(database, target.requests)).unseen).toBe(0);
    await annotate(`${seen.join('; ')}; ${met} slots met, none twice`);
  },
);

/** For so long, every slot is met once, by whichever process. */
async function expectCalm({ database }: Stage, targetIds: readonly number[], ms: number): Promise<void> {
  const from = Date.now();
  await pause(ms);
  const to = Date.now();
  await allChecked(database, to - 4000);
  const { missed, doubled } = await slotsMet(database, { from, to: to - 1000, targetIds });
  expect({ missed, doubled }).toEqual({ missed: 0, doubled: 0 });
}
