/** What the document says about all requests, and about each heading of the reference. */

/** Tags, in the reference's order. */
export const tags = [
  { name: 'Registrations', description: 'Accounts: register, edit, cancel.' },
  { name: 'Sessions', description: 'Log in to get an `auth_token`, log out to end it.' },
  { name: 'Profile', description: 'In which language and time zone a user is answered.' },
  { name: 'Groups', description: 'Monitors are kept in groups.' },
  {
    name: 'Monitors',
    description:
      'A monitor watches a URL, a TCP port or a host that answers pings. It is checked every `seconds_between_checks`; ' +
      'a check is up to 1 + `retries_per_check` attempts of `timeout` seconds each, a second apart, and counts as failed ' +
      'only when all of them failed.',
  },
  { name: 'Events', description: 'Changes of monitors between up and down, with the reasons.' },
  { name: 'Reports', description: 'How long monitors were up, and how fast they answered, over any range of dates.' },
];

/** General notes, in CommonMark. */
export const notes = `\
A REST API for apps, scripts and Postman: groups of monitors, what happened to them, and how they did.

**JSON.** Answers are JSON in UTF-8, keys in snake_case. A resource is wrapped in its name: \`{"group": {…}}\`, \`{"groups": […]}\`.

**Params.** The same params are read from the query string (\`group[name]=Home\`), from \`application/x-www-form-urlencoded\` and
\`multipart/form-data\` (fields only), and from \`application/json\` (\`{"group": {"name": "Home"}}\`, and flat bracketed keys too).
A body wins over the query, the path wins over both. Empty and JSON \`null\` are the same: a required param is then missing, an optional
one takes its default or, on update, stays as it was; \`profile[country]\` becomes none. Whole numbers are decimal digits only. A param that is unknown within its resource is refused; unknown ones beside it are ignored. A body has at most 102,400 bytes.

**Who asks.** Every request carries an \`app_key\`, as a param or as the header \`X-App-Key\`. Where it is about somebody's data it
carries an \`auth_token\` too, as a param or as \`Authorization: Bearer …\`. A token belongs to one user and to the app that it was made
with, and expires 90 days after its last use unless the operator says otherwise. Secrets in a query end up in logs of proxies and in histories: prefer headers.

**SSL only.** Plain HTTP is answered with 403 \`ssl_required\`, and nothing else happens.

**Dates** are ISO 8601 with the numeric offset of the user's time zone and no fraction of a second: \`2013-01-31T00:00:00+02:00\`.

**Methods.** \`PATCH\` works wherever \`PUT\` does, \`HEAD\` wherever \`GET\` does. A known path with another method is 405 with \`Allow\`, an
unknown path 404. Any origin may call from a browser (CORS); cookies are never read.

**Errors** are problems (RFC 9457), \`application/problem+json\`. \`code\` is a word for programs, \`detail\` a sentence in the user's
language. Where params are wrong, \`errors\` names all of them at once, each by its bracket form.

**Limits.** Requests per minute are limited for each token, and for each address where there is none: \`RateLimit-Limit\`,
\`RateLimit-Remaining\` and \`RateLimit-Reset\` tell what is left. Log-ins are limited for each address and email as well. Beyond a limit the answer
is 429 with \`Retry-After\`.

**Every answer** has an \`X-Request-Id\`, which the service's log has too.
`;

/** Ways to send what says who asks; the params work in a body as well. */
export const securitySchemes = {
  appKeyHeader: { type: 'apiKey', in: 'header', name: 'X-App-Key', description: 'The key of an app, as a header.' },
  appKeyQuery: { type: 'apiKey', in: 'query', name: 'app_key', description: 'The key of an app, as a param.' },
  authTokenBearer: { type: 'http', scheme: 'bearer', description: 'A token of `POST /users/login`, as a header.' },
  authTokenQuery: {
    type: 'apiKey',
    in: 'query',
    name: 'auth_token',
    description: 'A token of `POST /users/login`, as a param.',
  },
};
