/** Monitors are edited and deleted while they are being checked. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { allChecked, countOf, expectNoErrors, inForm } from '../support/faults.js';
import { ledgerFaults } from '../support/ledgerFaults.js';
import { orphanedClaims } from '../support/lookFaults.js';
import { openStage } from '../support/stage.js';
import { until } from '../support/until.js';

const clients = 8;

test(
  'of monitors that are edited and deleted while they are being checked, nothing of an old one is written after',
  { timeout: inForm(180_000, 900_000) },
  async ({ annotate }) => {
    // The old place answers late, so that checks of it are in flight; the new one is down, so that each can be told.
    const reply = ({ path }: { path: string }) => (path.startsWith('/new/') ? { status: 503 } : { after: 1500 });
    const stage = await openStage({ reply });
    const { database, target } = stage;
    const service = await stage.start();
    let edits = 0;
    let removals = 0;
    let inFlight = 0;
    for (let round = 0; round < inForm(1, 5); round += 1) {
      const settings = { url: `${target.url}old/{id}` };
      const { token, groupId, ids } = await stage.fleet(service, inForm(300, 1000), { settings, intervalSeconds: 10 });
      const path = (id: number) => `/groups/${groupId}/target/urls/${id}`;
      await allChecked(database, 0);
      const upsAtEdit = new Map<number, number>();
      const change = async (id: number) => {
        inFlight += await countOf(database, 'standings', 'target_id = $1 AND claimed_by IS NOT NULL', [id]);
        if (id % 2 === 0) {
          expect((await service.api('DELETE', path(id), { token })).status).toBe(204);
          removals += 1;
          return;
        }
        const params = { target_url: { url: `${target.url}new/${id}` } };
        expect((await service.api('PUT', path(id), { token, params })).status).toBe(200);
        upsAtEdit.set(id, await upsOf(id));
        edits += 1;
      };
      const left = [...ids];
      await Promise.all(
        Array.from({ length: clients }, async () => {
          for (let id = left.pop(); id !== undefined; id = left.pop()) await change(id);
        }),
      );
      const end = Date.now();
      await allChecked(database, end);
      await pause(1500);
      for (const [id, ups] of upsAtEdit) expect([id, await upsOf(id)]).toEqual([id, ups]);
      expect(await countOf(database, 'standings', `status <> 'down'`)).toBe(0);
    }
    const gone = 'NOT EXISTS (SELECT FROM targets t WHERE t.id = target_id)';
    await until(
      () => countOf(database, 'purges'),
      (count) => count === 0,
    );
    for (const table of ['check_results', 'events', 'gaps', 'standings', 'check_rollups', 'rollup_queue']) {
      expect([table, await countOf(database, table, gone)]).toEqual([table, 0]);
    }
    expect(await orphanedClaims(database)).toEqual([]);
    expect(await service.stop()).toBe(0);
    expect(await countOf(database, 'standings', 'claimed_by IS NOT NULL')).toBe(0);
    expect(await ledgerFaults(database)).toEqual([]);
    expect(inFlight).toBeGreaterThan(0);
    expectNoErrors(service);
    await annotate(
      `${edits} edited and ${removals} deleted, ${inFlight} of them while a check was claimed or in flight`,
    );

    function upsOf(id: number): Promise<number> {
      return countOf(database, 'check_results', `target_id = $1 AND outcome = 'up'`, [id]);
    }
  },
);
