/** What the page says about an operation, read off the document. */
import {
  operationsOf,
  resolve,
  type Method,
  type OpenApiDocument,
  type Operation,
  type ResponseObject,
} from '../../documents/openApi.js';
import { describe, isObject, membersOf, type Described } from './schema.js';

export type Entry = { path: string; method: Method; operation: Operation };

export type Param = Described & { name: string; in: string; required: boolean };

/** The operations of a heading. */
export function entriesOf(document: OpenApiDocument, tag: string): Entry[] {
  return operationsOf(document).filter(({ operation }) => operation.tags.includes(tag));
}

/** Whether it is about somebody's data. */
export function needsToken({ security }: Operation): boolean {
  return security.every((requirement) => Object.keys(requirement).some((scheme) => scheme.startsWith('authToken')));
}

/** All params: those that say who asks, those of the path, those of the query or the body. */
export function paramsOf(document: OpenApiDocument, operation: Operation): Param[] {
  const given = (operation.parameters ?? []).map(({ name, in: place, required, description, schema }) => ({
    ...describe(document, { ...schema, description }),
    name,
    in: place,
    required,
  }));
  return [...credentials(operation), ...given, ...bodyParams(document, operation)];
}

function credentials(operation: Operation): Param[] {
  const common = { type: 'string', limits: [], in: 'header', required: true };
  const appKey = { name: 'app_key', description: 'Header `X-App-Key`, or a param of this name.' };
  const authToken = { name: 'auth_token', description: 'Header `Authorization: Bearer …`, or a param of this name.' };
  const needed = needsToken(operation) ? [appKey, authToken] : [appKey];
  return needed.map((param) => ({ ...common, ...param }));
}

function bodyParams(document: OpenApiDocument, operation: Operation): Param[] {
  const schema = formOf(operation)?.schema ?? {};
  const required: unknown[] = Array.isArray(schema['required']) ? schema['required'] : [];
  return membersOf(schema).map(([name, member]) => ({
    ...describe(document, member),
    name,
    in: 'body',
    required: required.includes(name),
  }));
}

function formOf({ requestBody }: Operation) {
  return requestBody?.content['application/x-www-form-urlencoded'];
}

/** Params of a request that succeeds: those of its query or its form, by name. */
export function exampleOf(operation: Operation): Record<string, unknown> {
  const query = (operation.parameters ?? []).filter((param) => param.in === 'query' && param.example !== undefined);
  const [form] = Object.values(formOf(operation)?.examples ?? {}).map(({ value }) => value);
  return { ...Object.fromEntries(query.map(({ name, example }) => [name, example])), ...(isObject(form) && form) };
}

/** The answer to a request that succeeds. */
export function successOf(
  document: OpenApiDocument,
  operation: Operation,
): { status: string; response: ResponseObject } {
  const [status, response] = Object.entries(operation.responses).find(([each]) => each.startsWith('2')) ?? [];
  if (status === undefined || !response) throw new Error(`${operation.operationId} has no success.`);
  return { status, response: resolve(document, response) };
}
