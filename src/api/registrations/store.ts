/** Accounts in the database. */
import { beginSignIn, endOthers, isSignedIn, type NewSignIn, type SignIn } from '../../http/signIn.js';
import { isTaken } from '../../platform/database/code.js';
import type { Database } from '../../platform/database/database.js';

export type UserRow = { id: number; email: string; time_zone: string; created_at: Date };

/** What emails are compared by. */
const keyOf = (email: string) => email.toLowerCase();

const columns = 'id, email, time_zone, created_at';

export function registrationStore(database: Database) {
  return {
    /** Whether an account but that of `exceptUserId` has the email. */
    async isTaken(email: string, exceptUserId = 0): Promise<boolean> {
      const rows = await database.query('SELECT 1 FROM users WHERE email_key = $1 AND id <> $2', [
        keyOf(email),
        exceptUserId,
      ]);
      return rows.length > 0;
    },

    /** A new account that is signed in; undefined where the email is taken. */
    add(user: { email: string; passwordHash: string; language: string; at: Date }, signIn: NewSignIn) {
      return database.transaction(async (query): Promise<UserRow | undefined> => {
        const [row] = await query<UserRow>(
          `INSERT INTO users (email, email_key, password_hash, language, created_at) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (email_key) DO NOTHING RETURNING ${columns}`,
          [user.email, keyOf(user.email), user.passwordHash, user.language, user.at],
        );
        if (!row) return undefined;
        await beginSignIn(query, { id: row.id }, signIn, user.at);
        return row;
      });
    },

    /**
     * Changes what is given. A new password ends every sign-in but `signIn`. Resolves to `taken` where another account
     * has the email, and to undefined where the account or the sign-in is gone.
     */
    async update(
      userId: number,
      signIn: SignIn,
      { email, passwordHash }: { email: string | undefined; passwordHash: string | undefined },
    ): Promise<UserRow | 'taken' | undefined> {
      try {
        return await database.transaction(async (query) => {
          // Of two new passwords at once the second one comes with a token that the first one has revoked.
          await query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
          if (!(await isSignedIn(query, signIn))) return undefined;
          const [row] = await query<UserRow>(
            `UPDATE users SET email = coalesce($2, email), email_key = coalesce($3, email_key),
               password_hash = coalesce($4, password_hash)
             WHERE id = $1 RETURNING ${columns}`,
            [userId, email, email === undefined ? null : keyOf(email), passwordHash],
          );
          if (passwordHash !== undefined) await endOthers(query, userId, signIn);
          return row;
        });
      } catch (error) {
        if (isTaken(error)) return 'taken';
        throw error;
      }
    },

    /** Ends an account and all that is under it; the history of its monitors is removed in the background. */
    async remove(userId: number): Promise<void> {
      await database.transaction(async (query) => {
        // Nothing can be added under the account from here on, and no check can be recorded.
        await query('SELECT 1 FROM users WHERE id = $1 FOR UPDATE', [userId]);
        await query(
          `SELECT 1 FROM standings WHERE target_id IN (SELECT id FROM targets WHERE user_id = $1)
           ORDER BY target_id FOR UPDATE`,
          [userId],
        );
        await query('DELETE FROM users WHERE id = $1', [userId]);
        await query(`SELECT pg_notify('targets_changed', '')`);
      });
    },
  };
}
