/** The document's operations as a client that calls them sees them: what they take, and what a success looks like. */
import { pathOf } from '../../http/params/tree.js';
import { operationsOf, resolve } from '../openApi.js';
import type { JsonSchema, MediaType, Method, OpenApiDocument, Operation } from '../openApi.js';

export type Field = {
  /** `group[name]` */
  name: string;
  required: boolean;
  description: string;
  schema: JsonSchema;
  /** Of the request that was recorded, where it had this one. */
  example: unknown;
};

export type Call = {
  path: string;
  method: Method;
  operation: Operation;
  /** Params of the path, by name. */
  inPath: Field[];
  /** Params of the query or of the form. */
  fields: Field[];
  success: number;
  /** The forms of a success, by media type; none where there is no body. */
  answers: [string, MediaType][];
  /** The schema of a success in JSON. */
  answer: JsonSchema | undefined;
  needsToken: boolean;
};

const form = 'application/x-www-form-urlencoded';

/** All calls, in the order of the reference. */
export function callsOf(document: OpenApiDocument): Call[] {
  return operationsOf(document).map(({ path, method, operation }) => {
    const parameters = (operation.parameters ?? []).map((each) => ({ ...each, example: each.example }));
    const status = Object.keys(operation.responses).find((code) => code.startsWith('2')) ?? '';
    const answers = answersOf(document, operation, status);
    return {
      path,
      method,
      operation,
      inPath: parameters.filter((each) => each.in === 'path'),
      fields: [...parameters.filter((each) => each.in === 'query'), ...formFields(operation)],
      success: Number(status),
      answers,
      answer: answers.find(([type]) => type === 'application/json')?.[1].schema,
      needsToken: operation.security.some((needed) => 'authTokenBearer' in needed),
    };
  });
}

/** The forms of answers with a status, by media type. */
export function answersOf(document: OpenApiDocument, { responses }: Operation, status: string): [string, MediaType][] {
  const response = responses[status];
  return Object.entries(response ? (resolve(document, response).content ?? {}) : {});
}

function formFields({ requestBody }: Operation): Field[] {
  const content = requestBody?.content[form];
  if (!content) return [];
  const { properties, required = [] } = content.schema as {
    properties: Record<string, JsonSchema & { description?: string }>;
    required?: string[];
  };
  const recorded = (content.examples?.['example']?.value ?? {}) as Record<string, unknown>;
  return Object.entries(properties).map(([name, { description = '', ...schema }]) => ({
    name,
    required: required.includes(name),
    description,
    schema,
    example: recorded[name],
  }));
}

/** The wrapper of a call's params: `target_url`. */
export function wrapperOf({ fields }: Call): string | undefined {
  const [first] = fields;
  const [wrapper, member] = first ? pathOf(first.name) : [];
  return member === undefined ? undefined : wrapper;
}

/** The members of the answer of a call. */
export function answerMembers({ answer }: Call): Record<string, JsonSchema> {
  return (answer?.['properties'] ?? {}) as Record<string, JsonSchema>;
}
