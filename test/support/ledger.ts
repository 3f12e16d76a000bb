/** History written straight into the database, and routes asked about it without a server in between. */
import { pathOf, treeOf } from '../../src/http/params/tree.js';
import { perform } from '../../src/http/perform.js';
import { Problem } from '../../src/http/problem.js';
import type { Route, UserCaller } from '../../src/http/route.js';
import type { Database } from '../../src/platform/database/database.js';
import { makeMonitor, makeOwner, type MonitorRow } from './monitors.js';

export type Owner = { userId: number; groupId: number };

/** An instant of a test: ISO 8601, or milliseconds since the epoch. */
export type At = string | number;

export type Check = { at: At; outcome?: 'up' | 'down' | 'unchecked'; us?: number | null };

const date = (at: At) => new Date(at);

/** Writers of history for the monitors of one owner. */
export async function makeLedger(database: Database) {
  const owner: Owner = await makeOwner(database);
  await database.query('CREATE TABLE IF NOT EXISTS check_results_test PARTITION OF check_results DEFAULT');
  return {
    ...owner,

    /** A monitor that has existed for long; `knownUntil` is far ahead unless said otherwise. */
    async monitor(row: MonitorRow & { name?: string; createdAt?: At; knownUntil?: At | null; owner?: Owner } = {}) {
      const id = await makeMonitor(database, row.owner ?? owner, row);
      await database.query('UPDATE targets SET name = $2, created_at = $3 WHERE id = $1', [
        id,
        row.name ?? 'monitor',
        date(row.createdAt ?? '2020-01-01T00:00Z'),
      ]);
      const knownUntil = row.knownUntil === undefined ? '2099-01-01T00:00Z' : row.knownUntil;
      await database.query('UPDATE standings SET known_until = $2 WHERE target_id = $1', [
        id,
        knownUntil === null ? null : date(knownUntil),
      ]);
      return id;
    },

    /** Each status lasts until the next one begins, the last one until `end`, or still. Resolves to the events' ids. */
    async statuses(targetId: number, changes: readonly [type: 'up' | 'down', at: At][], end: At | null = null) {
      if (changes.length === 0) return [];
      const ends = [...changes.slice(1).map(([, at]) => at), end];
      const rows = await database.query<{ id: number }>(
        `INSERT INTO events (target_id, type, started_at, ended_at, reason_code, reason_detail)
         SELECT $1, type, started_at, ended_at,
           CASE type WHEN 'down' THEN 'timeout' END, CASE type WHEN 'down' THEN 'no answer' END
         FROM unnest($2::event_type[], $3::timestamptz[], $4::timestamptz[]) AS e (type, started_at, ended_at)
         RETURNING id`,
        [
          targetId,
          changes.map(([type]) => type),
          changes.map(([, at]) => date(at)),
          ends.map((at) => (at === null ? null : date(at))),
        ],
      );
      return rows.map(({ id }) => id);
    },

    async gaps(targetId: number, stretches: readonly [from: At, to: At][]) {
      await database.query(
        'INSERT INTO gaps (target_id, started_at, ended_at) SELECT $1, * FROM unnest($2::timestamptz[], $3::timestamptz[])',
        [targetId, stretches.map(([from]) => date(from)), stretches.map(([, to]) => date(to))],
      );
    },

    async checks(targetId: number, checks: readonly Check[]) {
      await database.query(
        `INSERT INTO check_results (target_id, started_at, outcome, attempts, response_time_us)
         SELECT $1, started_at, outcome, 1, us
         FROM unnest($2::timestamptz[], $3::check_outcome[], $4::int[]) AS c (started_at, outcome, us)`,
        [
          targetId,
          checks.map(({ at }) => date(at)),
          checks.map(({ outcome }) => outcome ?? 'up'),
          checks.map(({ us, outcome }) => (us === undefined && (outcome ?? 'up') === 'up' ? 1000 : (us ?? null))),
        ],
      );
    },
  };
}

export type Ledger = Awaited<ReturnType<typeof makeLedger>>;

/** The answer to params as a client writes them, or the names and codes of what was refused. */
export async function ask(
  routes: readonly Route[],
  path: string,
  params: Record<string, string>,
  who: { userId: number; timeZone?: string },
): Promise<{ body: unknown; refused: [param: string, code: string][] }> {
  const route = routes.find((candidate) => candidate.path === path);
  if (!route) throw new Error(`no route ${path}`);
  const user = { id: who.userId, email: 'a@b.example', language: 'en', timeZone: who.timeZone ?? 'UTC' };
  const caller: UserCaller = { appId: 1, signIn: { by: 'token', id: 1 }, user };
  const tree = treeOf(Object.entries(params).map(([name, leaf]) => ({ path: pathOf(name), leaf })));
  try {
    const asked = { caller, path: {}, tree, address: '127.0.0.1', accepts: 'json' } as const;
    const { body: whole, chunks, headers } = await perform(route, asked);
    const text = chunks && (await textOf(chunks));
    if (headers?.['Content-Type']?.startsWith('text/csv')) return { body: text, refused: [] };
    const body: unknown = text === undefined ? whole : JSON.parse(text);
    if (route.answer) route.answer.parse(body);
    return { body, refused: [] };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { body: undefined, refused: error.params.map(({ param, code }) => [param, code]) };
  }
}

async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
