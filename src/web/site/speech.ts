/** What pages say, in each language that the API has, and how they write numbers and times in it. */
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

/** A name within a sentence: one that is written from right to left does not turn the sentence (Unicode's UAX #9). */
export function isolated(name: string): string {
  return /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(
    name,
  )
    ? `\u2068${name}\u2069`
    : name;
}

/** The word for `name`, or `otherwise` where there is none. */
export function wordFor(words: Readonly<Record<string, string>>, name: string, otherwise = name): string {
  return Object.hasOwn(words, name) ? (words[name] ?? otherwise) : otherwise;
}

/** How a page is spoken: its language, the API's sentences in it, and the time zone of its reader. */
export type Speech = { code: Code; language: Language; timeZone: string };

/** The last used at the end. */
const dateForms = new Map<string, Intl.DateTimeFormat>();

/** Of some hundreds of time zones, each of these takes tens of kB. */
const mostDateForms = 100;

/** `25 Nov 2026, 06:40`, in the reader's time zone. */
export function dateTimeText(at: Date, speech: Speech): string {
  return form(speech, 'dateTime', { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** `25 Nov 2026, 06:40:12`. */
export function secondText(at: Date, speech: Speech): string {
  return form(speech, 'second', { dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}

/** `25 Nov 2026`. */
export function dayText(at: Date, speech: Speech): string {
  return form(speech, 'day', { dateStyle: 'medium' }).format(at);
}

// Making one takes a hundred times as long as using it.
function form({ code, timeZone }: Speech, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${code} ${timeZone} ${name}`;
  const known =
    dateForms.get(key) ?? new Intl.DateTimeFormat(localeOf(code), { ...options, timeZone, hourCycle: 'h23' });
  dateForms.delete(key);
  dateForms.set(key, known);
  for (const oldest of dateForms.keys()) {
    if (dateForms.size <= mostDateForms) break;
    dateForms.delete(oldest);
  }
  return known;
}

/** What Intl calls a language of the pages. */
export function localeOf(code: Code): string {
  return code === 'en' ? 'en-GB' : code;
}

const numberForms = new Map<string, Intl.NumberFormat>();

/** A number with so many decimals, none by default. */
export function numberText(
  value: number,
  { code }: Pick<Speech, 'code'>,
  { least = 0, most = 0 }: { least?: number; most?: number } = {},
): string {
  const key = `${code} ${least} ${most}`;
  const known =
    numberForms.get(key) ??
    new Intl.NumberFormat(localeOf(code), { minimumFractionDigits: least, maximumFractionDigits: most });
  numberForms.set(key, known);
  return known.format(value);
}

/** Percent of an uptime, `99.98 %`; `–` where nothing is known. Never rounded up to 100 (contract §2, UP). */
export function percentText(uptime: number | null, speech: Pick<Speech, 'code'>): string {
  if (uptime === null) return '–';
  if (uptime === 0 || uptime === 100) return `${uptime} %`;
  return `${numberText(Math.min(Math.floor(uptime * 1000) / 1000, 99.999), speech, { least: 3, most: 3 })} %`;
}

/** A response time of milliseconds: `0.42 ms`, `182 ms`, `1.24 s`. */
export function millisecondsText(value: number, speech: Pick<Speech, 'code'>): string {
  if (value >= 1000) return `${numberText(value / 1000, speech, { least: 2, most: 2 })} s`;
  const decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
  return `${numberText(value, speech, { least: decimals, most: decimals })} ms`;
}

const units = [
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3600 },
  { name: 'min', seconds: 60 },
  { name: 's', seconds: 1 },
] as const;

/** A duration by its two largest units, which English and Spanish write alike: `2 d 3 h`, `45 s`. */
export function durationText(seconds: number): string {
  const first = units.findIndex((unit) => seconds >= unit.seconds);
  if (first < 0) return '0 s';
  let rest = Math.floor(seconds);
  const parts: string[] = [];
  for (const unit of units.slice(first, first + 2)) {
    const count = Math.floor(rest / unit.seconds);
    rest -= count * unit.seconds;
    if (count > 0) parts.push(`${count} ${unit.name}`);
  }
  return parts.join(' ');
}
