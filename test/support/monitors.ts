/** Monitors made straight in the database, for tests of what the server does on its own. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../src/platform/database/database.js';

export type MonitorRow = {
  type?: string;
  settings?: object;
  intervalSeconds?: number;
  timeout?: number;
  retries?: number;
  /** Milliseconds since the epoch. */
  nextCheckAt?: number;
};

/** An account with one group, to hold monitors. */
export async function makeOwner(database: Database): Promise<{ userId: number; groupId: number }> {
  const email = `${randomUUID()}@example.com`;
  const [user] = await database.query<{ id: number }>(
    `INSERT INTO users (email, email_key, password_hash) VALUES ($1, $1, 'none') RETURNING id`,
    [email],
  );
  const userId = user?.id ?? 0;
  const [group] = await database.query<{ id: number }>(
    `INSERT INTO groups (user_id, name) VALUES ($1, 'Servers') RETURNING id`,
    [userId],
  );
  return { userId, groupId: group?.id ?? 0 };
}

/** A monitor of `owner`, with a standing that has seen no check yet. Resolves to its id. */
export async function makeMonitor(
  database: Database,
  owner: { userId: number; groupId: number },
  row: MonitorRow = {},
): Promise<number> {
  const next = new Date(row.nextCheckAt ?? Date.now());
  const [target] = await database.query<{ id: number }>(
    `INSERT INTO targets
       (user_id, group_id, type, name, settings, seconds_between_checks, timeout, retries_per_check)
     VALUES ($1, $2, $3, 'monitor', $4, $5, $6, $7) RETURNING id`,
    [
      owner.userId,
      owner.groupId,
      row.type ?? 'target_custom_port',
      JSON.stringify(row.settings ?? { host: '127.0.0.1', port_number: 1 }),
      row.intervalSeconds ?? 60,
      row.timeout ?? 10,
      row.retries ?? 2,
    ],
  );
  const id = target?.id ?? 0;
  await database.query('INSERT INTO standings (target_id, next_check_at, status_since) VALUES ($1, $2, $3)', [
    id,
    next,
    next,
  ]);
  return id;
}

export type FleetRow = {
  type?: string;
  /** `{id}` in a text of it stands for the monitor's own id. */
  settings: object;
  intervalSeconds: number;
  timeout: number;
  retries: number;
  /** Where the first checks come all at once rather than on the monitors' slots. */
  dueAtOnce?: boolean;
};

/** Many monitors alike, in one statement. Resolves to their ids. */
export async function makeFleet(
  database: Database,
  owner: { userId: number; groupId: number },
  count: number,
  row: FleetRow,
): Promise<number[]> {
  const rows = await database.query<{ target_id: number }>(
    `WITH ids AS MATERIALIZED (
       SELECT nextval('targets_id_seq')::int AS id FROM generate_series(1, $3)
     ), made AS (
       INSERT INTO targets
         (id, user_id, group_id, type, name, settings, seconds_between_checks, timeout, retries_per_check)
       SELECT id, $1, $2, $4, 'monitor', replace($5, '{id}', id::text)::jsonb, $6, $7, $8 FROM ids RETURNING id
     )
     INSERT INTO standings (target_id, next_check_at, status_since)
     SELECT id, CASE WHEN $9 THEN now() ELSE next_slot(id, $6, now()) END, now() FROM made RETURNING target_id`,
    [
      owner.userId,
      owner.groupId,
      count,
      row.type ?? 'target_url',
      JSON.stringify(row.settings),
      row.intervalSeconds,
      row.timeout,
      row.retries,
      row.dueAtOnce ?? false,
    ],
  );
  return rows.map(({ target_id }) => target_id);
}
