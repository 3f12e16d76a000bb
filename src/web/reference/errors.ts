/** Problems of operations: what each means, and how it was answered once. */
import { operationsOf, resolve, type OpenApiDocument, type Operation } from '../../documents/openApi.js';

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

/** The errors that operations share, once each. */
export function sharedErrors(document: OpenApiDocument): ErrorEntry[] {
  const errors = operationsOf(document).flatMap(({ operation }) => errorsOf(document, operation));
  const byCode = new Map(errors.filter(({ isShared }) => isShared).map((error) => [error.code, error]));
  return [...byCode.values()].sort((one, other) => Number(one.status) - Number(other.status));
}

/** A response has a paragraph for each of its codes: `` `not_found`: what the path names is not there. `` */
function meaningsOf(description: string): { code: string; meaning: string }[] {
  return description.split('\n\n').flatMap((paragraph) => {
    const { code, meaning } = /^`(?<code>\w+)`: (?<meaning>.*)$/s.exec(paragraph)?.groups ?? {};
    if (code === undefined || meaning === undefined) return [];
    return [{ code, meaning: meaning.charAt(0).toUpperCase() + meaning.slice(1) }];
  });
}
