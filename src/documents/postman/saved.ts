/** Saved examples: what the server answered, a success in each of its forms and each error. */
import { STATUS_CODES } from 'node:http';
import { resolve, type Example, type MediaType, type OpenApiDocument } from '../openApi.js';
import { provocations, type Deviation } from '../provocations.js';
import type { Call } from './calls.js';
import type { SavedResponse } from './collection.js';
import { idOf } from './ids.js';
import type { Requests } from './request.js';

type Saved = { type?: string; example?: Example; deviation?: Deviation };

/** The saved examples of a call; `at` tells its place in the collection, for the ids. */
export function savedResponses(document: OpenApiDocument, requests: Requests, call: Call, at: string): SavedResponse[] {
  const recorded = Object.fromEntries(
    call.fields.filter(({ example }) => example !== undefined).map(({ name, example }) => [name, example]),
  );

  function save(code: number, name: string, saved: Saved) {
    const { type, example, deviation } = saved;
    return {
      id: idOf(at, name),
      name,
      originalRequest: requests.asRecorded(call, example?.['x-params'] ?? recorded, deviation),
      status: titleOf(example?.value) ?? STATUS_CODES[code] ?? String(code),
      code,
      _postman_previewlanguage: isJson(type) ? ('json' as const) : ('text' as const),
      header: type === undefined ? [] : [{ key: 'Content-Type', value: type }],
      cookie: [] as [],
      body: bodyOf(example?.value),
    };
  }

  const name = `${call.success} ${STATUS_CODES[call.success] ?? ''}`;
  const successes = call.answers.flatMap(([type, { examples = {} }], index) =>
    Object.values(examples).map((example) =>
      // The first form is the one that is answered where nothing else is asked for.
      index === 0
        ? save(call.success, name, { type, example })
        : save(call.success, `${name}, ${type}`, { type, example, deviation: { headers: { Accept: type } } }),
    ),
  );
  const errors = errorsOf(document, call).flatMap(([status, type, { examples = {} }]) =>
    Object.entries(examples).map(([code, example]) =>
      save(status, `${status} ${code}`, { type, example, deviation: deviationOf(code) }),
    ),
  );
  return [...(successes.length > 0 ? successes : [save(call.success, name, {})]), ...errors];
}

function errorsOf(document: OpenApiDocument, { operation }: Call): [number, string, MediaType][] {
  return Object.entries(operation.responses)
    .filter(([status]) => !status.startsWith('2'))
    .flatMap(([status, response]) =>
      Object.entries(resolve(document, response).content ?? {}).map(([type, media]): [number, string, MediaType] => [
        Number(status),
        type,
        media,
      ]),
    );
}

/** How the request differed that a problem was recorded of; one about params brings its own. */
function deviationOf(code: string): Deviation {
  const deviation = (provocations as Partial<Record<string, Deviation>>)[code];
  if (!deviation && code !== 'validation_failed')
    throw new Error(`The provocations do not tell how ${code} comes about.`);
  return deviation ?? {};
}

/** A problem's title is the name of its status. */
function titleOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null && 'title' in value ? String(value.title) : undefined;
}

function bodyOf(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function isJson(type: string | undefined): boolean {
  return /\bjson$/.test(type ?? '');
}
