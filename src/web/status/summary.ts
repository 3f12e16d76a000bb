/** How a group stands as a whole, in a sentence. */
import type { Speech } from '../site/speech.js';
import type { Standing } from '../site/statusMark.js';
import { statusTexts } from './texts.js';

/** What of a monitor is told to everybody: one whose status is old news is unknown, and so is one not checked yet. */
export function publicStanding(standing: Standing): 'up' | 'down' | 'unknown' {
  return standing === 'up' || standing === 'down' ? standing : 'unknown';
}

/** The sentence about some monitors, and the mark before it. */
export function summaryOf(standings: readonly Standing[], speech: Speech): { standing: Standing; text: string } {
  const texts = statusTexts(speech);
  const all = standings.length;
  const count = (wanted: string) => standings.filter((standing) => publicStanding(standing) === wanted).length;
  const [down, unknown] = [count('down'), count('unknown')];
  if (all === 0) return { standing: 'pending', text: texts.noMonitors };
  if (down > 0) {
    const also = unknown > 0 ? texts.alsoUnknown(unknown) : '';
    return { standing: 'down', text: texts.someDown(down, all) + also };
  }
  if (unknown === all) return { standing: 'stale', text: texts.allUnknown };
  if (unknown > 0) return { standing: 'stale', text: texts.someUnknown(unknown, all) };
  return { standing: 'up', text: texts.allUp(all) };
}
