import { createHash } from 'node:crypto';

/** A UUID that is always the same for the same words: what is generated twice must not differ. */
export function idOf(...words: string[]): string {
  const hash = createHash('sha256').update(words.join('\n')).digest('hex');
  // Version 8: made in a way of our own (RFC 9562).
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}
