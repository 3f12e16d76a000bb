/** The days of a strip in words, for whoever does not point at them. */
import { dayText, type Speech } from '../site/speech.js';
import type { Day } from './read.js';
import { dayWords, stateOf } from './strip.js';
import { pictureTexts } from './texts.js';

/** A day, or days that were alike. */
type Stretch = { first: Day; last: Day };

/**
 * Days with downtime and unknown ones, the newest first. Nothing where all were up. `days`: the oldest first. `about`: whose
 * they are, where a page has several.
 */
export function DayTable({ days, about, speech }: { days: readonly Day[]; about?: string; speech: Speech }) {
  const texts = pictureTexts(speech);
  const whose = about === undefined ? '' : `: ${about}`;
  const stretches = stretchesOf(days);
  if (stretches.length === 0) return null;
  return (
    <details>
      <summary>
        {texts.dayTable}
        {whose && <span class="visually-hidden">{whose}</span>}
      </summary>
      <div class="scroll series" tabIndex={0} role="group" aria-label={`${texts.dayTable}${whose}`}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{texts.day}</th>
              <th scope="col">{texts.dayState}</th>
            </tr>
          </thead>
          <tbody>
            {stretches.map(({ first, last }) => (
              <tr key={first.at.getTime()}>
                <th scope="row">
                  {first === last
                    ? dayText(first.at, speech)
                    : texts.stretch(dayText(first.at, speech), dayText(last.at, speech))}
                </th>
                <td>{dayWords(last, speech)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** Days with downtime by themselves, unknown ones that follow each other together. */
function stretchesOf(days: readonly Day[]): Stretch[] {
  const stretches: Stretch[] = [];
  let isGoing = false;
  for (const day of days) {
    const state = stateOf(day);
    const before = stretches.at(-1);
    if (state === 'unknown' && isGoing && before) before.last = day;
    else if (state !== 'up') stretches.push({ first: day, last: day });
    isGoing = state === 'unknown';
  }
  return stretches.reverse();
}
