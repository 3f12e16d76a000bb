/** What an answer that is not a success says: an RFC 9457 problem (contract §1, Errors). */
import type { Failure } from '../platform/fields.js';
import { sentence, type Language } from './languages/index.js';

const statuses = {
  malformed_body: 400,
  invalid_encoding: 400,
  invalid_app_key: 401,
  invalid_auth_token: 401,
  invalid_credentials: 401,
  invalid_metrics_token: 401,
  ssl_required: 403,
  not_found: 404,
  method_not_allowed: 405,
  body_too_large: 413,
  unsupported_media_type: 415,
  validation_failed: 422,
  rate_limited: 429,
  internal_error: 500,
  unavailable: 503,
} as const;

const titles = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

/** The word of a problem: `code` in the answer. */
export type ProblemCode = keyof typeof statuses;

/** A param that was refused: its name in bracket form (`group[name]`), and why. */
export type ParamProblem = Failure & { param: string };

/** Thrown by whoever finds it; one place makes the answer. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly headers: Readonly<Record<string, string>>;
  readonly params: readonly ParamProblem[];

  constructor(
    code: ProblemCode,
    more: { headers?: Readonly<Record<string, string>>; params?: readonly ParamProblem[] } = {},
  ) {
    super(code);
    this.code = code;
    this.headers = more.headers ?? {};
    this.params = more.params ?? [];
  }
}

/** The resource is not there, or not the caller's: the two can't be told apart. */
export function notFound(): Problem {
  return new Problem('not_found');
}

/** 422 with every param that was refused. */
export function invalidParams(params: readonly ParamProblem[]): Problem {
  return new Problem('validation_failed', { params });
}

/** The status of `code`. */
export function statusOf(code: ProblemCode): number {
  return statuses[code];
}

/** The body of the answer, its sentences in `language`. */
export function problemBody(problem: Problem, requestId: string, language: Language) {
  const { code, params } = problem;
  const status = statuses[code];
  return {
    type: 'about:blank',
    title: titles[status],
    status,
    code,
    detail: detailOf(problem, language),
    request_id: requestId,
    ...(code === 'validation_failed' && {
      errors: params.map((wrong) => ({
        param: wrong.param,
        code: wrong.code,
        message: sentence(language.params, wrong.message, wrong.code, wrong.values),
      })),
    }),
  };
}

/** What went wrong, as a sentence in `language`. */
export function detailOf({ code, params }: Problem, { problems }: Language): string {
  if (code !== 'validation_failed') return problems[code];
  const count = params.length;
  return count === 1 ? problems.validation_failed_one : problems.validation_failed.replace('{count}', String(count));
}
