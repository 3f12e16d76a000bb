/** Text from bytes that clients sent (contract §1, UTF-8). */
import { Problem } from '../problem.js';

const whole = new TextDecoder('utf-8', { fatal: true });
const verbatim = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** `bytes` as text, or the problem `invalid_encoding`. A byte order mark stays unless it is asked to go. */
export function utf8(bytes: Uint8Array, { stripMark = false } = {}): string {
  try {
    return (stripMark ? whole : verbatim).decode(bytes);
  } catch {
    throw new Problem('invalid_encoding');
  }
}
