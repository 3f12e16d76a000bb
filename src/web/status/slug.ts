/** The word that names a status page: a secret, or one of the owner's choice. */
import { newSecret } from '../../http/secrets.js';

/** What an owner may choose. */
const chosen = /^[a-z0-9-]{3,63}$/;

/** Whether `text` can name a page at all. */
export function isSlug(text: string): boolean {
  return /^[\w-]{3,63}$/.test(text);
}

/** Whether it is of the kind that owners choose: then it may be found by search engines. */
export function isChosen(slug: string): boolean {
  return chosen.test(slug);
}

/** A new word of 256 bits, which nobody guesses and nobody would choose. */
export function madeUpSlug(): string {
  const slug = newSecret();
  return isChosen(slug) ? madeUpSlug() : slug;
}
