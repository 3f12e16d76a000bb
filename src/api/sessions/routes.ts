/** Sessions: log in and log out (contract §2). */
import { z } from 'zod';
import { presentUser } from '../../http/account.js';
import { unauthorized } from '../../http/authenticate.js';
import type { Limit } from '../../http/limits.js';
import { Problem } from '../../http/problem.js';
import { defineRoute, type Route } from '../../http/route.js';
import { newSecret, tokenHash } from '../../http/secrets.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { attemptOf, loginWith } from './logIn.js';
import { loginAnswer, loginParams } from './schema.js';
import { sessionStore } from './store.js';

const tag = 'Sessions';

export function sessionRoutes(dependencies: {
  database: Database;
  clock: Clock;
  /** Attempts per address and email. */
  loginLimit: Limit;
}): Route[] {
  const { database, clock, loginLimit } = dependencies;
  const store = sessionStore(database);
  const logIn = loginWith({ database, clock });

  return [
    defineRoute({
      method: 'post',
      path: '/users/login',
      operation: 'logIn',
      tag,
      summary: 'Log in.',
      needs: 'app',
      params: loginParams,
      success: 200,
      answer: loginAnswer,
      problems: ['invalid_credentials'],
      async handle({ caller, address, params: { user } }) {
        const headers = await loginLimit.take(attemptOf(address, user.email));
        const token = newSecret();
        const account = await logIn(user, { by: 'token', appId: caller.appId, hash: tokenHash(token) });
        if (account) return { body: { user: presentUser(account, account.time_zone), auth_token: token }, headers };
        const refusal = unauthorized('invalid_credentials');
        throw new Problem(refusal.code, { headers: { ...headers, ...refusal.headers } });
      },
    }),

    defineRoute({
      method: 'delete',
      path: '/users/logout',
      operation: 'logOut',
      tag,
      summary: 'Log out. The token is dead from then on; other tokens of the user live.',
      needs: 'token',
      params: z.object({}),
      success: 204,
      async handle({ caller }) {
        await store.end(caller.signIn);
        return {};
      },
    }),
  ];
}
