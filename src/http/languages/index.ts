/** The languages in which problems are told. A new one is a file and a line. */
import type { Request } from 'express';
import { en } from './en.js';
import { es } from './es.js';

/** Every sentence of a language; the compiler sees to it that none is missing. */
export type Language = {
  problems: Readonly<Record<keyof typeof en.problems, string>>;
  params: Readonly<Record<keyof typeof en.params, string>>;
};

/** Languages that are fully translated, as `GET /profile/languages` lists them. */
export const languages: readonly { code: string; name: string }[] = [
  { code: 'en', name: 'English' },
  { code: 'es', name: 'Español' },
];

const byCode: ReadonlyMap<string, Language> = new Map([
  ['en', en],
  ['es', es],
]);

/** The language called `code`, English where it is not known. */
export function languageOf(code: string): Language {
  return byCode.get(code) ?? en;
}

/** What the client prefers by `Accept-Language`, English by default. */
export function acceptedLanguage(request: Request): Language {
  return languageOf(request.acceptsLanguages([...byCode.keys()]) || 'en');
}

/** The sentence `key`, or that of `fallback` where there is none, with its `{values}` filled in. */
export function sentence(
  sentences: Readonly<Record<string, string>>,
  key: string,
  fallback: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const template = sentences[key] ?? sentences[fallback] ?? fallback;
  return template.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
