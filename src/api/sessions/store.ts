/** Sign-ins in the database. */
import { beginSignIn, endSignIn, type NewSignIn, type SignIn } from '../../http/signIn.js';
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
    begin: (account: AccountRow, signIn: NewSignIn, at: Date) => beginSignIn(database.query, account, signIn, at),

    /** Ends one sign-in. */
    end: (signIn: SignIn) => endSignIn(database.query, signIn),
  };
}
