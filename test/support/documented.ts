/** Whether an answer is one that the document tells of: its status, its form, every member and every header. */
import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import {
  operationsOf,
  resolve,
  type JsonSchema,
  type Method,
  type OpenApiDocument,
  type ResponseObject,
} from '../../src/documents/openApi.js';

export type Answered = {
  method: string;
  /** From `/api` on, with or without a query. */
  path: string;
  status: number;
  headers: Record<string, string>;
  text: string;
};

/** Throws an error that says what the document does not tell of. Answers that are not the API's are none of its matters. */
export type AnswerCheck = (answered: Answered) => void;

/** Headers of HTTP itself, of CORS and of forms; each answer may have them. */
const general = new Set([
  ...['connection', 'content-length', 'content-type', 'date', 'etag', 'keep-alive', 'transfer-encoding', 'vary'],
  ...['access-control-allow-origin', 'access-control-expose-headers'],
]);

const noRouteHeaders = Object.fromEntries(
  ['X-Request-Id', 'Cache-Control', 'Allow'].map((name) => [name, { $ref: `#/components/headers/${name}` }]),
);

/** A check of answers of a running service, against the document as it was written last. */
export function committedCheck(): AnswerCheck {
  const file = readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8');
  return answerCheck(JSON.parse(file) as OpenApiDocument);
}

/** A check of answers against `document`. */
export function answerCheck(document: OpenApiDocument): AnswerCheck {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema(closed(document) as JsonSchema, 'document');
  const validators = new Map<string, ValidateFunction>();
  const routes = operationsOf(document).map((each) => ({ ...each, matches: pattern(each.path) }));

  function validator(pointer: string): ValidateFunction {
    const known = validators.get(pointer) ?? ajv.compile({ $ref: `document#${pointer}` });
    validators.set(pointer, known);
    return known;
  }

  return (answered) => {
    const path = new URL(answered.path, 'https://localhost').pathname;
    if (!path.startsWith('/api/') || answered.method === 'OPTIONS') return;
    const method = documentedMethod(answered.method);
    const route = routes.find((each) => each.method === method && each.matches.test(path));
    if (!route) {
      checkNoRoute(
        answered,
        routes.some(({ matches }) => matches.test(path)),
      );
      return;
    }
    const part = route.operation.responses[answered.status];
    const fail = failure(answered);
    if (!part) throw fail(`${answered.status} is no status of ${route.operation.operationId}`);
    const response = resolve(document, part);
    checkHeaders(answered, response, fail);
    const at =
      '$ref' in part
        ? part.$ref.slice(1)
        : `/paths/${escaped(route.path)}/${route.method}/responses/${answered.status}`;
    checkBody(answered, response, at, fail);
  };

  /** Paths and methods that there are not: the general notes tell how they are answered. */
  function checkNoRoute(answered: Answered, isPath: boolean): void {
    const { status, headers, text } = answered;
    const fail = failure(answered);
    const code = new Map<number, string>([
      [403, 'ssl_required'],
      isPath ? [405, 'method_not_allowed'] : [404, 'not_found'],
    ]).get(status);
    if (code === undefined) throw fail('there is no such operation');
    if (status === 405 && !headers['allow']) throw fail('it has no header allow');
    checkHeaders(answered, { headers: noRouteHeaders }, fail);
    if (answered.method === 'HEAD') return;
    const body = JSON.parse(text) as { code?: string };
    const validate = validator('/components/schemas/Problem');
    if (!validate(body)) throw fail(ajv.errorsText(validate.errors));
    if (body.code !== code) throw fail(`its code is not ${code}`);
  }

  function checkBody(answered: Answered, response: ResponseObject, at: string, fail: Fail): void {
    if (answered.method === 'HEAD') return;
    const type = (answered.headers['content-type'] ?? '').split(';')[0] ?? '';
    if (answered.text === '' && !response.content) return;
    if (!response.content?.[type]) throw fail(`its form is ${type || 'none'}`);
    if (!type.endsWith('json')) return;
    const validate = validator(`${at}/content/${escaped(type)}/schema`);
    if (!validate(JSON.parse(answered.text))) throw fail(ajv.errorsText(validate.errors));
  }
}

type Fail = (what: string) => Error;

function failure({ method, path, status, text }: Answered): Fail {
  return (what) =>
    new Error(
      `${method} ${path} was answered with what the document does not tell of: ${what}\n${status} ${text.slice(0, 500)}`,
    );
}

/** PATCH does what PUT does, and HEAD what GET does: the document says so once for all. */
function documentedMethod(method: string): Method {
  const names: Record<string, Method> = { HEAD: 'get', PATCH: 'put' };
  return names[method] ?? (method.toLowerCase() as Method);
}

function pattern(path: string): RegExp {
  return new RegExp(`^/api${path.replace(/\{\w+\}/g, '[^/]+')}$`);
}

function checkHeaders({ headers }: Answered, response: Pick<ResponseObject, 'headers'>, fail: Fail): void {
  const told = new Set(Object.keys(response.headers).map((name) => name.toLowerCase()));
  const strange = Object.keys(headers).filter((name) => !told.has(name) && !general.has(name));
  if (strange.length > 0) throw fail(`the headers ${strange.join(', ')}`);
  for (const name of ['x-request-id', 'location', 'www-authenticate', 'retry-after'])
    if (told.has(name) && !headers[name]) throw fail(`it has no header ${name}`);
}

/** The document with every object closed: to clients it stays open for members to come. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, closed(member)]));
  return members['type'] === 'object' && 'properties' in members
    ? { ...members, additionalProperties: false }
    : members;
}

/** A key within a JSON pointer in a URI fragment (RFC 6901). */
function escaped(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
}
