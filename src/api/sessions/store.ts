/** Sign-ins in the database. */
import type { Database } from '../../platform/database/database.js';

export type AccountRow = { id: number; email: string; password_hash: string; time_zone: string; created_at: Date };

export function sessionStore(database: Database) {
  return {
    /** The account whose email is `email` when case is left aside. */
    async find(email: string): Promise<AccountRow | undefined> {
      const [row] = await database.query<AccountRow>(
        'SELECT id, email, password_hash, time_zone, created_at FROM users WHERE email_key = $1',
        [email.toLowerCase()],
      );
      return row;
    },

    /** Keeps a token of the account, unless its password was changed or it was ended since it was found. */
    async begin(account: AccountRow, token: { hash: Buffer; appId: number; at: Date }): Promise<boolean> {
      const rows = await database.query(
        `INSERT INTO tokens (user_id, app_id, hash, created_at, last_used_at)
         SELECT id, $3, $4, $5, $5 FROM users WHERE id = $1 AND password_hash = $2 FOR SHARE
         RETURNING id`,
        [account.id, account.password_hash, token.appId, token.hash, token.at],
      );
      return rows.length > 0;
    },

    /** Ends one token. */
    async end(tokenId: number): Promise<void> {
      await database.query('DELETE FROM tokens WHERE id = $1', [tokenId]);
    },
  };
}
