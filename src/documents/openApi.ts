/** The parts of OpenAPI 3.1 that our document has (https://spec.openapis.org/oas/v3.1.1.html). */

/** A JSON Schema of the 2020-12 draft. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export type Reference = { $ref: string };

export type Example = {
  summary: string;
  value: unknown;
  /** The params that were answered so, in bracket form, where they are not those of the request's own example. */
  'x-params'?: Record<string, unknown>;
};

export type MediaType = { schema: JsonSchema; examples?: Record<string, Example> };

export type Header = { description: string; schema: JsonSchema };

export type Parameter = {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  description: string;
  schema: JsonSchema;
  example?: unknown;
};

export type RequestBody = { required: boolean; content: Record<string, MediaType> };

export type ResponseObject = {
  description: string;
  headers: Record<string, Reference | Header>;
  content?: Record<string, MediaType>;
};

/** Names of security schemes that are needed together. */
export type SecurityRequirement = Record<string, never[]>;

export type Operation = {
  operationId: string;
  tags: [string];
  summary: string;
  description: string;
  security: SecurityRequirement[];
  parameters?: Parameter[];
  requestBody?: RequestBody;
  responses: Record<string, ResponseObject | Reference>;
};

export type Method = 'get' | 'post' | 'put' | 'delete';

export type PathItem = Partial<Record<Method, Operation>>;

export type OpenApiDocument = {
  openapi: '3.1.1';
  info: {
    title: string;
    version: string;
    summary: string;
    description: string;
    contact: { name: string };
    license: { name: string; identifier: string };
  };
  servers: { url: string; description: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, PathItem>;
  components: {
    schemas: Record<string, JsonSchema>;
    responses: Record<string, ResponseObject>;
    headers: Record<string, Header>;
    securitySchemes: Record<string, JsonSchema>;
  };
};

/** A part of the document by its reference: `#/components/responses/NotFound`; what is no reference is given back. */
export function resolve<T extends object>(document: OpenApiDocument, part: T | Reference): T {
  if (!('$ref' in part)) return part;
  const keys = part.$ref.replace(/^#\//, '').split('/');
  let value: unknown = document;
  for (const key of keys) value = (value as Record<string, unknown> | undefined)?.[key];
  if (typeof value !== 'object' || value === null) throw new Error(`The document has no ${part.$ref}.`);
  return value as T;
}

/** All operations, in the order of the routes, which is that of the reference. */
export function operationsOf(document: OpenApiDocument): { path: string; method: Method; operation: Operation }[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    (Object.entries(item) as [Method, Operation][]).map(([method, operation]) => ({ path, method, operation })),
  );
}

/** What an operation is called for people: the first sentence of its summary, which is the reference's (`Create a new group`). */
export function titleOf({ summary }: Operation): string {
  return summary.replace(/\.(?:\s.*)?$/s, '');
}
