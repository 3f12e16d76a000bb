/** Queries and `application/x-www-form-urlencoded`. */
import { pathOf, type Entry } from './tree.js';
import { utf8 } from './utf8.js';

/** The entries of a form whose bytes are the characters of `latin1`. Escapes that are none are taken as they stand. */
export function* formEntries(latin1: string): Generator<Entry> {
  for (const pair of latin1.split('&')) {
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    const leaf = equals < 0 ? '' : decode(pair.slice(equals + 1));
    if (name !== '') yield { path: pathOf(name), leaf };
  }
}

function decode(latin1: string): string {
  const bytes = latin1
    .replaceAll('+', ' ')
    .replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return utf8(Buffer.from(bytes, 'latin1'));
}

/** The query of a URL as Node gives it, in which a raw byte beyond ASCII is one character. */
export function queryOf(url: string): string {
  const start = url.indexOf('?');
  return start < 0 ? '' : url.slice(start + 1);
}
