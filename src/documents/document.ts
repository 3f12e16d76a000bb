/** The OpenAPI document, made from the routes themselves: what they take is told by the schemas that judge it. */
import { z } from 'zod';
import { hasCsv } from '../http/format.js';
import type { Needs, Route } from '../http/route.js';
import { answerSchemas } from './answers.js';
import type { Examples, OperationExamples } from './examples.js';
import { notes, securitySchemes, tags } from './general.js';
import type {
  Example,
  Header,
  JsonSchema,
  MediaType,
  OpenApiDocument,
  Operation,
  Parameter,
  PathItem,
  RequestBody,
  ResponseObject,
  SecurityRequirement,
} from './openApi.js';
import { flatten, formSchema, nestedSchema, paramsOf, type ParamDescription } from './params.js';
import { headers, headersOf, problemResponses, problemSchema, validationProblemSchema } from './problems.js';

export type DocumentParts = { routes: readonly Route[]; examples: Examples; version: string };

/** The document of all `routes`, each with what was recorded of it. */
export function openApiDocument({ routes, examples, version }: DocumentParts): OpenApiDocument {
  const answers = answerSchemas();
  const problems = problemResponses(examples);
  for (const schema of [problemSchema, validationProblemSchema]) answers.of(z.object({ schema }));
  const paths: Record<string, PathItem> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    const operation = operationOf(route, examples.operations[route.operation], answers.of);
    for (const [status, response] of problems.of(route)) operation.responses[status] = response;
    paths[path] = { ...paths[path], [route.method]: operation };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Port Monitor',
      version,
      summary: "Watches other people's servers, and tells how they did.",
      description: notes,
      contact: { name: 'Whoever runs this server' },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api', description: 'The server that this document comes from.' }],
    tags,
    paths,
    components: {
      schemas: answers.components,
      responses: problems.components,
      headers,
      securitySchemes,
    },
  };
}

function operationOf(
  route: Route,
  recorded: OperationExamples | undefined,
  schemaOf: (schema: z.ZodType) => JsonSchema,
): Operation {
  const params = paramsOf(route.params);
  const inQuery = route.method === 'get' ? params : [];
  const parameters = [...pathParameters(route, recorded), ...inQuery.map((param) => queryParameter(param, recorded))];
  const inBody = route.method === 'get' ? [] : params;
  return {
    operationId: route.operation,
    tags: [route.tag],
    summary: route.summary,
    description: descriptionOf(route),
    security: security[route.needs],
    ...(parameters.length > 0 && { parameters }),
    ...(inBody.length > 0 && { requestBody: requestBody(inBody, recorded?.params) }),
    responses: { [route.success]: success(route, recorded, schemaOf) },
  };
}

function descriptionOf({ summary, description, needs, method }: Route): string {
  const sentences = [description ?? summary];
  sentences.push(needs === 'token' ? 'Needs an `app_key` and an `auth_token`.' : 'Needs an `app_key`.');
  if (method === 'put') sentences.push('Params that are not given stay as they are. `PATCH` does the same.');
  return sentences.join(' ');
}

const security: Record<Needs, SecurityRequirement[]> = {
  app: [{ appKeyHeader: [] }, { appKeyQuery: [] }],
  token: [
    { appKeyHeader: [], authTokenBearer: [] },
    { appKeyQuery: [], authTokenQuery: [] },
    { appKeyHeader: [], authTokenQuery: [] },
    { appKeyQuery: [], authTokenBearer: [] },
  ],
};

function pathParameters({ path }: Route, recorded: OperationExamples | undefined): Parameter[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: name === 'group_id' ? 'The id of a group.' : 'The id of a monitor.',
    schema: { type: 'integer', minimum: 1 },
    example: recorded?.path[name],
  }));
}

function queryParameter(
  { name, required, schema }: ParamDescription,
  recorded: OperationExamples | undefined,
): Parameter {
  const { description, examples, ...rest } = schema;
  const example =
    flatten(recorded?.params ?? {})[name] ?? (Array.isArray(examples) ? (examples[0] as unknown) : undefined);
  return {
    name,
    in: 'query',
    required,
    description: String(description),
    schema: rest,
    ...(example !== undefined && { example }),
  };
}

function requestBody(params: readonly ParamDescription[], example: unknown): RequestBody {
  const form = { schema: formSchema(params), examples: { example: { summary: 'A form', value: flatten(example) } } };
  return {
    required: params.some(({ required }) => required),
    content: {
      'application/json': {
        schema: nestedSchema(params),
        examples: { example: { summary: 'JSON', value: example } },
      },
      'application/x-www-form-urlencoded': form,
      'multipart/form-data': form,
    },
  };
}

function success(
  route: Route,
  recorded: OperationExamples | undefined,
  schemaOf: (schema: z.ZodType) => JsonSchema,
): ResponseObject {
  const own = Object.entries(route.headers ?? {}).map(([name, description]): [string, Header] => [
    name,
    { description, schema: { type: 'string' } },
  ]);
  const ofCsv = hasCsv(route.params) ? { 'Content-Disposition': csvName } : {};
  const described = { headers: { ...headersOf(route.success), ...ofCsv, ...Object.fromEntries(own) } };
  if (!route.answer) return { description: 'Done. There is no body.', ...described };
  const content: Record<string, MediaType> = {
    'application/json': {
      schema: schemaOf(route.answer),
      ...example(recorded?.note ?? 'JSON', recorded?.answers['application/json']),
    },
  };
  if (hasCsv(route.params)) {
    content['text/csv'] = {
      schema: { type: 'string', description: 'RFC 4180, with a line of names first.' },
      ...example('CSV', recorded?.answers['text/csv']),
    };
  }
  return {
    description: route.success === 201 ? 'It was made: this is how it is now.' : 'Success: this is how it is now.',
    ...described,
    content,
  };
}

const csvName: Header = { description: 'Of CSV: under which name to keep it.', schema: { type: 'string' } };

function example(summary: string, value: unknown): { examples?: Record<string, Example> } {
  return value === undefined ? {} : { examples: { example: { summary, value } } };
}
