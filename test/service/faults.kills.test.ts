/** The only process that checks is killed, again and again. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Database } from '../../src/platform/database/database.js';
import { allChecked, countOf, inForm } from '../support/faults.js';
import { ledgerFaults } from '../support/ledgerFaults.js';
import { orphanedClaims, spacings } from '../support/lookFaults.js';
import type { Uptimes } from '../support/client.js';
import type { Service } from '../support/service.js';
import { openStage } from '../support/stage.js';
import { until } from '../support/until.js';

test(
  'after each of many kills at random moments the ledger is whole: nothing acknowledged is lost, nothing is told twice',
  { timeout: inForm(180_000, 1_800_000) },
  async ({ annotate }) => {
    // Each monitor's target goes down and comes back every few seconds, and takes its time.
    const reply = ({ id, at }: { id: number; at: number }) => ({
      status: Math.floor(at / 4000 + id * 0.618) % 3 === 0 ? 503 : 200,
      after: (id % 4) * 200,
    });
    const stage = await openStage({ reply });
    const { database, target } = stage;
    let service = await stage.start();
    const fleet = await stage.fleet(service, inForm(40, 150), { timeout: 1 });
    await fleet.add(fleet.ids.length, { timeout: 1, retries: 1 });

    const rounds = inForm(3, 20);
    let vouchedFor = 0;
    let acknowledged = 0;
    for (let round = 1; round <= rounds; round += 1) {
      // Claims of the one before are taken over only after some seconds.
      await pause(1000 + Math.random() * inForm(6000, 7000));
      await service.kill();
      const told = changesToldBy(service);
      const kept = await eventsOf(database);
      expect(told.filter((change) => !kept.has(change))).toEqual([]);
      acknowledged += told.length;
      expect(await ledgerFaults(database)).toEqual([]);
      // At times it is away for longer than a check vouches for.
      if (round % inForm(3, 4) === 0) {
        vouchedFor = await countOf(database, 'standings', 'target_id = ANY($1) AND known_until IS NOT NULL', [
          fleet.ids,
        ]);
        await pause(12_500);
      }
      service = await stage.start();
    }
    const since = Date.now();
    await allChecked(database, since);
    await until(
      () => orphanedClaims(database),
      (claims) => claims.length === 0,
    );
    const { body } = await service.api<Uptimes>('GET', '/reports/uptimes', { token: fleet.token });
    const { date_range, uptimes } = body;
    expect(uptimes).toHaveLength(2 * fleet.ids.length);
    const seconds = (Date.parse(date_range.to) - Date.parse(date_range.from)) / 1000;
    for (const row of uptimes) expect(row.up_seconds + row.down_seconds + row.unknown_seconds).toBe(seconds);
    expect(await service.stop()).toBe(0);

    expect(await ledgerFaults(database)).toEqual([]);
    expect(target.overlapping()).toEqual([]);
    const once = new Set(fleet.ids);
    expect(spacings(target.requests.filter(({ id }) => once.has(id)))).toBeGreaterThan(250);
    const withGap = await countOf(database, '(SELECT DISTINCT target_id FROM gaps) AS g', 'target_id = ANY($1)', [
      fleet.ids,
    ]);
    expect(acknowledged).toBeGreaterThan(0);
    expect(vouchedFor).toBeGreaterThan(0);
    expect(withGap).toBeGreaterThanOrEqual(vouchedFor);
    const events = await countOf(database, 'events');
    const results = await countOf(database, 'check_results');
    await annotate(
      `${rounds} kills: ${results} checks of ${uptimes.length} monitors, ${events} events, ${acknowledged} of them told by those that were killed, gaps of ${withGap}`,
    );
  },
);

/** The changes of status that a service has told its log of, which it does when they are written, one text each. */
function changesToldBy({ log }: Service): string[] {
  return log
    .filter(({ msg }) => /^monitor \d+ is (up|down)$/.test(String(msg)))
    .map(({ target_id, status, since }) => `${String(target_id)} ${String(status)} ${String(since)}`);
}

/** All events that are written by now, as `changesToldBy` tells them. */
async function eventsOf(database: Database): Promise<Set<string>> {
  const rows = await database.query<{ target_id: number; type: string; started_at: Date }>(
    'SELECT target_id, type, started_at FROM events',
  );
  return new Set(rows.map(({ target_id, type, started_at }) => `${target_id} ${type} ${started_at.toISOString()}`));
}
