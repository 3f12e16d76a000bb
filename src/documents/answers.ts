/** Answers of routes as JSON Schema; what has a name of its own becomes a component. */
import { z } from 'zod';
import type { JsonSchema } from './openApi.js';

/** The schemas of answers, and the components that they refer to. */
export function answerSchemas() {
  const components: Record<string, JsonSchema> = {};
  return {
    components,
    /** The JSON Schema of what an answer of `schema` looks like. */
    of(schema: z.ZodType): JsonSchema {
      const {
        $schema: _,
        $defs,
        ...own
      } = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any', override: tidy });
      for (const [name, definition] of Object.entries($defs ?? {})) {
        // zod repeats the name inside; in OpenAPI it is the key alone.
        const { id: _id, ...rest } = definition;
        components[name] = toComponents(rest) as JsonSchema;
      }
      return toComponents(own) as JsonSchema;
    },
  };
}

// New members may come: a client must not stumble over one. The tests look that none is answered that is not told of.
// Ids are 32-bit in the database: JavaScript's own bounds for whole numbers are no news to a client.
function tidy({ jsonSchema }: { jsonSchema: Record<string, unknown> }): void {
  if (jsonSchema['additionalProperties'] === false) delete jsonSchema['additionalProperties'];
  if (jsonSchema['maximum'] === Number.MAX_SAFE_INTEGER) delete jsonSchema['maximum'];
  if (jsonSchema['minimum'] === Number.MIN_SAFE_INTEGER) delete jsonSchema['minimum'];
  nullableInOne(jsonSchema);
}

/** `anyOf: [X, null]` where X is of a plain type: `type: [X, 'null']`, which generated clients read better. */
function nullableInOne(jsonSchema: Record<string, unknown>): void {
  const { anyOf } = jsonSchema;
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return;
  const [inner, none] = anyOf as [Record<string, unknown>, Record<string, unknown>];
  if (none['type'] !== 'null' || typeof inner['type'] !== 'string' || inner['type'] === 'object') return;
  delete jsonSchema['anyOf'];
  Object.assign(jsonSchema, { ...inner, ...jsonSchema, type: [inner['type'], 'null'] });
}

function toComponents(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toComponents);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === '$ref' && typeof member === 'string'
        ? member.replace(/^#\/\$defs\//, '#/components/schemas/')
        : toComponents(member),
    ]),
  );
}
