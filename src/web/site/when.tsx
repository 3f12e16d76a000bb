/** Instants on a page. */
import { dateTimeText, type Speech } from './speech.js';

/** A date and time in the reader's time zone. */
export function When({ at, speech }: { at: Date; speech: Speech }) {
  return <time dateTime={at.toISOString()}>{dateTimeText(at, speech)}</time>;
}
