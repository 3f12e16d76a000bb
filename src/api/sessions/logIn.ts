/** Logs in: a client with an app, or a person at a page. */
import { isPassword } from '../../http/secrets.js';
import type { NewSignIn } from '../../http/signIn.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { sessionStore, type AccountRow } from './store.js';

/** Begins `signIn` where email and password are right: resolves to the account, else to undefined. */
export function loginWith({ database, clock }: { database: Database; clock: Clock }) {
  const store = sessionStore(database);
  return async (user: { email: string; password: string }, signIn: NewSignIn): Promise<AccountRow | undefined> => {
    const account = await store.find(user.email);
    const isRight = await isPassword(user.password, account?.password_hash);
    if (!account || !isRight) return undefined;
    return (await store.begin(account, signIn, new Date(clock.now()))) ? account : undefined;
  };
}

/** What attempts are counted by. No account has a longer email; a longer text must not fill our memory. */
export function attemptOf(address: string, email: string): string {
  return `${address} ${email.slice(0, 254).toLowerCase()}`;
}
