/** Problems of operations: what each means, and how it was answered once. */
import { operationsOf, resolve, type OpenApiDocument, type Operation } from '../../documents/openApi.js';
import { capital } from '../../platform/words.js';
import { fieldsOf, type Field } from './schema.js';

export type ErrorEntry = {
  status: string;
  code: string;
  meaning: string;
  example: unknown;
  /** Whether others answer the very same. */
  isShared: boolean;
};

/** The errors of an operation, by status. */
export function errorsOf(document: OpenApiDocument, operation: Operation): ErrorEntry[] {
  return Object.entries(operation.responses)
    .filter(([status]) => !status.startsWith('2'))
    .flatMap(([status, given]) => {
      const { description, content } = resolve(document, given);
      const examples = content?.['application/problem+json']?.examples ?? {};
      return meaningsOf(description).map(({ code, meaning }) => ({
        status,
        code,
        meaning,
        example: examples[code]?.value,
        isShared: '$ref' in given,
      }));
    });
}

export type SharedError = Omit<ErrorEntry, 'isShared'> & {
  /** The operation that is the only one to answer so. */
  only?: Operation | undefined;
};

/** The errors that operations share, once each. */
export function sharedErrors(document: OpenApiDocument): SharedError[] {
  const found = operationsOf(document).flatMap(({ operation }) =>
    errorsOf(document, operation).map((error) => ({ ...error, operation })),
  );
  const byCode = new Map(found.filter(({ isShared }) => isShared).map((error) => [error.code, error]));
  return [...byCode.values()].map(({ operation, ...error }) => {
    const isOwn = found.filter(({ code }) => code === error.code).length === 1;
    return { ...error, only: isOwn ? operation : undefined };
  });
}

/** What no operation answers, since it is about methods that a path has none for. */
export const methodNotAllowed: SharedError = {
  status: '405',
  code: 'method_not_allowed',
  meaning: 'The path is known, but not with this method: the header `Allow` names those that it has.',
  example: undefined,
};

/** The members of every problem, and of `errors` in one about params. */
export function problemFields(document: OpenApiDocument): Field[] {
  const common = fieldsOf(document, { $ref: '#/components/schemas/Problem' });
  const ofParams = fieldsOf(document, { $ref: '#/components/schemas/ValidationProblem' })
    .filter(({ name }) => common.every((field) => field.name !== name))
    .map((field) => ({ ...field, limits: [...field.limits, 'only with `validation_failed`'] }));
  return [...common, ...ofParams];
}

/** A response has a paragraph for each of its codes: `` `not_found`: what the path names is not there. `` */
function meaningsOf(description: string): { code: string; meaning: string }[] {
  return description.split('\n\n').flatMap((paragraph) => {
    const { code, meaning } = /^`(?<code>\w+)`: (?<meaning>.*)$/s.exec(paragraph)?.groups ?? {};
    if (code === undefined || meaning === undefined) return [];
    return [{ code, meaning: capital(meaning) }];
  });
}
