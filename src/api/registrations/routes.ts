/** Registrations: sign up, change email and password, cancel the account (contract §2). */
import { z } from 'zod';
import { presentUser } from '../../http/account.js';
import { unauthorized } from '../../http/authenticate.js';
import { invalidParams } from '../../http/problem.js';
import { defineRoute, type Route } from '../../http/route.js';
import { hashPassword, newSecret, tokenHash } from '../../http/secrets.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { registrar, taken } from './register.js';
import { signUpAnswer, signUpParams, updateAnswer, updateParams } from './schema.js';
import { registrationStore } from './store.js';

const tag = 'Registrations';

export function registrationRoutes({ database, clock }: { database: Database; clock: Clock }): Route[] {
  const store = registrationStore(database);
  const { judge, register } = registrar({ database, clock });
  return [
    defineRoute({
      method: 'post',
      path: '/users/sign-up',
      operation: 'signUp',
      tag,
      summary: 'Register a new user.',
      needs: 'app',
      params: signUpParams,
      success: 201,
      answer: signUpAnswer,
      judge: ({ params }) => judge(params.user?.email),
      async handle({ caller, params: { user } }) {
        const token = newSecret();
        const row = await register(user, { by: 'token', appId: caller.appId, hash: tokenHash(token) });
        return { body: { user: presentUser(row, row.time_zone), auth_token: token } };
      },
    }),

    defineRoute({
      method: 'put',
      path: '/users',
      operation: 'updateUser',
      tag,
      summary: 'Edit current user. A new password revokes every other token of the user.',
      needs: 'token',
      params: updateParams,
      success: 200,
      answer: updateAnswer,
      judge: ({ caller, params }) => judge(params.user?.email, caller.user.id),
      async handle({ caller, params: { user } }) {
        const passwordHash = user.password === undefined ? undefined : await hashPassword(user.password);
        const row = await store.update(caller.user.id, caller.signIn, { email: user.email, passwordHash });
        if (row === 'taken') throw invalidParams([taken]);
        if (!row) throw unauthorized('invalid_auth_token');
        return { body: { user: presentUser(row, row.time_zone) } };
      },
    }),

    defineRoute({
      method: 'delete',
      path: '/users',
      operation: 'cancelUser',
      tag,
      summary: 'Cancel current user account, and all that is under it.',
      needs: 'token',
      params: z.object({}),
      success: 204,
      async handle({ caller }) {
        await store.remove(caller.user.id);
        return {};
      },
    }),
  ];
}
