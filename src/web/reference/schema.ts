/** JSON Schema as readers see it: names, types, limits. */
import { resolve, type JsonSchema, type OpenApiDocument } from '../../documents/openApi.js';

/** What a schema says about a value. Texts are in the Markdown of `markdown.tsx`. */
export type Described = {
  type: string;
  limits: string[];
  description: string;
};

/** A member of an answer, with its own members where it is an object or a list of them. */
export type Field = Described & { name: string; fields: Field[] };

/** Describes a value by its schema alone; what its description says is not said twice. */
export function describe(document: OpenApiDocument, schema: JsonSchema): Described {
  const description = text(schema['description']);
  return { type: typeOf(document, schema), limits: limitsOf(document, schema, description), description };
}

/** The members of an object, or of the objects in a list. */
export function fieldsOf(document: OpenApiDocument, schema: JsonSchema): Field[] {
  const known = deref(document, schema);
  if (isObject(known['items'])) return fieldsOf(document, known['items']);
  const variants = variantsOf(known);
  if (variants.length > 0) return merge(variants.map((variant) => fieldsOf(document, variant)));
  return membersOf(known).map(([name, member]) => ({
    name,
    ...describe(document, member),
    fields: fieldsOf(document, member),
  }));
}

/** The properties that a schema itself has. */
export function membersOf({ properties }: JsonSchema): [string, JsonSchema][] {
  if (!isObject(properties)) return [];
  return Object.entries(properties).flatMap(([name, member]) => (isObject(member) ? [[name, member]] : []));
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function variantsOf({ anyOf }: JsonSchema): JsonSchema[] {
  return Array.isArray(anyOf) ? anyOf.filter(isObject) : [];
}

/** The members of any of several objects, once each; those that not all of them have say which have them. */
function merge(variants: Field[][]): Field[] {
  const objects = variants.filter((fields) => fields.length > 0);
  const names = new Set(objects.flatMap((fields) => fields.map(({ name }) => name)));
  return [...names].map((name) => {
    const having = objects.filter((fields) => fields.some((field) => field.name === name));
    const [first, ...others] = having.flatMap((fields) => fields.filter((field) => field.name === name));
    if (!first) throw new Error(`No object has ${name}.`);
    const only = having.length < objects.length ? [`only for ${having.map(kindOf).join(', ')}`] : [];
    const isSame = others.every(({ limits }) => String(limits) === String(first.limits));
    const limits = isSame ? first.limits : [`one of ${[first, ...others].flatMap((field) => field.limits).join(', ')}`];
    return { ...first, limits: [...limits, ...only] };
  });
}

/** The value of `type`, by which objects of several kinds are told apart. */
function kindOf(fields: Field[]): string {
  return fields.find(({ name }) => name === 'type')?.limits[0] ?? 'some';
}

function typeOf(document: OpenApiDocument, schema: JsonSchema): string {
  const known = deref(document, schema);
  const variants = variantsOf(known);
  if (variants.length > 0) {
    const types = variants.map((variant) => typeOf(document, variant));
    return [...new Set(types)].join(' or ');
  }
  const { type, items } = known;
  if (Array.isArray(type)) return type.join(' or ');
  if (type !== 'array') return text(type);
  return isObject(items) ? `list of ${typeOf(document, items)}s` : 'list';
}

/** Limits of a value, or of any of its variants. */
function limitsOf(document: OpenApiDocument, schema: JsonSchema, description: string): string[] {
  const { enum: words, const: word, default: usual, examples } = schema;
  const limits = [];
  if (word !== undefined) limits.push(code(word));
  // That it may be null, its type says.
  if (Array.isArray(words))
    limits.push(
      `one of ${words
        .filter((each) => each !== null)
        .map(code)
        .join(', ')}`,
    );
  limits.push(between([schema['minimum'], schema['maximum']], '', description));
  limits.push(between([schema['minLength'], schema['maxLength']], ' characters', description));
  for (const variant of variantsOf(schema)) {
    limits.push(...limitsOf(document, deref(document, variant), description));
  }
  if (usual !== undefined) limits.push(`default ${code(usual)}`);
  if (Array.isArray(examples)) limits.push(`for example ${code(examples[0])}`);
  return [...new Set(limits)].filter((limit) => limit !== '');
}

/** Bounds in words; none where `description` has the same numbers already. */
function between([least, most]: [unknown, unknown], unit: string, description: string): string {
  const from = typeof least === 'number' ? least.toLocaleString('en') : undefined;
  const to = typeof most === 'number' && most < Number.MAX_SAFE_INTEGER ? most.toLocaleString('en') : undefined;
  const said: string[] = description.match(/\d[\d,]*(?<!,)/g) ?? [];
  const isSaid = (bound: string | undefined) => bound === undefined || said.includes(bound);
  if (isSaid(from) && isSaid(to)) return '';
  if (from !== undefined && to !== undefined) return `${from} to ${to}${unit}`;
  return from === undefined ? `at most ${to ?? ''}${unit}` : `at least ${from}${unit}`;
}

function deref(document: OpenApiDocument, schema: JsonSchema): JsonSchema {
  const { $ref } = schema;
  return typeof $ref === 'string' ? resolve<JsonSchema>(document, { $ref }) : schema;
}

function code(value: unknown): string {
  return `\`${String(value)}\``;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
