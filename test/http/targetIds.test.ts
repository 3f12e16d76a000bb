import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeTargetIds, rowIds, targetIds } from '../../src/http/targetIds.js';
import { failureOf, Unusable } from '../../src/platform/fields.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { makeMonitor, makeOwner } from '../support/monitors.js';

function read(value: unknown) {
  const parsed = targetIds.safeParse(value);
  return parsed.success ? rowIds(parsed.data) : parsed.error.issues.map((issue) => failureOf(issue)?.code);
}

describe('the list', () => {
  test('absent or empty means all', () => {
    for (const value of [undefined, null, '']) expect(read(value)).toBeUndefined();
  });

  test('ids are separated by commas, and the same one twice is one', () => {
    expect(read('7')).toEqual([7]);
    expect(read('3,1,2')).toEqual([3, 1, 2]);
    expect(read('3,3,003')).toEqual([3]);
  });

  test.each(['0', '-1', 'x', '1,', ',1', '1,,2', '1, 2', ' 1', '1.0', '1e3', '1;2', '+1', '0x1', ','])(
    '%j has a piece that is no positive integer',
    (value) => {
      expect(read(value)).toEqual(['invalid']);
    },
  );

  test('a list that was sent twice or as an array is invalid', () => {
    expect(read(new Unusable('repeated'))).toEqual(['invalid']);
    expect(read(new Unusable('array'))).toEqual(['invalid']);
  });
});

describe('whose they are', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(async () => {
    await db.close();
  });

  test("another user's id, an unknown one and one that no row can have are not allowed", async () => {
    const owner = await makeOwner(db.database);
    const mine = await makeMonitor(db.database, owner);
    const theirs = await makeMonitor(db.database, await makeOwner(db.database));
    const codes = async (ids: bigint[] | undefined) =>
      (await judgeTargetIds(ids, { database: db.database, userId: owner.userId })).map(({ code }) => code);
    expect(await codes(undefined)).toEqual([]);
    expect(await codes([BigInt(mine), BigInt(mine)])).toEqual([]);
    expect(await codes([BigInt(mine), BigInt(theirs)])).toEqual(['not_allowed']);
    expect(await codes([2_147_483_647n])).toEqual(['not_allowed']);
    expect(await codes([2_147_483_648n])).toEqual(['not_allowed']);
    expect(await codes([10n ** 40n, BigInt(mine)])).toEqual(['not_allowed']);
  });
});
