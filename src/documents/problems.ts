/** What can go wrong with a request of a route, and how each of these is answered. */
import { z } from 'zod';
import { statusOf, type ProblemCode } from '../http/problem.js';
import type { Route } from '../http/route.js';
import { paramErrorCodes } from '../platform/fields.js';
import { pascal } from '../platform/words.js';
import type { Examples, OperationExamples } from './examples.js';
import type { Example, Header, JsonSchema, Reference, ResponseObject } from './openApi.js';
import { flatten, paramsOf } from './params.js';

/** The problems that requests of `route` can be answered with (contract §1 and §6), in the order in which they are found. */
export function problemsOf(route: Route): ProblemCode[] {
  const hasBody = route.method !== 'get';
  return [
    'ssl_required',
    ...(hasBody ? (['body_too_large', 'unsupported_media_type', 'malformed_body'] as const) : []),
    'invalid_encoding',
    'invalid_app_key',
    ...(route.needs === 'token' ? (['invalid_auth_token'] as const) : []),
    ...(route.locate ? (['not_found'] as const) : []),
    ...(paramsOf(route.params).length > 0 ? (['validation_failed'] as const) : []),
    ...(route.problems ?? []),
    'rate_limited',
    'internal_error',
    'unavailable',
  ];
}

/** What each problem means, for people. */
const meanings: Record<Exclude<ProblemCode, 'invalid_metrics_token'>, string> = {
  malformed_body: 'the body can not be read as its content type says',
  invalid_encoding: 'params are not valid UTF-8',
  invalid_app_key: 'the `app_key` is missing, unknown or revoked',
  invalid_auth_token: "the `auth_token` is missing, unknown, expired, revoked, or was made with another app's key",
  invalid_credentials: 'the email or the password is wrong',
  ssl_required: 'the request came over plain HTTP; nothing else has happened',
  not_found: "what the path names is not there, or is another user's",
  method_not_allowed: 'the path does not know this method: see the header `Allow`',
  body_too_large: 'the body has more than 102,400 bytes',
  unsupported_media_type: 'the body is neither a form nor JSON, or not in UTF-8',
  validation_failed: 'params are wrong: `errors` names each of them',
  rate_limited: 'too many requests: wait for the seconds in `Retry-After`',
  internal_error: 'our fault; the log of the service has the request under its `request_id`',
  unavailable: 'the database is away: try again after the seconds in `Retry-After`',
};

type DocumentedCode = keyof typeof meanings;

type Refused = OperationExamples['refused'];

/** Answers to problems, by status; what operations have in common becomes a component, named after its codes. */
export function problemResponses(examples: Examples) {
  const components: Record<string, ResponseObject> = {};

  function responseOf(status: number, codes: readonly DocumentedCode[], refused: Refused): ResponseObject {
    const invalid = codes.includes('validation_failed');
    return {
      description: codes.map((code) => `\`${code}\`: ${meanings[code]}.`).join('\n\n'),
      headers: headersOf(status),
      content: {
        'application/problem+json': {
          schema: { $ref: invalid ? '#/components/schemas/ValidationProblem' : '#/components/schemas/Problem' },
          examples: Object.fromEntries(
            codes.map((code): [string, Example] => [
              code,
              code === 'validation_failed' && refused
                ? { summary: code, value: refused.answer, 'x-params': flatten(refused.params) }
                : { summary: code, value: examples.problems[code] },
            ]),
          ),
        },
      },
    };
  }

  return {
    components,
    /** The answers of `route` that are no success. */
    of(route: Route): [string, ResponseObject | Reference][] {
      const codes = new Map<number, DocumentedCode[]>();
      for (const code of problemsOf(route)) {
        if (!isDocumented(code)) continue;
        const status = statusOf(code);
        codes.set(status, [...(codes.get(status) ?? []), code]);
      }
      return [...codes].sort().map(([status, those]) => {
        const refused = examples.operations[route.operation]?.refused;
        if (those.includes('validation_failed')) return [String(status), responseOf(status, those, refused)];
        const name = those.map(pascal).join('Or');
        components[name] ??= responseOf(status, those, undefined);
        return [String(status), { $ref: `#/components/responses/${name}` }];
      });
    },
  };
}

function isDocumented(code: ProblemCode): code is DocumentedCode {
  return code in meanings;
}

const problem = {
  type: z.literal('about:blank').describe('There is nothing to read under a URI: `code` says it all.'),
  title: z.string().describe("The status's name."),
  status: z.int().describe('The HTTP status.'),
  detail: z.string().describe("A sentence in the user's language, English where there is no user."),
  request_id: z.string().describe('The `X-Request-Id` of the answer, which the log has too.'),
};

const paramError = z
  .object({
    param: z.string().meta({ description: 'In bracket form, however it was sent.', examples: ['group[name]'] }),
    code: z.enum(paramErrorCodes).describe('What is wrong with it, as a word.'),
    message: z.string().describe('What is wrong with it, in the user\'s language; continues "[param] …".'),
  })
  .meta({ id: 'ParamError', description: 'A param that was refused.' });

/** RFC 9457. */
export const problemSchema = z
  .object({
    ...problem,
    code: z.enum(Object.keys(meanings) as [DocumentedCode, ...DocumentedCode[]]).describe('What is wrong, as a word.'),
  })
  .meta({
    id: 'Problem',
    description: 'Why there is no success (RFC 9457). `code` is for programs, `detail` for people.',
  });

export const validationProblemSchema = z
  .object({
    ...problem,
    code: z.literal('validation_failed').describe('What is wrong, as a word.'),
    errors: z.array(paramError).min(1).describe('Every param that was refused.'),
  })
  .meta({ id: 'ValidationProblem', description: 'Why params were refused: all of them at once.' });

export const headers: Record<string, Header> = {
  'X-Request-Id': { description: 'Names the request in logs; a sane one of the client is kept.', schema: text() },
  'Cache-Control': { description: '`no-store`.', schema: text() },
  'RateLimit-Limit': {
    description:
      'Requests per minute. The three are absent where no limit is set, or where the request failed before it was counted.',
    schema: count(),
  },
  'RateLimit-Remaining': { description: 'Requests that are left in this minute.', schema: count() },
  'RateLimit-Reset': { description: 'Seconds until all are left again.', schema: count() },
  'Retry-After': { description: 'Seconds after which to try again.', schema: count() },
  'WWW-Authenticate': { description: '`Bearer`.', schema: text() },
};

function text(): JsonSchema {
  return { type: 'string' };
}

function count(): JsonSchema {
  return { type: 'integer', minimum: 0 };
}

/** Statuses of requests that were refused before they were counted. */
const uncounted = new Set([400, 403, 413, 415]);

/** The headers of answers with `status`, as references to `headers`. */
export function headersOf(status: number): Record<string, Reference> {
  const names = ['X-Request-Id', 'Cache-Control'];
  if (!uncounted.has(status)) names.push('RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset');
  if (status === 429 || status === 503) names.push('Retry-After');
  if (status === 401) names.push('WWW-Authenticate');
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
