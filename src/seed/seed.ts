/** Fills a database with a made-up past, all of it or nothing. */
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type pg from 'pg';
import { dayMs, hourMs, rollUp, type Sample } from '../ledger/rollup.js';
import type { Database, Query } from '../platform/database/database.js';
import { copyLines, resultLine, rollupLine } from './copy.js';
import { lifeOf, stopsOf, type Check, type Life, type Span } from './history.js';
import { makeAccount, SeedError, type Account, type Service } from './monitors.js';

export type SeedOptions = {
  monitors: number;
  days: number;
  /** Days at the end of which single checks are kept. */
  resultsDays: number;
  /** Seconds between two checks. */
  interval: number;
  /** Which of all pasts. */
  seed: number;
  /** Where the past ends. */
  until: Date;
  email: string;
  password: string;
  service: Service;
};

/** What was made: `checks` of the whole past, `results` of them kept one by one. */
export type Counts = { checks: number; results: number; rollups: number; events: number; gaps: number };

/**
 * Makes an account with monitors and their past.
 * @param onProgress told after each day that was made, with checks so far and the share of all that is done
 * @throws SeedError where the database can not take it
 */
export async function seed(
  database: Database,
  options: SeedOptions,
  onProgress: (checks: number, share: number) => void = () => undefined,
): Promise<Account & { counts: Counts }> {
  const client = await database.pool.connect();
  const query: Query = async (sql, values) => (await client.query(sql, values && [...values])).rows as never;
  try {
    await client.query('BEGIN');
    const made = await fill(client, query, options, onProgress);
    await client.query('COMMIT');
    // Outside of the transaction, where it may run: so that reports find sums in the index alone.
    for (const table of ['check_rollups', 'events', 'gaps']) await client.query(`VACUUM ANALYZE ${table}`);
    await client.query('ANALYZE check_results');
    client.release();
    return made;
  } catch (error) {
    // Whatever was made goes with the connection.
    client.release(true);
    throw error;
  }
}

type Monitor = { id: number; life: Life; reason: string };

async function fill(
  client: pg.PoolClient,
  query: Query,
  options: SeedOptions,
  onProgress: (checks: number, share: number) => void,
): Promise<Account & { counts: Counts }> {
  const until = options.until.getTime();
  const from = (Math.ceil(until / dayMs) - options.days) * dayMs;
  const resultsFrom = (Math.ceil(until / dayMs) - Math.min(options.resultsDays, options.days)) * dayMs;
  const span: Span = { from, until, interval: options.interval, seed: options.seed };
  await beginAt(query, { resultsFrom, until });
  const account = await makeAccount(query, { ...options, from: new Date(from) }, options.service);
  const stops = stopsOf(span);
  const monitors = account.targetIds.map((id, place): Monitor => {
    return { id, life: lifeOf(span, { id, place, stops }), reason: reasons[place % reasons.length] ?? '' };
  });
  const counts = { checks: 0, results: 0, rollups: 0, events: 0, gaps: 0 };
  for (let day = from; day < until; day += dayMs) {
    await makeDay(client, monitors, { day, until, keeps: day >= resultsFrom, counts });
    onProgress(counts.checks, (day + dayMs - from) / (options.days * dayMs));
    await yieldToOthers();
  }
  await writeLedger(client, query, monitors, counts);
  return { ...account, counts };
}

const reasons = [
  'http_status\tHTTP 503 Service Unavailable',
  'connection_refused\t127.0.0.1 refused the connection',
  'no_reply\t127.0.0.1 did not reply',
];

/**
 * Says how far rollups are. In a database whose service has rolled up hours already, those of the new monitors are read as
 * the others' are: from rollups up to there, and one by one afterwards.
 */
async function beginAt(query: Query, { resultsFrom, until }: { resultsFrom: number; until: number }): Promise<void> {
  const hour = new Date(Math.floor(until / hourMs) * hourMs);
  const [row] = await query<{ fresh: boolean; used: boolean; fits: boolean }>(
    `SELECT rolled_until = '-infinity' AS fresh, EXISTS (SELECT FROM check_results) AS used,
       rolled_until >= $1 AND rolled_until <= $2 AS fits FROM rollup_progress`,
    [new Date(resultsFrom), hour],
  );
  if (!(row?.fresh ? !row.used : row?.fits))
    throw new SeedError('the database has results that this past does not fit to: choose an empty one');
  await query(
    `UPDATE rollup_progress SET results_since = greatest(results_since, $1),
       closed_until = greatest(closed_until, $2), closed_by = pg_current_xact_id()::text::bigint,
       rolled_until = CASE WHEN rolled_until = '-infinity' THEN $2 ELSE rolled_until END`,
    [new Date(resultsFrom), hour],
  );
}

type Day = { day: number; until: number; keeps: boolean; counts: Counts };

async function makeDay(client: pg.PoolClient, monitors: readonly Monitor[], { day, until, keeps, counts }: Day) {
  const date = new Date(day).toISOString().slice(0, 10);
  const rolledUntil = Math.min(day + dayMs, Math.floor(until / hourMs) * hourMs);
  const rollups: string[] = [];

  function* lines() {
    for (const { id, life, reason } of monitors) {
      const checks = life.nextDay();
      counts.checks += checks.length;
      const rollup = rollUp(undefined, noHours, samplesOf(checks, day, rolledUntil));
      if (rollup.checks > 0) rollups.push(rollupLine(id, date, rollup));
      if (!keeps) continue;
      counts.results += checks.length;
      let text = '';
      for (const check of checks) text += resultLine(id, date, check, reason);
      if (text !== '') yield text;
    }
  }

  if (keeps) await copyDay(client, day, lines());
  else for (const _ of lines());
  await copyLines(client, 'check_rollups', rollups);
  counts.rollups += rollups.length;
}

const noHours: ReadonlySet<number> = new Set();

function samplesOf(checks: readonly Check[], day: number, until: number): Sample[] {
  const samples: Sample[] = [];
  for (const { at, outcome, responseTime } of checks) {
    if (at >= until) break;
    if (outcome === 'unchecked') continue;
    const second = Math.floor((at - day) / 1000);
    samples.push({ second, responseTime: outcome === 'up' ? responseTime : null });
  }
  return samples;
}

/** A day of results: where nobody has made its partition yet, an index is faster made when they are there. */
async function copyDay(client: pg.PoolClient, day: number, lines: Iterable<string>): Promise<void> {
  const [from, to] = [day, day + dayMs].map((at) => new Date(at).toISOString());
  const name = `check_results_${(from ?? '').slice(0, 10).replaceAll('-', '')}`;
  const { rows } = await client.query<{ known: boolean }>('SELECT to_regclass($1) IS NOT NULL AS known', [name]);
  if (rows[0]?.known) {
    await copyLines(client, 'check_results', lines);
    return;
  }
  await client.query(`CREATE TABLE ${name} (LIKE check_results INCLUDING DEFAULTS)`);
  await copyLines(client, name, lines);
  await client.query(`ALTER TABLE ${name} ADD PRIMARY KEY (target_id, started_at)`);
  await client.query(`ALTER TABLE check_results ATTACH PARTITION ${name} FOR VALUES FROM ('${from}') TO ('${to}')`);
}

const time = (at: number) => new Date(at).toISOString();

async function writeLedger(client: pg.PoolClient, query: Query, monitors: readonly Monitor[], counts: Counts) {
  function* events() {
    for (const { id, life, reason } of monitors) {
      for (const [place, { type, at }] of life.events.entries()) {
        const next = life.events[place + 1];
        counts.events += 1;
        yield `${id}\t${type}\t${time(at)}\t${next ? time(next.at) : '\\N'}\t${type === 'down' ? reason : '\\N\t\\N'}\n`;
      }
    }
  }
  function* gaps() {
    for (const { id, life } of monitors) {
      for (const [from, to] of life.gaps) {
        counts.gaps += 1;
        yield `${id}\t${time(from)}\t${time(to)}\n`;
      }
    }
  }
  await copyLines(client, 'events (target_id, type, started_at, ended_at, reason_code, reason_detail)', events());
  await copyLines(client, 'gaps', gaps());
  const column = <T>(value: (life: Life) => T) => monitors.map(({ life }) => value(life));
  await query(
    `INSERT INTO standings (target_id, next_check_at, status, status_since, last_checked_at, last_response_time_us, known_until)
     SELECT t.id, next_slot(t.id, t.seconds_between_checks, clock_timestamp()), coalesce(s.status, 'pending'),
       coalesce(s.since, t.created_at), s.checked, s.time, s.known
     FROM unnest($1::int[], $2::target_status[], $3::timestamptz[], $4::timestamptz[], $5::int[], $6::timestamptz[])
       AS s (id, status, since, checked, time, known) JOIN targets t ON t.id = s.id`,
    [
      monitors.map(({ id }) => id),
      column((life) => life.events.at(-1)?.type ?? null),
      column((life) => dateOr(life.events.at(-1)?.at)),
      column((life) => dateOr(life.last()?.at)),
      column((life) => (life.last()?.outcome === 'up' ? (life.last()?.responseTime ?? null) : null)),
      column((life) => dateOr(life.knownUntil() ?? undefined)),
    ],
  );
}

function dateOr(at: number | undefined): Date | null {
  return at === undefined ? null : new Date(at);
}
