/** Whose request it is, in one statement for each request (contract §1, `app_key` and `auth_token`). */
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { touch } from './lastUse.js';
import { Problem } from './problem.js';
import type { AppCaller, Needs, UserCaller } from './route.js';
import { tokenHash } from './secrets.js';

/** What a request brought to say who sends it. */
export type Credentials = { appKey: string | undefined; authToken: string | undefined };

/** Resolves to the caller, or throws `invalid_app_key` or `invalid_auth_token`. */
export type Authenticate = (needs: Needs, credentials: Credentials) => Promise<AppCaller | UserCaller>;

type Row = {
  app_id: number;
  app_used_at: Date | null;
  token_id: number | null;
  last_used_at: Date | null;
  user_id: number;
  email: string;
  language: string;
  time_zone: string;
};

const day = 24 * 60 * 60 * 1000;

/** A token belongs to the app that it was made with, and dies `tokenTtlDays` after its last use. */
export function authenticator(dependencies: { database: Database; clock: Clock; tokenTtlDays: number }): Authenticate {
  const { database, clock, tokenTtlDays } = dependencies;
  return async (needs, { appKey, authToken }) => {
    if (appKey === undefined || !/^[\w-]{1,64}$/.test(appKey)) throw unauthorized('invalid_app_key');
    const now = clock.now();
    const hash = needs === 'token' && authToken !== undefined ? tokenHash(authToken) : null;
    const [row] = await database.query<Row>(sql, [appKey, hash, new Date(now - tokenTtlDays * day)]);
    if (!row) throw unauthorized('invalid_app_key');
    await touch(database.query, 'apps', { id: row.app_id, lastUsedAt: row.app_used_at }, now);
    if (needs === 'app') return { appId: row.app_id };
    if (row.token_id === null || row.last_used_at === null) throw unauthorized('invalid_auth_token');
    await touch(database.query, 'tokens', { id: row.token_id, lastUsedAt: row.last_used_at }, now);
    return {
      appId: row.app_id,
      signIn: { by: 'token', id: row.token_id },
      user: { id: row.user_id, email: row.email, language: row.language, timeZone: row.time_zone },
    };
  };
}

const sql = `
  SELECT a.id AS app_id, a.last_used_at AS app_used_at, t.id AS token_id, t.last_used_at, u.id AS user_id, u.email,
    u.language, u.time_zone
  FROM apps a
  LEFT JOIN (tokens t JOIN users u ON u.id = t.user_id)
    ON t.app_id = a.id AND t.hash = $2 AND t.last_used_at > $3
  WHERE a.key = $1 AND a.revoked_at IS NULL`;

/** 401, which says how one may sign in, as RFC 9110 asks. */
export function unauthorized(
  code: 'invalid_app_key' | 'invalid_auth_token' | 'invalid_credentials' | 'invalid_metrics_token',
): Problem {
  return new Problem(code, { headers: { 'WWW-Authenticate': 'Bearer' } });
}

/** What a header `Authorization: Bearer …` carries. */
export function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1];
}
