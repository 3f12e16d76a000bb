/** How each problem is provoked, wherever an example of it is shown: what such a request has that a good one has not. */
import type { ProblemCode } from '../http/problem.js';

/** How a request differs from the one that succeeds. */
export type Deviation = {
  /** Instead of `https`. */
  scheme?: 'http';
  /** Headers instead of the good ones, or beside them. */
  headers?: Readonly<Record<string, string>>;
  /** The id of what the path names last. */
  lastId?: number;
  /** Params instead of the good ones, by bracket form. */
  params?: Readonly<Record<string, unknown>>;
  /** A query instead of all params, encoded as it is sent. */
  query?: Readonly<Record<string, string>>;
  /** A body instead of all params; `told` is what people are shown of one that is too long to read. */
  body?: { type: string; content: string; told?: string };
};

/** The problems that every route tells in the same words; those of its own params are recorded with the route. */
export type ProvokedCode = Exclude<ProblemCode, 'validation_failed' | 'invalid_metrics_token' | 'method_not_allowed'>;

export const provocations: Readonly<Record<ProvokedCode, Deviation>> = {
  ssl_required: { scheme: 'http' },
  body_too_large: {
    body: {
      type: 'application/x-www-form-urlencoded',
      content: 'a='.padEnd(102_401, 'b'),
      told: 'a=bbb… (102,401 bytes)',
    },
  },
  unsupported_media_type: { body: { type: 'text/plain', content: 'name=Web' } },
  malformed_body: { body: { type: 'application/json', content: '{"group": ' } },
  invalid_encoding: { query: { 'group[name]': '%ff' } },
  invalid_app_key: { headers: { 'X-App-Key': 'nobodys-app-key' } },
  invalid_auth_token: { headers: { Authorization: 'Bearer nobodys' } },
  invalid_credentials: { params: { 'user[password]': 'wrong horse' } },
  not_found: { lastId: 404 },
  // Nothing is wrong with these requests.
  rate_limited: {},
  internal_error: {},
  unavailable: {},
};
