/** Response times of a day as a line without axes: whether they are steady, and where they were not there. */
import { millisecondsText, type Speech } from '../site/speech.js';
import { pictureTexts } from './texts.js';

const height = 20;

/** `hours`: averages in milliseconds, null where there are none: the line is broken there. */
export function Sparkline({ hours, speech }: { hours: readonly (number | null)[]; speech: Speech }) {
  const texts = pictureTexts(speech);
  const known = hours.filter((average) => average !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const label =
    known.length === 0 ? texts.sparkNone : texts.spark(millisecondsText(least, speech), millisecondsText(most, speech));
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${hours.length - 1} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {known.length > 0 && <path d={lineOf(hours, most)} />}
    </svg>
  );
}

/** From zero up, so that a line that looks twice as high is twice as slow. */
function lineOf(hours: readonly (number | null)[], most: number): string {
  let line = '';
  let isDrawing = false;
  for (const [hour, average] of hours.entries()) {
    if (average === null) {
      isDrawing = false;
      continue;
    }
    const y = Math.round((height - 1 - (average / (most || 1)) * (height - 2)) * 10) / 10;
    // A point by itself is a short dash.
    const isAlone = !isDrawing && (hours[hour + 1] ?? null) === null;
    line += `${isDrawing ? 'L' : 'M'}${hour} ${y}${isAlone ? 'h.2' : ''}`;
    isDrawing = true;
  }
  return line;
}
