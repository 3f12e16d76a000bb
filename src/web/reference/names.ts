/** What parts of the page are called. */

/** `listTargetUrls` as people say it: `List target URLs`. */
export function nameOf(operationId: string): string {
  const words = operationId
    .replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/\burl(s?)\b/g, 'URL$1');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The anchor of a heading. */
export function anchorOf(tag: string): string {
  return tag.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
