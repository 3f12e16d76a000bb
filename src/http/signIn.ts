/** Sign-ins: a token of an app's user, or a session of a person who looks at pages. */
import type { Query } from '../platform/database/database.js';

/** One that is there. */
export type SignIn = { by: 'token' | 'session'; id: number };

/** One that begins; `hash` is the SHA-256 of its secret. */
export type NewSignIn = { by: 'token'; appId: number; hash: Buffer } | { by: 'session'; hash: Buffer };

/** Days after its last use for which a session lasts. */
export const sessionDays = 30;

const tables = { token: 'tokens', session: 'sessions' } as const;

/**
 * Begins a sign-in of an account; false where it is gone or, where a hash of its password is given, has another password
 * by now.
 */
export async function beginSignIn(
  query: Query,
  account: { id: number; password_hash?: string },
  signIn: NewSignIn,
  at: Date,
): Promise<boolean> {
  const [column, value, appId] = signIn.by === 'token' ? [', app_id', ', $5::int', [signIn.appId]] : ['', '', []];
  const rows = await query(
    `INSERT INTO ${tables[signIn.by]} (user_id, hash, created_at, last_used_at${column})
     SELECT id, $3::bytea, $4::timestamptz, $4${value} FROM users
     WHERE id = $1 AND ($2::text IS NULL OR password_hash = $2) FOR SHARE RETURNING id`,
    [account.id, account.password_hash ?? null, signIn.hash, at, ...appId],
  );
  return rows.length > 0;
}

/** Whether a sign-in has not been ended. */
export async function isSignedIn(query: Query, { by, id }: SignIn): Promise<boolean> {
  return (await query(`SELECT 1 FROM ${tables[by]} WHERE id = $1`, [id])).length > 0;
}

/** Ends a sign-in. */
export async function endSignIn(query: Query, { by, id }: SignIn): Promise<void> {
  await query(`DELETE FROM ${tables[by]} WHERE id = $1`, [id]);
}

/** Ends every sign-in of an account but `kept`. */
export async function endOthers(query: Query, userId: number, kept: SignIn): Promise<void> {
  for (const by of ['token', 'session'] as const) {
    await query(`DELETE FROM ${tables[by]} WHERE user_id = $1 AND id <> $2`, [userId, kept.by === by ? kept.id : 0]);
  }
}
