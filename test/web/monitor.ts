/** A monitor with a past, and what pages say of it. */
import type { Database } from '../../src/platform/database/database.js';
import { textOf } from './site.js';

/** A monitor's past: up since 1 January, down for twenty minutes today. */
export async function recordPast(database: Database, id: number): Promise<void> {
  await database.query('CREATE TABLE IF NOT EXISTS check_results_test PARTITION OF check_results DEFAULT');
  await database.query(`UPDATE targets SET created_at = '2026-01-01T00:00Z' WHERE id = $1`, [id]);
  await database.query(
    `INSERT INTO events (target_id, type, started_at, ended_at, reason_code, reason_detail) VALUES
       ($1, 'up', '2026-01-01T00:00Z', '2026-01-15T09:00Z', NULL, NULL),
       ($1, 'down', '2026-01-15T09:00Z', '2026-01-15T09:20Z', 'http_status', 'HTTP 503 Service Unavailable'),
       ($1, 'up', '2026-01-15T09:20Z', NULL, NULL, NULL)`,
    [id],
  );
  await database.query(
    `INSERT INTO check_results (target_id, started_at, outcome, attempts, response_time_us) VALUES
       ($1, '2026-01-02T00:00Z', 'up', 1, 50000), ($1, '2026-01-15T08:58Z', 'up', 1, 100000),
       ($1, '2026-01-15T09:00Z', 'down', 3, NULL), ($1, '2026-01-15T09:21Z', 'up', 1, 300000)`,
    [id],
  );
  await database.query(
    `UPDATE standings SET status = 'up', status_since = '2026-01-15T09:20Z', last_checked_at = '2026-01-15T11:59:30Z',
       known_until = '2026-01-15T12:00:30Z', next_check_at = '2026-01-15T12:00:30Z', last_response_time_us = 123456
     WHERE target_id = $1`,
    [id],
  );
}

/** Makes `count` more monitors like one, called `Number 2` and so on: not checked yet. Resolves to their ids. */
export async function copyMonitor(database: Database, id: number, count: number): Promise<number[]> {
  const rows = await database.query<{ id: number }>(
    `INSERT INTO targets (user_id, group_id, type, name, settings, seconds_between_checks, timeout, retries_per_check)
     SELECT user_id, group_id, type, 'Number ' || n, settings, 60, 10, 2 FROM targets, generate_series(2, $2::int + 1) AS n
     WHERE id = $1 RETURNING id`,
    [id, count],
  );
  const ids = rows.map((row) => row.id);
  await database.query(
    'INSERT INTO standings (target_id, next_check_at, status_since) SELECT unnest($1::int[]), now(), now()',
    [ids],
  );
  return ids;
}

/** Lets a monitor stand as its last check, at `now` (ms), has left it. */
export async function stand(database: Database, id: number, status: 'up' | 'down', now: number): Promise<void> {
  await database.query(
    `UPDATE standings SET status = $2, last_checked_at = $3, known_until = $4, next_check_at = $4 WHERE target_id = $1`,
    [id, status, new Date(now), new Date(now + 60_000)],
  );
}

/** The form that makes a group's page public, or ends that. */
export const statusForm = ({ state = 'on', slug = '', details = 'hidden' }) => ({
  'status_page[state]': state,
  'status_page[slug]': slug,
  'status_page[details]': details,
});

/** Names in the brackets of a kind's wrapper. */
export const wrapped = (type: string, params: Record<string, string | number>) =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [`${type}[${name}]`, String(value)]));

/** The value of a field. */
export const valueIn = (html: string, name: string) =>
  new RegExp(`name="${name.replace(/[[\]]/g, '\\$&')}" value="([^"]*)"`).exec(html)?.[1];

/** What is told of a name in a list of facts. */
export const fact = (html: string, name: string) =>
  textOf(new RegExp(`<dt>${name}</dt><dd>(.*?)</dd>`, 's').exec(html)?.[1] ?? '');

const cellsOf = (row: string) => [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell = '']) => cell);

/** The rows of response times: when, average, median, p95, checks. */
export const series = (html: string) => [...html.matchAll(/<tr data-at.*?<\/tr>/gs)].map(([row]) => cellsOf(row));

/** The cells of the rows below a table's head. */
export const rowsIn = (html: string) => [...html.matchAll(/<tr>.*?<\/tr>/gs)].slice(1).map(([row]) => cellsOf(row));
