/** Sign-ins in the database. */
import { beginSignIn, type NewSignIn, type SignIn } from '../../http/signIn.js';
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

    /** Begins a sign-in of the account, unless its password was changed or it was ended since it was found. */
    begin(account: AccountRow, signIn: NewSignIn, at: Date): Promise<boolean> {
      const whose = { where: 'id = $1 AND password_hash = $2', values: [account.id, account.password_hash] };
      return beginSignIn(database.query, whose, signIn, at);
    },

    /** Ends one sign-in. */
    async end({ by, id }: SignIn): Promise<void> {
      await database.query(by === 'token' ? 'DELETE FROM tokens WHERE id = $1' : 'DELETE FROM sessions WHERE id = $1', [
        id,
      ]);
    },
  };
}
