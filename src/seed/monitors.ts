/** The account that is made up, and its monitors: they look at this machine alone. */
import { hashPassword } from '../http/secrets.js';
import type { Query } from '../platform/database/database.js';
import { plan } from './history.js';

export type Account = { userId: number; groupIds: number[]; targetIds: number[] };

/** Where the service listens that will check them. */
export type Service = { port: number; tls: boolean };

const perGroup = 50;
const groupNames = ['Shop', 'Mail', 'Office', 'Website', 'Data centre', 'Partners', 'Staging', 'Backups'];
const things = [
  ['checkout', 'SMTP', 'gateway'],
  ['search', 'IMAP', 'router'],
  ['API', 'database', 'switch'],
  ['login', 'cache', 'printer'],
  ['pictures', 'queue', 'access point'],
];

/** @throws SeedError where the email is taken */
export async function makeAccount(
  query: Query,
  { email, password, monitors, interval, from }: AccountOptions,
  { port, tls }: Service,
): Promise<Account> {
  const [user] = await query<{ id: number }>(
    `INSERT INTO users (email, email_key, password_hash, created_at) VALUES ($1, lower($1), $2, $3)
     ON CONFLICT DO NOTHING RETURNING id`,
    [email, await hashPassword(password), from],
  );
  if (!user) throw new SeedError(`there is an account ${email} already: choose another --email`);
  const names = Array.from({ length: Math.ceil(monitors / perGroup) }, (_, place) =>
    numbered(groupNames[place % groupNames.length] ?? '', Math.floor(place / groupNames.length)),
  );
  const groups = await query<{ id: number }>(
    `INSERT INTO groups (user_id, name, created_at, updated_at)
     SELECT $1, name, $3, $3 FROM unnest($2::text[]) AS name RETURNING id`,
    [user.id, names, from],
  );
  const groupIds = groups.map(({ id }) => id);
  const url = `${tls ? 'https' : 'http'}://localhost:${port}/healthz`;
  const kinds = [
    { type: 'target_url', settings: { url } },
    { type: 'target_custom_port', settings: { host: '127.0.0.1', port_number: port } },
    { type: 'target_ping', settings: { host: '127.0.0.1' } },
  ];
  const made = Array.from({ length: monitors }, (_, place) => {
    const kind = kinds[place % kinds.length];
    const words = things[Math.floor(place / kinds.length) % things.length];
    return {
      group: groupIds[Math.floor(place / perGroup)],
      type: kind?.type,
      settings: JSON.stringify(kind?.settings),
      name: numbered(
        words?.[place % kinds.length] ?? '',
        Math.floor((place % perGroup) / (kinds.length * things.length)),
      ),
    };
  });
  const targets = await query<{ id: number }>(
    `INSERT INTO targets (user_id, group_id, type, name, settings, seconds_between_checks, timeout, retries_per_check,
       created_at, updated_at)
     SELECT $1, group_id, type, name, settings, $6, $7, $8, $9, $9
     FROM unnest($2::int[], $3::text[], $4::text[], $5::jsonb[]) WITH ORDINALITY
       AS t (group_id, type, name, settings, place) ORDER BY place RETURNING id`,
    [
      user.id,
      made.map(({ group }) => group),
      made.map(({ type }) => type),
      made.map(({ name }) => name),
      made.map(({ settings }) => settings),
      ...[interval, plan.timeout, plan.retries, from],
    ],
  );
  return { userId: user.id, groupIds, targetIds: targets.map(({ id }) => id).sort((a, b) => a - b) };
}

export type AccountOptions = { email: string; password: string; monitors: number; interval: number; from: Date };

/** What keeps a past from being made. The message is one line for whoever asked. */
export class SeedError extends Error {
  override name = 'SeedError';
}

function numbered(name: string, times: number): string {
  return times === 0 ? name : `${name} ${times + 1}`;
}
