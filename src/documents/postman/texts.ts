/** What the collections tell their users. */

export const howTo = `\
**To run it**: import the environment as well, and fill in \`base_url\` (the address of the server), \`app_key\`, \`email\` and \`password\`.
Where the server has a certificate that it signed itself, add that under Postman's settings as a CA certificate.

**The account.** Where nobody is registered under \`email\`, a run registers the account and cancels it in the end. Where somebody is, it
logs in, works on a group of its own, and logs out: the account, its groups and its profile stay as they were. Only the requests under
*Registrations* need an email that is free, and stop where it is not.

**Keys.** \`app_key\` is sent as the header \`X-App-Key\` and \`auth_token\` as \`Authorization: Bearer …\`. Both may be params as well, beside
the others; in a query they end up in logs and histories.

**Params** are sent as a form, those of GET in the query. Optional ones are there but switched off; only in a PUT those of its example
are on, because an update without any would change nothing. Each request has the examples of its answers saved with it, a success and
every error, beside the request that was answered so. Its script tests the answer, and keeps ids for the requests that come after it
in variables of the environment.`;

export const setUpText = 'What the requests below need: an account, and what they are about.';
export const cleanUpText = 'Takes away what was made for the requests above.';

/** `base_url` may be given with `/api` or without, and with a slash at its end. */
export const beforeEach = [
  `pm.variables.set('base_url', (pm.variables.get('base_url') || '').replace(/\\/+$/, '').replace(/\\/api$/, ''));`,
];
