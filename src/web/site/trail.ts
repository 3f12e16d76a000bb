/** The pages that those of a group and of its monitors are part of. */
import type { PageContext } from './pages.js';
import { paths } from './paths.js';
import { siteTexts } from './texts.js';

export function groupTrail({ speech }: PageContext, group: { id: number; name: string }) {
  return [
    { href: paths.home, text: siteTexts(speech).dashboard },
    { href: paths.group(group.id), text: group.name },
  ];
}
