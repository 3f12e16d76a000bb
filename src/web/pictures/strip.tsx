/** A strip of days: up, down and unknown are told apart by height as well as by colour. */
import { dayText, durationText, percentText, type Speech } from '../site/speech.js';
import type { Day, Past } from './read.js';
import { pictureTexts } from './texts.js';

export type State = 'up' | 'down' | 'unknown';

const height = 20;

/** Of a day: what is left is the gap, of which the style cuts out a little more. */
const width = 0.8;

/** What sticks out is what matters. */
const heights: Readonly<Record<State, number>> = { up: 14, down: 20, unknown: 5 };

/** How a day is drawn: any downtime shows. */
export function stateOf({ up, down }: Day): State {
  if (down > 0) return 'down';
  return up > 0 ? 'up' : 'unknown';
}

type StripProps = { picture: Past; speech: Speech };

/** All days in three shapes: small enough to draw hundreds of monitors on a page. */
export function Strip({ picture: { days, uptime }, speech }: StripProps) {
  const shapes: Record<State, string> = { up: '', down: '', unknown: '' };
  const states = days.map(stateOf);
  for (let first = 0; first < states.length;) {
    const state = states[first] ?? 'unknown';
    let next = first + 1;
    while (states[next] === state) next += 1;
    // Days that are alike are one shape; the gaps between days are cut out by the style.
    shapes[state] += `M${first} ${height}V${height - heights[state]}H${next - 1 + width}V${height}z`;
    first = next;
  }
  return (
    <svg class="strip" {...stripBox(days)} role="img" aria-label={labelOf({ picture: { days, uptime }, speech })}>
      {(['up', 'down', 'unknown'] as const).map(
        (state) => shapes[state] !== '' && <path key={state} class={`strip-${state}`} d={shapes[state]} />,
      )}
    </svg>
  );
}

/** Each day by itself, which says what it was when it is pointed at. */
export function DetailedStrip({ picture, speech }: StripProps) {
  const { days } = picture;
  return (
    <svg class="strip strip-large" {...stripBox(days)} role="img" aria-label={labelOf({ picture, speech })}>
      {days.map((day, place) => {
        const state = stateOf(day);
        return (
          <g key={place} class={`strip-${state}`}>
            <title>{`${dayText(day.at, speech)}: ${dayWords(day, speech)}`}</title>
            <rect class="strip-hit" x={place} y={0} width={1} height={height} />
            <rect x={place} y={height - heights[state]} width={width} height={heights[state]} />
          </g>
        );
      })}
    </svg>
  );
}

/** A day in words: `down for 5 min in 1 outage`. */
export function dayWords(day: Day, speech: Speech): string {
  const texts = pictureTexts(speech);
  const state = stateOf(day);
  if (state === 'down') return texts.dayDown(durationText(day.down), day.outages);
  return state === 'up' ? texts.dayUp : texts.dayUnknown;
}

function stripBox(days: readonly Day[]) {
  return { viewBox: `0 0 ${days.length} ${height}`, preserveAspectRatio: 'none' };
}

function labelOf({ picture: { days, uptime }, speech }: StripProps): string {
  const texts = pictureTexts(speech);
  if (uptime === null) return texts.stripUnknown;
  const count = (state: State) => days.filter((day) => stateOf(day) === state).length;
  return texts.strip(percentText(uptime, speech), count('down'), count('unknown'));
}
