/** What requests pass on to those after them, by way of the environment. */
import { pathOf } from '../../http/params/tree.js';
import { answerMembers, wrapperOf, type Call, type Field } from './calls.js';

/** The name of a variable, and where in an answer its value is. */
export type Chained = { variable: string; at: string[]; example: unknown };

export type Variables = {
  /** What an answer of `call` sets, of that which others can send. */
  setBy(call: Call): Chained[];
  /** The variable that stands for a param of the path of `call`. */
  ofPath(call: Call, param: string): string;
  /** What is sent for a param: a variable where there is one of that name, else an example. */
  valueOf(field: Pick<Field, 'name' | 'example'>): string;
  /** The names of all that answers set. */
  all: Chained[];
};

/** Those that the user fills in, and that params are sent from. */
const given = ['email', 'password'];

export function variablesOf(calls: readonly Call[]): Variables {
  const sent = new Set(calls.flatMap((call) => sendable(call, calls)));
  const setByCall = (call: Call) => setBy(call, calls).filter(({ variable }) => sent.has(variable));
  const all = new Map(calls.flatMap(setByCall).map((each) => [each.variable, each]));
  const known = new Set([...given, ...all.keys()]);
  const examples = new Map<string, unknown>();
  for (const { name, example, schema } of calls.flatMap((call) => call.fields)) {
    const sample = example ?? schema['default'] ?? (schema['enum'] as unknown[] | undefined)?.[0];
    if (sample !== undefined && !examples.has(name)) examples.set(name, sample);
  }
  return {
    all: [...all.values()],
    setBy: setByCall,
    ofPath: (call, param) => ofPath(call, param, calls),
    valueOf({ name, example }) {
      const variable = namesFor(name).find((each) => known.has(each));
      return variable === undefined ? textOf(example ?? examples.get(name)) : `{{${variable}}}`;
    },
  };
}

/** The variables that a param can be sent from, the one that is most its own first. */
function namesFor(param: string): string[] {
  const parts = pathOf(param);
  const last = parts.at(-1) ?? param;
  return [parts.join('_'), last, last.replace(/s$/, '')];
}

/** The variables that a call can send. */
function sendable(call: Call, calls: readonly Call[]): string[] {
  const inPath = call.inPath.map(({ name }) => ofPath(call, name, calls));
  return ['auth_token', ...inPath, ...call.fields.flatMap(({ name }) => namesFor(name))];
}

/** A value as a form or a query has it. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function setBy(call: Call, calls: readonly Call[]): Chained[] {
  const members = Object.keys(answerMembers(call));
  const token = members.includes('auth_token')
    ? [{ variable: 'auth_token', at: ['auth_token'], example: undefined }]
    : [];
  if (call.success === 201) return [...token, ...idsOf(call, members)];
  return [...token, ...valuesOf(call, calls)];
}

/** What was made goes by the name of its answer and, where that is another, by that of its params: `target_url_id`. */
function idsOf(call: Call, members: readonly string[]): Chained[] {
  const made = members.find((name) => name !== 'auth_token');
  if (made === undefined) return [];
  const names = new Set([made, wrapperOf(call) ?? made]);
  return [...names].map((name) => ({ variable: `${name}_id`, at: [made, 'id'], example: undefined }));
}

/** Of what there is only one, an update sends what was read before: so that it is left as it was. */
function valuesOf(call: Call, calls: readonly Call[]): Chained[] {
  if (call.method !== 'get' || call.inPath.length > 0) return [];
  const update = calls.find(({ method, path }) => method === 'put' && path === call.path);
  return (update?.fields ?? []).map(({ name, example }) => {
    const at = pathOf(name);
    return { variable: at.join('_'), at, example };
  });
}

function ofPath(call: Call, param: string, calls: readonly Call[]): string {
  if (param !== 'id') return param;
  const collection = collectionOf(call);
  const create = calls.find(({ method, path }) => method === 'post' && path === collection);
  const name = (create && wrapperOf(create)) ?? Object.keys(answerMembers(call))[0];
  if (name === undefined) throw new Error(`Nothing tells whose id ${call.operation.operationId} takes.`);
  return `${name}_id`;
}

/** `/groups` of `/groups/{group_id}`. */
export function collectionOf({ path }: Call): string {
  return path.replace(/\/\{[^/]*\}$/, '');
}
