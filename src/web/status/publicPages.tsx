/** Status pages and what badges say, as they were read some seconds ago at most. */
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { Assets } from '../site/assets.js';
import { contentOf, packed, type Content } from '../site/content.js';
import { renderPage } from '../site/layout.js';
import { codes, type Speech } from '../site/speech.js';
import { keep } from './kept.js';
import { StatusPage } from './publicViews.js';
import { statusReader, type Board } from './read.js';

/** How old what is shown may be, in milliseconds. */
const keptFor = 15_000;

/** By the words that name pages; undefined where there is none. */
export type PublicPages = {
  page: (slug: string, speech: Speech) => Promise<Content | undefined>;
  board: (slug: string) => Promise<Board | undefined>;
  /** What was read until now is not given to anybody any more. */
  forget: (slug: string) => void;
};

export function publicPages(tools: { database: Database; clock: Clock; assets: () => Assets }): PublicPages {
  const { clock, assets } = tools;
  const reader = statusReader(tools);
  const pages = keep<Content>({ clock, ms: keptFor });
  const boards = keep<Board>({ clock, ms: keptFor });
  const nameOf = (slug: string, code: string) => `${code} ${slug}`;

  return {
    page: (slug, speech) =>
      pages.get(nameOf(slug, speech.code), async () => {
        const reading = await reader.page(slug);
        if (!reading) return undefined;
        const html = renderPage(<StatusPage context={{ assets: assets(), speech }} reading={reading} />);
        // Alone, without what it was drawn from: that is ten times as much.
        return packed(contentOf('text/html; charset=utf-8', html));
      }),
    board: (slug) => boards.get(slug, () => reader.board(slug)),
    forget(slug) {
      boards.forget(slug);
      for (const code of codes) pages.forget(nameOf(slug, code));
    },
  };
}
