/** Requests that differ from a good one, as the table of provocations says. */
import { flatten } from '../../src/documents/params.js';
import type { Deviation } from '../../src/documents/provocations.js';
import type { Method } from '../../src/documents/openApi.js';
import type { Sent } from '../support/api.js';

export type Good = { path?: Record<string, number>; params?: object };

/** A good request, but for what `deviation` says; params are in the query of GET, else in a form. */
export function deviating(method: Method, { path = {}, params = {} }: Good, deviation: Deviation) {
  const { scheme, headers, lastId } = deviation;
  const last = Object.keys(path).at(-1);
  return {
    path: last !== undefined && lastId !== undefined ? { ...path, [last]: lastId } : path,
    sent: {
      ...content(method, params, deviation),
      // The server is behind a proxy, which tells it how requests came.
      headers: { ...(scheme && { 'X-Forwarded-Proto': scheme }), ...headers },
    },
  };
}

function content(method: Method, good: object, { params, query, body }: Deviation): Sent {
  if (body) return { body };
  if (query) {
    const pairs = Object.entries(query).map(([name, value]) => `${name}=${value}`);
    return { query: pairs.join('&') };
  }
  const text = encoded({ ...flatten(good), ...params });
  if (text === '') return {};
  return method === 'get' ? { query: text } : { form: text };
}

/** Params as a query or a form has them. */
export function encoded(params: object): string {
  const pairs = Object.entries(flatten(params)).map(([name, value]): [string, string] => [name, String(value)]);
  return new URLSearchParams(pairs).toString();
}
