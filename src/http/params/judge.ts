/** Judges params by a route's schema, and says all that is wrong with them at once (contract §1, Errors; §6, Params). */
import { z } from 'zod';
import { failureOf, isEmpty, type Failure } from '../../platform/fields.js';
import type { ParamProblem } from '../problem.js';
import { shapeOf } from './shape.js';
import { nameOf, type ParamTree } from './tree.js';

/**
 * What the schema made of the params, or what it found wrong with them. `sound` has those that are valid by themselves,
 * so that rules beyond the schema can be told in the same answer: none where the request is meant for another path.
 */
export type Judgement = { problems: ParamProblem[]; params: unknown; sound: Record<string, unknown> };

type Input = Record<string, unknown>;

/** Applies `schema`, an object of wrappers and params; what it does not name at the top level is ignored. */
export function judgeParams(schema: z.ZodType, tree: ParamTree): Judgement {
  const input: Input = {};
  const unknown: ParamProblem[] = [];
  const shape = shapeOf(schema) ?? {};
  for (const [name, field] of Object.entries(shape)) {
    const value = tree.get(name);
    const members = shapeOf(field);
    input[name] = members ? wrapperInput(value, members) : value;
    if (members && value instanceof Map) unknown.push(...unknownParams(name, value, members));
  }

  const parsed = schema.safeParse(input);
  if (parsed.success && unknown.length === 0) {
    return { problems: [], params: parsed.data, sound: parsed.data as Record<string, unknown> };
  }
  const issues = parsed.error?.issues ?? [];
  const failed = issues.map((issue) => paramProblem(issue));
  const problems = [...failed, ...unknown];
  // Another kind's wrapper says that the request is meant for another path: what else is amiss follows from that.
  const strangers = problems.filter(({ param, code }) => code === 'type_mismatch' && !param.includes('['));
  if (strangers.length > 0) return { problems: strangers, params: undefined, sound: {} };
  return { problems, params: undefined, sound: soundParams(shape, input) };
}

/** A wrapper's known members; what is no wrapper is null, which no object schema takes. */
function wrapperInput(value: unknown, members: z.core.$ZodShape): Input | null {
  if (isEmpty(value)) return {};
  if (!(value instanceof Map)) return null;
  return Object.fromEntries(Object.keys(members).map((name) => [name, value.get(name) as unknown]));
}

function unknownParams(wrapper: string, value: ParamTree, members: z.core.$ZodShape): ParamProblem[] {
  return [...value.keys()]
    .filter((name) => !Object.hasOwn(members, name))
    .map((name) => ({ param: nameOf([wrapper, name]), code: 'unknown_param', message: 'unknown_param' }));
}

function paramProblem(issue: z.core.$ZodIssue): ParamProblem {
  const path = issue.path.map(String);
  const wrong: Failure =
    issue.code === 'invalid_type' && path.length === 1
      ? { code: 'invalid', message: 'wrapper', values: { wrapper: path[0] ?? '' } }
      : { code: 'invalid', message: 'invalid' };
  return { param: nameOf(path), ...(failureOf(issue) ?? wrong) };
}

/** The params that pass by themselves, by wrapper. */
function soundParams(shape: z.core.$ZodShape, input: Input): Record<string, unknown> {
  const sound: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(shape)) {
    const members = shapeOf(field);
    const value = input[name];
    if (members) sound[name] = soundParams(members, isInput(value) ? value : {});
    else {
      const parsed = z.safeParse(field, value);
      if (parsed.success) sound[name] = parsed.data;
    }
  }
  return sound;
}

function isInput(value: unknown): value is Input {
  return typeof value === 'object' && value !== null;
}
