/** The account that is made up, and its monitors: they look at this machine alone. */
import { hashPassword } from '../http/secrets.js';
import type { Query } from '../platform/database/database.js';
import { plan } from './history.js';

export type Account = { userId: number; groupIds: number[]; targetIds: number[] };

/** Where the service will listen that checks them. */
export type Service = { host: string; port: number; tls: boolean };

/** What some of the monitors look at. */
export type Kind = {
  type: string;
  settings: object;
  /** Why they fail, as columns of a COPY. */
  reason: string;
  names: readonly string[];
};

/**
 * What monitors can look at so that it answers when the service runs. Not its own URL where that is HTTPS: its certificate
 * is nobody's but its own, or another name's.
 */
export function kindsAt({ host, port, tls }: Service): Kind[] {
  const own = ['localhost', '0.0.0.0', '127.0.0.1'].includes(host) ? '127.0.0.1' : host === '::' ? '::1' : host;
  const inUrl = own.includes(':') ? `[${own}]` : own;
  const web: Kind = {
    type: 'target_url',
    settings: { url: `http://${inUrl}:${port}/healthz` },
    reason: 'http_status\tHTTP 503 Service Unavailable',
    names: ['checkout', 'search', 'API', 'login', 'pictures'],
  };
  const customPort: Kind = {
    type: 'target_custom_port',
    settings: { host: own, port_number: port },
    reason: `connection_refused\t${own} refused the connection`,
    names: ['SMTP', 'IMAP', 'database', 'cache', 'queue'],
  };
  const ping: Kind = {
    type: 'target_ping',
    settings: { host: own },
    reason: `no_reply\t${own} did not reply`,
    names: ['gateway', 'router', 'switch', 'printer', 'access point'],
  };
  // Any free port is none that is known before.
  if (port === 0) return [ping];
  return tls ? [customPort, ping] : [web, customPort, ping];
}

const perGroup = 50;
const groupNames = ['Shop', 'Mail', 'Office', 'Website', 'Data centre', 'Partners', 'Staging', 'Backups'];

/** @throws SeedError where the email is taken */
export async function makeAccount(
  query: Query,
  { email, password, monitors, interval, from }: AccountOptions,
  kinds: readonly Kind[],
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
  const made = Array.from({ length: monitors }, (_, place) => {
    const kind = kindAt(kinds, place);
    const turn = Math.floor((place % perGroup) / kinds.length);
    return {
      group: groupIds[Math.floor(place / perGroup)],
      type: kind.type,
      settings: JSON.stringify(kind.settings),
      name: numbered(kind.names[turn % kind.names.length] ?? '', Math.floor(turn / kind.names.length)),
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

/** They take turns. */
export function kindAt(kinds: readonly Kind[], place: number): Kind {
  const kind = kinds[place % kinds.length];
  if (!kind) throw new Error('there is no kind of monitor');
  return kind;
}

export type AccountOptions = { email: string; password: string; monitors: number; interval: number; from: Date };

/** What keeps a past from being made. The message is one line for whoever asked. */
export class SeedError extends Error {
  override name = 'SeedError';
}

function numbered(name: string, times: number): string {
  return times === 0 ? name : `${name} ${times + 1}`;
}
