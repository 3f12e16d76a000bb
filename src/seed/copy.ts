/** Rows for COPY, PostgreSQL's fastest way in. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type pg from 'pg';
import { dayMs } from '../ledger/rollup.js';
import type { DayRollup } from '../ledger/rollup.js';
import type { Check } from './history.js';

/** Writes lines that are made while they are sent. `table` may name its columns. */
export async function copyLines(client: pg.PoolClient, table: string, lines: Iterable<string>): Promise<void> {
  await pipeline(Readable.from(lines, { objectMode: true }), client.query(copyFrom(`COPY ${table} FROM STDIN`)));
}

const twoDigits = (number: number) => String(number).padStart(2, '0');
const clockTimes = Array.from(
  { length: 86_400 },
  (_, second) =>
    `${twoDigits(Math.floor(second / 3600))}:${twoDigits(Math.floor(second / 60) % 60)}:${twoDigits(second % 60)}`,
);

/** A line of `check_results`. */
export function resultLine(
  targetId: number,
  date: string,
  { at, outcome, responseTime }: Check,
  reason: string,
): string {
  const ofDay = at % dayMs;
  const time = `${date} ${clockTimes[Math.floor(ofDay / 1000)] ?? ''}.${String(ofDay % 1000).padStart(3, '0')}+00`;
  if (outcome === 'up') return `${targetId}\t${time}\tup\t1\t${responseTime}\t\\N\t\\N\n`;
  return `${targetId}\t${time}\t${outcome}\t3\t\\N\t${outcome === 'down' ? reason : '\\N\t\\N'}\n`;
}

/** A line of `check_rollups`. */
export function rollupLine(targetId: number, date: string, rollup: DayRollup): string {
  const { checks, failed, hours, sketch, quarters } = rollup;
  const bytes = [hours, sketch, quarters].map((part) => `\\\\x${part.toString('hex')}`);
  return [targetId, date, checks, failed, ...bytes].join('\t') + '\n';
}
