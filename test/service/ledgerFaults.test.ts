/** The laws that the tests of faults hold a ledger to: each is seen to be broken once. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { makeLedger, type Ledger } from '../support/ledger.js';
import { ledgerFaults } from '../support/ledgerFaults.js';
import { spacings, unmatched } from '../support/lookFaults.js';

let db: TestDatabase;
let ledger: Ledger;
let id: number;

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 31, 12) + seconds * 1000).toISOString();

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(async () => {
  await db.close();
});

/** Up at 0, 60 and 120 s, nobody looked until 400 s, down then, and up again at 460 s. */
beforeEach(async () => {
  await db.database.query('TRUNCATE users, events, gaps, check_results CASCADE');
  ledger = await makeLedger(db.database);
  id = await ledger.monitor({ intervalSeconds: 60, timeout: 10, retries: 0 });
  await db.database.query('UPDATE targets SET updated_at = created_at');
  for (const [seconds, outcome] of [
    [0, 'up'],
    [60, 'up'],
    [120, 'up'],
    [400, 'down'],
    [460, 'up'],
  ] as const)
    await ledger.checks(id, [{ at: at(seconds), outcome }]);
  await ledger.gaps(id, [[at(180), at(400)]]);
  await ledger.statuses(id, [
    ['up', at(0)],
    ['down', at(400)],
    ['up', at(460)],
  ]);
  await db.database.query(`UPDATE standings SET status = 'up', status_since = $1, last_checked_at = $1`, [at(460)]);
});

test('a ledger that tells what checks saw has no faults', async () => {
  expect(await ledgerFaults(db.database)).toEqual([]);
});

test.each([
  ['followed by another of its type', `UPDATE events SET type = 'up'`],
  ['not end where the next one starts', `UPDATE events SET ended_at = ended_at - interval '1 s' WHERE type = 'down'`],
  ['the last event has ended', `UPDATE events SET ended_at = now() WHERE ended_at IS NULL`],
  ['an event ends before it starts', `UPDATE events SET ended_at = '2020-01-01' WHERE type = 'down'`],
  ['a status is not that of the open event', `UPDATE standings SET status = 'down'`],
  ['a status is not that of the open event', `UPDATE standings SET status_since = now()`],
  ['a status is not that of the open event', `DELETE FROM events WHERE ended_at IS NULL`],
  ['a gap ends before it starts', `UPDATE gaps SET ended_at = started_at`],
  [
    'a gap starts within the one before it',
    `INSERT INTO gaps SELECT target_id, started_at + interval '1 s', ended_at FROM gaps`,
  ],
  ['a change that checks saw is no event', `DELETE FROM events WHERE type = 'down'`],
  ['an event is no change that checks saw', `DELETE FROM check_results WHERE outcome = 'down'`],
  ['a check started before the one before it had ended', `UPDATE check_results SET attempts = 100`],
  ['time without checks is no gap', `DELETE FROM gaps`],
  ['a gap is not what checks left', `UPDATE gaps SET ended_at = ended_at - interval '1 s'`],
  ['the last check is not what the monitor says', `UPDATE standings SET last_checked_at = now()`],
])('%s: %s', async (fault, sql) => {
  await db.database.query(sql);
  expect((await ledgerFaults(db.database)).join('\n')).toContain(fault);
});

test('a second request for one result, and a result that nobody asked for, are told', async () => {
  const asked = [0, 60, 120, 400, 460].map((seconds) => ({ id, path: '', at: Date.parse(at(seconds)) + 20 }));
  expect(await unmatched(db.database, asked)).toEqual({ unrecorded: 0, unseen: 0 });
  const again = { id, path: '', at: Date.parse(at(60)) + 30 };
  expect(await unmatched(db.database, [...asked, again])).toEqual({ unrecorded: 1, unseen: 0 });
  expect(await unmatched(db.database, asked.slice(1))).toEqual({ unrecorded: 0, unseen: 1 });
  expect(spacings([...asked, again])).toBe(10);
});
