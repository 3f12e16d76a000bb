/** Params and answers of sessions. */
import { z } from 'zod';
import { userAnswer } from '../../http/account.js';
import { required, text } from '../../platform/fields.js';

// Only what can be looked up is asked for: an email or a password that no account could have is a wrong one.
export const loginParams = z.object({
  user: z.object({
    email: required(text({ trim: true }).meta({ type: 'string', description: 'Compared without case.' })),
    password: required(text().meta({ type: 'string', format: 'password', description: 'As it was registered.' })),
  }),
});

export const loginAnswer = z.object({
  user: userAnswer,
  auth_token: z.string().describe('For every request that needs a user. It is shown only here.'),
});
