/** What pages say, in each language that the API has, and how they write times in it. */
import type { Language } from '../../http/languages/index.js';

/** A language of pages: a code of `languages` (http/languages). */
export type Code = 'en' | 'es';

export const codes: readonly Code[] = ['en', 'es'];

/** The pages' own code for what a profile or a browser names; English where it is not known. */
export function codeOf(text: string): Code {
  return codes.find((code) => code === text) ?? 'en';
}

type Phrase = string | ((...values: never[]) => string);

/** The same phrases in a language: texts for texts, functions for functions. */
type Same<T> = { readonly [Name in keyof T]: T[Name] extends string ? string : T[Name] };

/** Phrases of a part of the pages in every language; the compiler sees to it that none is missing. */
export function phrases<const T extends Readonly<Record<string, Phrase>>>(
  en: T & Same<T>,
  es: Same<T>,
): (speech: Pick<Speech, 'code'>) => Same<T> {
  const byCode: Record<Code, Same<T>> = { en, es };
  return ({ code }) => byCode[code];
}

/** How a page is spoken: its language, the API's sentences in it, and the time zone of its reader. */
export type Speech = { code: Code; language: Language; timeZone: string };

const dateForms = new Map<string, Intl.DateTimeFormat>();

/** `25 Nov 2026, 06:40`, in the reader's time zone. */
export function dateTimeText(at: Date, { code, timeZone }: Speech): string {
  const key = `${code} ${timeZone}`;
  // Making one takes a hundred times as long as using it.
  const form = dateForms.get(key) ?? dateForm(code, timeZone);
  dateForms.set(key, form);
  return form.format(at);
}

function dateForm(code: Code, timeZone: string): Intl.DateTimeFormat {
  const locale = code === 'en' ? 'en-GB' : code;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23', timeZone });
}
