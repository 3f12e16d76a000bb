/** Pictures of monitors, and the words beside them. */
import { render } from 'preact-render-to-string';
import { expect, it } from 'vitest';
import { languageOf } from '../../src/http/languages/index.js';
import { DayTable } from '../../src/web/pictures/dayTable.js';
import { Sparkline } from '../../src/web/pictures/sparkline.js';
import { textOf } from './site.js';

const speech = { code: 'en', language: languageOf('en'), timeZone: 'UTC' } as const;

const lineOf = (hours: readonly (number | null)[]) =>
  / d="([^"]*)"/.exec(render(<Sparkline {...{ hours, speech }} />))?.[1];

it('a line of response times begins at zero, and is broken where there are none', () => {
  expect(lineOf([100, 50, null, 100])).toBe('M0 1L1 10M3 1h.2');
});

it('a line of response times that are too short to measure lies at zero', () => {
  expect(lineOf([0, null, 0, 0])).toBe('M0 19h.2M2 19L3 19');
});

/** Days from 1 January: `u` up, `d` down for a minute, `.` unknown. */
const daysOf = (states: string) =>
  Array.from(states, (state, day) => {
    const [down, unknown] = [state === 'd' ? 60 : 0, state === '.' ? 86_400 : 0];
    const at = new Date(Date.UTC(2026, 0, 1 + day));
    return { at, up: 86_400 - down - unknown, down, unknown, outages: down && 1 };
  });

const rowsOf = (states: string) =>
  [...render(<DayTable days={daysOf(states)} speech={speech} />).matchAll(/<tr>(<th scope="row.*?)<\/tr>/g)].map(
    ([, row = '']) => row.split('</th>').map(textOf),
  );

it('days are told newest first, unknown ones that follow each other as one, those that were up not at all', () => {
  expect(rowsOf('..udd.u...')).toEqual([
    ['8 Jan 2026 to 10 Jan 2026', 'unknown'],
    ['6 Jan 2026', 'unknown'],
    ['5 Jan 2026', 'down for 1 min in 1 outage'],
    ['4 Jan 2026', 'down for 1 min in 1 outage'],
    ['1 Jan 2026 to 2 Jan 2026', 'unknown'],
  ]);
  expect(render(<DayTable days={daysOf('uuu')} speech={speech} />)).toBe('');
});
