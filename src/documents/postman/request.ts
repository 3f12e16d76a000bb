/** A call as a request of Postman: params in a form, or in the query of GET. */
import type { OpenApiDocument } from '../openApi.js';
import type { Deviation } from '../provocations.js';
import type { Call, Field } from './calls.js';
import { bearer, type Auth, type Pair, type PostmanRequest, type Url } from './collection.js';
import { describeField } from './describe.js';
import { defaultBaseUrl } from './environment.js';
import { textOf, type Variables } from './variables.js';

export type Requests = {
  /** The request that people send: every param told of, those on that it needs. */
  toSend(call: Call, token?: string): PostmanRequest;
  /** The request that an answer was recorded of: the one with `params`, but for how it deviates, and with no more than that. */
  asRecorded(call: Call, params: Record<string, unknown>, deviation?: Deviation): PostmanRequest;
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
        ...placed({ call, base, path, params }),
      };
    },
    asRecorded(call, recorded, deviation = {}) {
      const { scheme, headers = {}, lastId, params, query, body } = deviation;
      const path = call.inPath.map(({ name, example }, index) => {
        const isLast = index === call.inPath.length - 1;
        return { key: name, value: textOf(isLast ? (lastId ?? example) : example) };
      });
      const sent = pairsOf(body ? {} : (query ?? { ...recorded, ...params }));
      const type = body && { 'Content-Type': body.type };
      return {
        method: call.method.toUpperCase(),
        ...('Authorization' in headers ? { auth: { type: 'noauth' } } : authOf(call, 'auth_token')),
        header: pairsOf({ [appKey.key]: appKey.value, ...type, ...headers }),
        ...placed({ call, base, path, params: sent, plain: scheme === 'http', ...(query && { inQuery: true }) }),
        ...(body && { body: { mode: 'raw' as const, raw: body.told ?? body.content } }),
      };
    },
  };
}

function pairsOf(values: Readonly<Record<string, unknown>>): Pair[] {
  return Object.entries(values).map(([key, value]) => ({ key, value: textOf(value) }));
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

type Place = {
  call: Call;
  /** The path of the API. */
  base: string;
  path: Pair[];
  params: Pair[];
  /** Whether params are in the query; those of GET are unless said otherwise. */
  inQuery?: boolean;
  /** Whether it goes over plain HTTP. */
  plain?: boolean;
};

function placed({
  call,
  base,
  path,
  params,
  inQuery = call.method === 'get',
  plain,
}: Place): Pick<PostmanRequest, 'url' | 'body'> {
  const url = urlOf(`${base}${call.path}`, path, inQuery ? params : [], plain ? plainHttp : throughVariable);
  if (inQuery || params.length === 0) return { url };
  return { url, body: { mode: 'urlencoded', urlencoded: params } };
}

type Origin = { raw: string; parts: Pick<Url, 'protocol' | 'host' | 'port'> };

const throughVariable: Origin = { raw: '{{base_url}}', parts: { host: ['{{base_url}}'] } };

/** The variable has its scheme in it: where another is meant, the address is written out. */
const plainHttp: Origin = plainOrigin(new URL(defaultBaseUrl));

function plainOrigin({ host, hostname, port }: URL): Origin {
  return { raw: `http://${host}`, parts: { protocol: 'http', host: hostname.split('.'), port } };
}

function urlOf(template: string, variable: Pair[], query: Pair[], { raw, parts }: Origin): Url {
  const path = template.replace(/\{(\w+)\}/g, ':$1').replace(/^\//, '');
  const sent = query.filter(({ disabled }) => !disabled).map(({ key, value }) => `${key}=${value}`);
  return {
    raw: `${raw}/${path}${sent.length > 0 ? `?${sent.join('&')}` : ''}`,
    ...parts,
    path: path.split('/'),
    ...(query.length > 0 && { query }),
    ...(variable.length > 0 && { variable }),
  };
}
