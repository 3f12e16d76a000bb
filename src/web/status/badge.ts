/** A picture of how a monitor stands, as an SVG that needs nothing else: for READMEs and sites elsewhere. */
import { percentText, type Speech } from '../site/speech.js';
import type { PublicMonitor } from './read.js';
import { publicStanding } from './summary.js';
import { statusTexts } from './texts.js';

/** Characters of a name that a badge has room for. */
const longest = 40;

/** Widths in pixels, of Verdana at 11: what other fonts need is fitted into them. */
const widths: readonly (readonly [characters: RegExp, width: number])[] = [
  [/[iljI|.,:;'!]/u, 4.5],
  [/[ ft()[\]{}r/\\"*-]/u, 5],
  [/[mwMWOQ%@…]/u, 11],
  [/[A-ZÀ-ÞG&#]/u, 8.5],
  // Letters of scripts that are written in squares, and emoji.
  [/[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\ufe30-\uffef\u{10000}-\u{10ffff}]/u, 12],
];

/** White on these is read well: 4.5:1 at least. */
const colours = { up: '#15803d', down: '#b42318', unknown: '#55616e' } as const;

/** @param uptime percent of the last 90 days, where the badge says that too; null when nothing is known */
export function badgeSvg(monitor: PublicMonitor, speech: Speech, uptime?: number | null): string {
  const standing = publicStanding(monitor.standing);
  const word = statusTexts(speech)[standing];
  const value = uptime === undefined ? word : `${word} ${percentText(uptime, speech)}`;
  return draw(cut(monitor.name), value, colours[standing]);
}

function draw(name: string, value: string, colour: string): string {
  const [left, right] = [widthOf(name), widthOf(value)];
  const [label, whole] = [left + 12, left + right + 24];
  const text = (x: number, length: number, said: string) =>
    `<text x="${x}" y="14" textLength="${length}" lengthAdjust="spacingAndGlyphs">${escaped(said)}</text>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${whole}" height="20" viewBox="0 0 ${whole} 20" role="img">` +
    `<title>${escaped(`${name}: ${value}`)}</title>` +
    `<path fill="#444" d="M3 0H${label}V20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z"/>` +
    `<path fill="${colour}" d="M${label} 0H${whole - 3}a3 3 0 0 1 3 3V17a3 3 0 0 1-3 3H${label}z"/>` +
    `<g fill="#fff" font-family="Verdana,'DejaVu Sans',Geneva,sans-serif" font-size="11">` +
    `${text(6, left, name)}${text(label + 6, right, value)}</g></svg>\n`
  );
}

/** Whole pixels. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += widths.find(([characters]) => characters.test(character))?.[1] ?? 7;
  return Math.ceil(width);
}

/** A name on one line, without what XML can not carry, and not longer than there is room for. */
function cut(name: string): string {
  const characters = Array.from(name.replace(/[\p{Cc}\s\uFFFE\uFFFF]+/gu, ' ').trim());
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('');
}

/** Text for an element or an attribute. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
