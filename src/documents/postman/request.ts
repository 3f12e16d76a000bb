/** A call as a request of Postman: params in a form, or in the query of GET. */
import type { OpenApiDocument } from '../openApi.js';
import type { Call, Field } from './calls.js';
import { bearer, type Auth, type Pair, type PostmanRequest, type Url } from './collection.js';
import { describeField } from './describe.js';
import { textOf, type Variables } from './variables.js';

export type Requests = {
  /** The request that people send: every param told of, those on that it needs. */
  toSend(call: Call, token?: string): PostmanRequest;
  /** The request that was answered as a saved example shows, with no more than it had. */
  asRecorded(call: Call, params: Record<string, unknown>, headers?: Pair[]): PostmanRequest;
};

const appKey: Pair = { key: 'X-App-Key', value: '{{app_key}}' };

export function requestsOf(document: OpenApiDocument, variables: Variables): Requests {
  const base = document.servers[0]?.url ?? '';
  return {
    toSend(call, token = 'auth_token') {
      const path = call.inPath.map((field) => ({
        key: field.name,
        value: `{{${variables.ofPath(call, field.name)}}}`,
        description: describeField(field),
      }));
      const params = call.fields.map((field) => ({
        key: field.name,
        value: variables.valueOf(field),
        description: describeField(field),
        ...(!isNeeded(call, field) && { disabled: true as const }),
      }));
      const header = [{ ...appKey, description: 'Required. The key of an app; the param `app_key` does the same.' }];
      return {
        method: call.method.toUpperCase(),
        description: call.operation.description,
        ...authOf(call, token),
        header,
        ...placed(call, base, path, params),
      };
    },
    asRecorded(call, recorded, headers = []) {
      const path = call.inPath.map(({ name, example }) => ({ key: name, value: textOf(example) }));
      const params = Object.entries(recorded).map(([key, value]) => ({ key, value: textOf(value) }));
      return {
        method: call.method.toUpperCase(),
        ...authOf(call, 'auth_token'),
        header: [appKey, ...headers],
        ...placed(call, base, path, params),
      };
    },
  };
}

/** An update without any param would update nothing: it has those of the recorded one. */
function isNeeded({ method }: Call, { required, example }: Field): boolean {
  return required || (method === 'put' && example !== undefined);
}

function authOf({ needsToken }: Call, token: string): { auth?: Auth } {
  if (!needsToken) return { auth: { type: 'noauth' } };
  // The collection's own is this one.
  return token === 'auth_token' ? {} : { auth: bearer(token) };
}

function placed(call: Call, base: string, path: Pair[], params: Pair[]): Pick<PostmanRequest, 'url' | 'body'> {
  const inQuery = call.method === 'get';
  const url = urlOf(`${base}${call.path}`, path, inQuery ? params : []);
  if (inQuery || params.length === 0) return { url };
  return { url, body: { mode: 'urlencoded', urlencoded: params } };
}

function urlOf(template: string, variable: Pair[], query: Pair[]): Url {
  const path = template.replace(/\{(\w+)\}/g, ':$1').replace(/^\//, '');
  const sent = query.filter(({ disabled }) => !disabled).map(({ key, value }) => `${key}=${value}`);
  return {
    raw: `{{base_url}}/${path}${sent.length > 0 ? `?${sent.join('&')}` : ''}`,
    host: ['{{base_url}}'],
    path: path.split('/'),
    ...(query.length > 0 && { query }),
    ...(variable.length > 0 && { variable }),
  };
}
