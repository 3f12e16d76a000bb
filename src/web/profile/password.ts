/** The password of the person who is signed in, asked for again before what an unlocked browser must not be enough for. */
import { sessionStore } from '../../api/sessions/store.js';
import type { Limit } from '../../http/limits.js';
import type { ParamProblem } from '../../http/problem.js';
import { isPassword } from '../../http/secrets.js';
import type { Database } from '../../platform/database/database.js';
import { countAttempt } from '../account/attempts.js';
import { textIn, type Sending } from '../site/pages.js';

/** The field of a form: no param of the API's. */
export const currentPassword = 'current_password';

/** Whether the form says the person's password. `isWithin`: not so many attempts were made that this one was not looked at. */
export type Proof = { isWithin: boolean; problems: readonly ParamProblem[]; headers: Readonly<Record<string, string>> };

/** Asks for proofs; each is an attempt of the login limit. */
export function passwordProof({ database, loginLimit }: { database: Database; loginLimit: Limit }) {
  const store = sessionStore(database);
  return async ({ form, person, address }: Sending): Promise<Proof> => {
    const password = textIn(form, currentPassword);
    if (password === '') return { isWithin: true, problems: [missing], headers: {} };
    const { email } = person.user;
    const { isWithin, headers } = await countAttempt(loginLimit, address, email);
    if (!isWithin) return { isWithin, problems: [], headers };
    const isRight = await isPassword(password, (await store.find(email))?.password_hash);
    return { isWithin, problems: isRight ? [] : [wrong], headers };
  };
}

const missing: ParamProblem = { param: currentPassword, code: 'required', message: 'required' };
const wrong: ParamProblem = { param: currentPassword, code: 'invalid', message: 'wrong_password' };
