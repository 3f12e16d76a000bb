/** How a monitor stands, at a glance: by a shape and a word as well as by a colour. */
import type { Speech } from './speech.js';
import { siteTexts } from './texts.js';

/** `stale`: whatever the last check said, it is old news (contract §2, T). */
export type Standing = 'up' | 'down' | 'pending' | 'stale';

/** The standing of a monitor. */
export function standingOf({ status, stale }: { status: 'pending' | 'up' | 'down'; stale: boolean }): Standing {
  return stale ? 'stale' : status;
}

/** A disc with a tick, a square with a cross, a ring, a ring with an exclamation mark. */
const shapes: Readonly<Record<Standing, string>> = {
  up: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm-1 10L3.8 7.8l1.4-1.4L7 8.2l3.8-3.8 1.4 1.4z',
  down: 'M1 1h14v14H1zm4.2 2.8L3.8 5.2 6.6 8l-2.8 2.8 1.4 1.4L8 9.4l2.8 2.8 1.4-1.4L9.4 8l2.8-2.8-1.4-1.4L8 6.6z',
  pending: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 2a5 5 0 1 1 0 10A5 5 0 0 1 8 3z',
  stale: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 2a5 5 0 1 1 0 10A5 5 0 0 1 8 3zM7 5h2v4H7zm0 5h2v2H7z',
};

/** `text`: in the place of the standing's own word. */
export function StatusMark({ standing, speech, text }: { standing: Standing; speech: Speech; text?: string }) {
  return (
    <span class={`status-mark status-${standing}`}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path fill-rule="evenodd" d={shapes[standing]} />
      </svg>
      {text ?? siteTexts(speech)[standing]}
    </span>
  );
}
