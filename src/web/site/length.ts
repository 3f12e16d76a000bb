/** How long something lasted, or lasts, in words that do not say more than is known. */
import { durationText, phrases, type Speech } from './speech.js';

const texts = phrases(
  {
    lasting: (duration: string) => `${duration} so far`,
    unsure: 'not over, as far as is known',
  },
  {
    lasting: (duration) => `${duration} hasta ahora`,
    unsure: 'sin terminar, hasta donde se sabe',
  },
);

/** The length of an event, in seconds, up to now where it lasts; `isStale`: nobody has looked at its monitor since. */
export type Length = { seconds: number; isLasting: boolean; isStale: boolean };

/** `1 h 5 min`, `1 h 5 min so far`, or that nobody knows. */
export function lengthText({ seconds, isLasting, isStale }: Length, speech: Pick<Speech, 'code'>): string {
  const duration = durationText(seconds);
  if (!isLasting) return duration;
  return isStale ? texts(speech).unsure : texts(speech).lasting(duration);
}
