/** The page for whoever asks: rendered once, and addressed to where each reader has reached the server. */
import { contentOf, type Content } from '../site/content.js';
import { referencePage, type ReferenceParts } from './page.js';

/** Stands for the origin in the page that all readers' are made from. No server is there (RFC 2606). */
const anyOrigin = 'https://origin.invalid';

/** Hosts whose pages are kept: a server has few, whatever clients write into the header. */
const keptHosts = 8;

/** Makes pages by origin. */
export function referencePages(parts: () => Omit<ReferenceParts, 'origin'>): (origin: string) => Content {
  let common: string | undefined;
  const pages = new Map<string, Content>();
  return (origin) => {
    const kept = pages.get(origin);
    if (kept) return kept;
    common ??= referencePage({ ...parts(), origin: anyOrigin });
    const page = contentOf('text/html; charset=utf-8', common.replaceAll(anyOrigin, origin));
    const [oldest] = pages.keys();
    if (oldest !== undefined && pages.size >= keptHosts) pages.delete(oldest);
    pages.set(origin, page);
    return page;
  };
}
