/** Schemas of answers as Postman's sandbox can judge by them: in one piece, and of draft 7. */
import { resolve, type JsonSchema, type OpenApiDocument } from '../openApi.js';

/** What tells people something and judges nothing. */
const notes = new Set(['description', 'examples', 'default', 'discriminator', 'title']);
/** The formats that draft 7 knows, of those that we use; the sandbox stumbles over any other. */
const formats = new Set(['date-time']);
/** The keywords that mean the same in draft 7. */
const shared = new Set([
  ...['type', 'enum', 'const', 'format', 'pattern', 'minimum', 'maximum', 'minLength', 'maxLength'],
  ...['properties', 'required', 'additionalProperties', 'items', 'minItems', 'maxItems', 'anyOf', 'allOf', 'oneOf'],
]);

/** `schema` without references and without what does not judge. */
export function draft7(document: OpenApiDocument, schema: JsonSchema): JsonSchema {
  if (typeof schema['$ref'] === 'string') return draft7(document, resolve(document, { $ref: schema['$ref'] }));
  const inner = (value: unknown) => draft7(document, value as JsonSchema);
  const kept = Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
    if (notes.has(key) || (key === 'format' && !formats.has(String(value)))) return [];
    if (!shared.has(key)) throw new Error(`Is "${key}" the same in draft 7? Then add it to those that are.`);
    if (key === 'properties') {
      return [[key, Object.fromEntries(Object.entries(value as object).map(([name, each]) => [name, inner(each)]))]];
    }
    if (/^(any|all|one)Of$/.test(key)) return [[key, (value as unknown[]).map(inner)]];
    return [[key, key === 'items' || (key === 'additionalProperties' && value !== false) ? inner(value) : value]];
  });
  return Object.fromEntries(kept);
}
