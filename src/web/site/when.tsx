/** Instants on a page. */
import { dateTimeText, secondText, type Speech } from './speech.js';

/** A date and time in the reader's time zone, to the minute unless it `isExact`. */
export function When({ at, speech, isExact = false }: { at: Date; speech: Speech; isExact?: boolean }) {
  return <time dateTime={at.toISOString()}>{(isExact ? secondText : dateTimeText)(at, speech)}</time>;
}
