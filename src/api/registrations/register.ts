/** Makes accounts: for a client with an app, and for a person at a page. */
import { invalidParams, type ParamProblem } from '../../http/problem.js';
import { hashPassword } from '../../http/secrets.js';
import type { NewSignIn } from '../../http/signIn.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { registrationStore, type UserRow } from './store.js';

/** Another account has the email. */
export const taken: ParamProblem = { param: 'user[email]', code: 'taken', message: 'taken' };

type NewUser = { email: string; password: string; language?: string };

export function registrar({ database, clock }: { database: Database; clock: Clock }) {
  const store = registrationStore(database);
  return {
    /** What is wrong with an email that is valid by itself, for an account that is not `exceptUserId`. */
    async judge(email: string | undefined, exceptUserId?: number): Promise<ParamProblem[]> {
      return email !== undefined && (await store.isTaken(email, exceptUserId)) ? [taken] : [];
    },

    /**
     * A new account that is signed in. `language`: of its profile (contract §2, P).
     * @throws Problem `validation_failed` where the email was taken meanwhile
     */
    async register(user: NewUser, signIn: NewSignIn): Promise<UserRow> {
      const { email, password, language = 'en' } = user;
      const passwordHash = await hashPassword(password);
      const row = await store.add({ email, passwordHash, language, at: new Date(clock.now()) }, signIn);
      if (!row) throw invalidParams([taken]);
      return row;
    },
  };
}
