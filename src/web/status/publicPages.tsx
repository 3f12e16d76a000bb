/** Public pages as they were read some seconds ago at most, and rendered once for each language. */
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { Assets } from '../site/assets.js';
import { contentOf, packed, type Content } from '../site/content.js';
import { renderPage } from '../site/layout.js';
import type { Code, Speech } from '../site/speech.js';
import { keep, type Kept } from './kept.js';
import { StatusPage } from './publicViews.js';
import { statusReader, type StatusReading } from './read.js';

/** How old what is shown may be, in milliseconds. */
const keptFor = 15_000;

export type PublicPage = { reading: StatusReading; html: (speech: Speech) => Promise<Content> };

/** By the words that name them. */
export type PublicPages = Kept<PublicPage>;

export function publicPages(tools: { database: Database; clock: Clock; assets: () => Assets }): PublicPages {
  const { clock, assets } = tools;
  const read = statusReader(tools);
  return keep(
    async (slug) => {
      const reading = await read(slug);
      return reading && pageOf(reading, assets);
    },
    { clock, ms: keptFor },
  );
}

function pageOf(reading: StatusReading, assets: () => Assets): PublicPage {
  const made = new Map<Code, Promise<Content>>();
  return {
    reading,
    html(speech) {
      const known = made.get(speech.code);
      if (known) return known;
      const html = renderPage(<StatusPage context={{ assets: assets(), speech }} reading={reading} />);
      const content = packed(contentOf('text/html; charset=utf-8', html));
      made.set(speech.code, content);
      return content;
    },
  };
}
