/** Params and answers of registrations (contract §2, U). */
import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { userAnswer } from '../../http/account.js';
import { passwordBytes } from '../../http/secrets.js';
import { changed, lengthOf, refuse, required, text } from '../../platform/fields.js';

const shortestPassword = 8;

const email = text({ trim: true, max: 254 })
  .superRefine((value, context) => {
    if (!isEmail(value)) refuse(context, { code: 'invalid', message: 'email' });
  })
  .meta({ type: 'string', maxLength: 254, description: 'Compared without case.' });

const password = text()
  .superRefine((value, context) => {
    if (lengthOf(value) < shortestPassword) {
      refuse(context, { code: 'too_short', message: 'password_too_short', values: { min: shortestPassword } });
    } else if (Buffer.byteLength(value) > passwordBytes) {
      refuse(context, { code: 'too_long', message: 'password_too_long', values: { max: passwordBytes } });
    }
  })
  .meta({
    type: 'string',
    format: 'password',
    minLength: shortestPassword,
    // No more than so many bytes have no more characters.
    maxLength: passwordBytes,
    description: `${shortestPassword} characters to ${passwordBytes} bytes in UTF-8.`,
  });

/** Something before the @ and the name of a host behind it: enough to catch slips, and `root@localhost` is fine. */
function isEmail(value: string): boolean {
  const [, domain] = /^[^\s@\p{C}]+@([\p{L}\p{M}\p{N}.-]+)$/u.exec(value) ?? [];
  if (domain === undefined) return false;
  const ascii = domainToASCII(domain);
  return ascii.length <= 253 && ascii.split('.').every((label) => /^(?!-)[a-z\d-]{1,63}(?<!-)$/.test(label));
}

export const signUpParams = z.object({ user: z.object({ email: required(email), password: required(password) }) });

export const updateParams = z.object({ user: z.object({ email: changed(email), password: changed(password) }) });

export const signUpAnswer = z.object({
  user: userAnswer,
  auth_token: z.string().describe('For every request that needs a user. It is shown only here.'),
});

export const updateAnswer = z.object({ user: userAnswer });
