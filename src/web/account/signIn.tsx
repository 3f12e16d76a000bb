/** Sign up, sign in, sign out: as the API does it, but for a session in the place of a token. */
import { registrar } from '../../api/registrations/register.js';
import { signUpParams } from '../../api/registrations/schema.js';
import { loginWith } from '../../api/sessions/logIn.js';
import { loginParams } from '../../api/sessions/schema.js';
import { sessionStore } from '../../api/sessions/store.js';
import type { Limit } from '../../http/limits.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { readForm, refusedBy } from '../site/form.js';
import { textIn, type Outcome, type Page, type Turn } from '../site/pages.js';
import { ownPath, paths } from '../site/paths.js';
import type { Person } from '../site/sessions.js';
import { countAttempt } from './attempts.js';
import { SignInPage, SignOutPage, SignUpPage, type CredentialsForm } from './signInViews.js';
import { accountTexts } from './texts.js';

export type SignInTools = {
  database: Database;
  clock: Clock;
  /** Attempts per address and email: the API's own count. */
  loginLimit: Limit;
};

export function signInPages({ database, clock, loginLimit }: SignInTools): Page[] {
  const accounts = registrar({ database, clock });
  const logIn = loginWith({ database, clock });
  const sessions = sessionStore(database);

  /** Ends what somebody was signed in with until now. */
  const leave = async (person: Person | undefined) => {
    if (person) await sessions.end(person.signIn);
  };

  return [
    {
      path: paths.signUp,
      for: 'anyone',
      get: ({ context, query }) => ({
        page: <SignUpPage context={context} form={{ isDeleted: query.has('deleted') }} />,
      }),
      async post({ context, form, renewal }) {
        const sent = readForm(signUpParams, form);
        const { hash, keep } = renewal();
        const judged = [...(sent.problems ?? []), ...(await accounts.judge(sent.sound.user?.email))];
        const user = judged.length === 0 ? sent.params?.user : undefined;
        // Who has read this page in a language goes on in it.
        const language = context.speech.code;
        // Somebody else may take the email at this moment.
        const problems = user
          ? await refusedBy(() => accounts.register({ ...user, language }, { by: 'session', hash }))
          : judged;
        if (problems.length === 0) {
          await leave(context.person);
          keep();
          return { goTo: paths.newApp };
        }
        const again = { email: textIn(form, 'user', 'email'), problems };
        return { page: <SignUpPage context={context} form={again} />, status: 422 };
      },
    },
    {
      path: paths.signIn,
      for: 'anyone',
      get: ({ context, query }) => {
        const notice = query.has('unsaved') ? accountTexts(context.speech).unsaved : undefined;
        return {
          page: <SignInPage context={context} form={{ ...toOf(query), ...(notice !== undefined && { notice }) }} />,
        };
      },
      async post({ context, form, query, address, renewal }) {
        const again = (status: number, more: CredentialsForm, headers = {}): Outcome => {
          const shown = { email: textIn(form, 'user', 'email'), ...toOf(query), ...more };
          return { page: <SignInPage context={context} form={shown} />, status, headers };
        };
        const sent = readForm(loginParams, form);
        if (sent.problems) return again(422, { problems: sent.problems });
        const { user } = sent.params;
        const { isWithin, headers } = await countAttempt(loginLimit, address, user.email);
        if (!isWithin) return again(429, { notice: accountTexts(context.speech).tooMany }, headers);
        const { hash, keep } = renewal();
        const account = await logIn(user, { by: 'session', hash });
        if (!account) return again(401, { notice: context.speech.language.problems.invalid_credentials }, headers);
        await leave(context.person);
        keep();
        return { goTo: toOf(query).to ?? paths.home };
      },
    },
    {
      path: paths.signOut,
      for: 'person',
      get: ({ context }) => ({ page: <SignOutPage context={context} /> }),
      async post({ person, renewal }) {
        await leave(person);
        renewal().keep();
        return { goTo: paths.signIn };
      },
    },
  ];
}

function toOf(query: Turn['query']): { to?: string } {
  const to = textIn(query, 'to');
  return to === '' ? {} : { to: ownPath(to) };
}
