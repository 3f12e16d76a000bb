/** Sign-ins: a token of an app's user, or a session of a person who looks at pages. */
import type { Query } from '../platform/database/database.js';

/** One that is there. */
export type SignIn = { by: 'token' | 'session'; id: number };

/** One that begins; `hash` is the SHA-256 of its secret. */
export type NewSignIn = { by: 'token'; appId: number; hash: Buffer } | { by: 'session'; hash: Buffer };

/** Account rows that may sign in: a condition on `users`, with its values. */
type Whose = { where: string; values: readonly unknown[] };

/** Begins a sign-in of the account that `whose` finds; false where it finds none any more. */
export async function beginSignIn(
  query: Query,
  { where, values }: Whose,
  signIn: NewSignIn,
  at: Date,
): Promise<boolean> {
  const own = [at, signIn.hash, ...(signIn.by === 'token' ? [signIn.appId] : [])];
  const place = (index: number) => `$${values.length + index}`;
  const rows = await query(
    signIn.by === 'token'
      ? `INSERT INTO tokens (user_id, app_id, hash, created_at, last_used_at)
         SELECT id, ${place(3)}::int, ${place(2)}::bytea, ${place(1)}::timestamptz, ${place(1)} FROM users
         WHERE ${where} FOR SHARE RETURNING id`
      : `INSERT INTO sessions (user_id, hash, created_at, last_used_at)
         SELECT id, ${place(2)}::bytea, ${place(1)}::timestamptz, ${place(1)} FROM users WHERE ${where} FOR SHARE RETURNING id`,
    [...values, ...own],
  );
  return rows.length > 0;
}

/** Whether a sign-in has not been ended. */
export async function isSignedIn(query: Query, { by, id }: SignIn): Promise<boolean> {
  return (await query(`SELECT 1 FROM ${tables[by]} WHERE id = $1`, [id])).length > 0;
}

/** Ends every sign-in of an account but `kept`. */
export async function endOthers(query: Query, userId: number, kept: SignIn): Promise<void> {
  for (const by of ['token', 'session'] as const) {
    await query(`DELETE FROM ${tables[by]} WHERE user_id = $1 AND id <> $2`, [userId, kept.by === by ? kept.id : 0]);
  }
}

const tables = { token: 'tokens', session: 'sessions' };
