/** The tests of faults have a short form and a long one, which `npm run bench:faults` runs. */
import { expect } from 'vitest';
import type { Database } from '../../src/platform/database/database.js';
import type { Service } from './service.js';
import { until } from './until.js';

const isLong = process.env['FAULTS'] === 'long';

/** How much of something: in the tests, and at length. */
export function inForm<T>(short: T, long: T): T {
  return isLong ? long : short;
}

/** Resolves when the service is ready again; rejects after `patience` milliseconds. */
export async function readyAgain(service: Service, patience = 30_000): Promise<void> {
  await until(
    () => service.get('/readyz'),
    ({ status }) => status === 200,
    patience,
  );
}

/** Resolves when every monitor was looked at by a check that started after `since` (ms); rejects after `patience`. */
export async function allChecked(database: Database, since: number, patience = 30_000): Promise<void> {
  await until(
    () => countOf(database, 'standings', 'last_checked_at IS NULL OR last_checked_at < $1', [new Date(since)]),
    (left) => left === 0,
    patience,
  );
}

/** How many rows of a table there are, those alone that `where` says. */
export async function countOf(
  database: Database,
  table: string,
  where = 'true',
  values: unknown[] = [],
): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    `SELECT count(*) AS count FROM ${table} WHERE ${where}`,
    values,
  );
  return row?.count ?? 0;
}

/** Expects that nothing was said that someone must act on. */
export function expectNoErrors({ log }: Service): void {
  const errors = log.filter(({ level }) => level === 'error' || level === 'fatal');
  expect(errors.map((line) => JSON.stringify(line)).join('\n')).toBe('');
}

/** All results that are written by now, one text each. */
export async function resultsOf(database: Database): Promise<Set<string>> {
  const rows = await database.query<{ target_id: number; started_at: Date; outcome: string }>(
    'SELECT target_id, started_at, outcome FROM check_results',
  );
  return new Set(
    rows.map(({ target_id, started_at, outcome }) => `${target_id} ${started_at.toISOString()} ${outcome}`),
  );
}
