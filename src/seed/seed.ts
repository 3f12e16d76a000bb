/** Fills a database with a made-up past, all of it or nothing. */
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type pg from 'pg';
import { dayMs, rollUp, type Sample } from '../ledger/rollup.js';
import type { Database, Query } from '../platform/database/database.js';
import { copyLines, resultLine, rollupLine } from './copy.js';
import { lifeOf, stopsOf, type Check, type Life, type Span } from './history.js';
import { kindAt, kindsAt, makeAccount, type Account, type Service } from './monitors.js';
import { announceSources, planSources } from './sources.js';

export type SeedOptions = {
  monitors: number;
  days: number;
  /** Days at the end of which single checks are kept; more where the database keeps those of others for longer. */
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

/** What was made: `checks` of the whole past, `results` of them kept one by one, `rolled` of them in `rollups`. */
export type Counts = { checks: number; results: number; rolled: number; rollups: number; events: number; gaps: number };

/**
 * Makes an account with monitors and their past.
 * @param onProgress told after each day that was made, with checks so far and the share of all that is done
 * @throws SeedError where the email is taken
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
  const sources = await planSources(query, { resultsFrom, until });
  const kinds = kindsAt(options.service);
  const account = await makeAccount(query, { ...options, from: new Date(from) }, kinds);
  const stops = stopsOf(span);
  const monitors = account.targetIds.map((id, place): Monitor => {
    return { id, life: lifeOf(span, { place, stops }), reason: kindAt(kinds, place).reason };
  });
  const counts = { checks: 0, results: 0, rolled: 0, rollups: 0, events: 0, gaps: 0 };
  const { rolledUntil, resultsSince } = sources;
  for (let day = from; day < until; day += dayMs) {
    await makeDay(client, monitors, { day, rolledUntil, keeps: day + dayMs > resultsSince, counts });
    onProgress(counts.checks, (day + dayMs - from) / (options.days * dayMs));
    await yieldToOthers();
  }
  await writeLedger(client, query, monitors, counts);
  // Last: what it locks, whoever rolls up waits for.
  await announceSources(query, sources, account.targetIds);
  return { ...account, counts };
}

type Day = { day: number; rolledUntil: number; keeps: boolean; counts: Counts };

async function makeDay(client: pg.PoolClient, monitors: readonly Monitor[], { day, rolledUntil, keeps, counts }: Day) {
  const date = new Date(day).toISOString().slice(0, 10);
  const rollups: string[] = [];

  function* lines() {
    for (const { id, life, reason } of monitors) {
      const checks = life.nextDay();
      counts.checks += checks.length;
      const rollup = rollUp(undefined, noHours, samplesOf(checks, day, rolledUntil));
      counts.rolled += rollup.checks;
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
