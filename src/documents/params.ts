/** Params of a route as clients are told of them, read off the schema that judges them. */
import { z } from 'zod';
import { shapeOf } from '../http/params/shape.js';
import { nameOf } from '../http/params/tree.js';
import { failureOf } from '../platform/fields.js';
import type { JsonSchema } from './openApi.js';

export type ParamDescription = {
  /** `['group', 'name']`, in brackets `group[name]`. */
  path: readonly string[];
  name: string;
  required: boolean;
  /** What it may be in a query or a form. */
  schema: JsonSchema;
  /** Whether JSON's null will do as well. */
  nullable: boolean;
};

/** The params of a route's schema, in its order; those that are there to be refused are left out. */
export function paramsOf(schema: z.ZodType): ParamDescription[] {
  return describe(schema, []);
}

function describe(schema: z.core.$ZodType, path: readonly string[]): ParamDescription[] {
  return Object.entries(shapeOf(schema) ?? {}).flatMap(([name, field]) => {
    const at = [...path, name];
    if (shapeOf(field)) return describe(field, at);
    const { otherKind, ...meta } = z.globalRegistry.get(field) ?? {};
    if (otherKind) return [];
    const nullable = z.safeParse(field, null).success;
    return [{ path: at, name: nameOf(at), required: isRequired(field), schema: tellable(field, meta), nullable }];
  });
}

/** An empty text is one that is too short only where it is refused; of an enumeration that goes without saying. */
function tellable(field: z.core.$ZodType, { minLength, ...meta }: Record<string, unknown>): JsonSchema {
  const saysLeast = minLength !== undefined && !meta['enum'] && !z.safeParse(field, '').success;
  return { ...meta, ...(saysLeast && { minLength }) };
}

/** As a member of JSON. */
function inJson({ schema, nullable }: ParamDescription): JsonSchema {
  if (!nullable) return schema;
  const { type, enum: words, ...rest } = schema;
  return { type: [type, 'null'], ...(Array.isArray(words) && { enum: [...(words as unknown[]), null] }), ...rest };
}

function isRequired(field: z.core.$ZodType): boolean {
  const { error } = z.safeParse(field, undefined);
  return error?.issues.some((issue) => failureOf(issue)?.code === 'required') ?? false;
}

/** The schema of a JSON body: `{"group": {"name": …}}`. */
export function nestedSchema(params: readonly ParamDescription[]): JsonSchema {
  const wrappers = new Map<string, ParamDescription[]>();
  for (const param of params) {
    const [wrapper = ''] = param.path;
    wrappers.set(wrapper, [...(wrappers.get(wrapper) ?? []), { ...param, path: param.path.slice(1) }]);
  }
  const properties = [...wrappers].map(([wrapper, members]): [string, JsonSchema] => {
    const [only] = members;
    return [
      wrapper,
      only?.path.length === 0 ? inJson(only) : { ...nestedSchema(members), additionalProperties: false },
    ];
  });
  const required = [...wrappers].filter(([, members]) => members.some((member) => member.required));
  return objectSchema(
    properties,
    required.map(([wrapper]) => wrapper),
  );
}

/** The schema of a form: `group[name]=…`. */
export function formSchema(params: readonly ParamDescription[]): JsonSchema {
  return objectSchema(
    params.map(({ name, schema }) => [name, schema]),
    params.filter(({ required }) => required).map(({ name }) => name),
  );
}

function objectSchema(properties: [string, JsonSchema][], required: string[]): JsonSchema {
  return { type: 'object', properties: Object.fromEntries(properties), ...(required.length > 0 && { required }) };
}

/** `{"group": {"name": "Home"}}` as `{"group[name]": "Home"}`. */
export function flatten(params: unknown, path: readonly string[] = []): Record<string, unknown> {
  if (typeof params !== 'object' || params === null) return { [nameOf(path)]: params };
  return Object.assign({}, ...Object.entries(params).map(([name, value]) => flatten(value, [...path, name]))) as Record<
    string,
    unknown
  >;
}
