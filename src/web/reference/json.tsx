/** JSON with its names and texts in colours of their own. */
import type { ComponentChildren } from 'preact';

const token =
  /(?<name>"(?:[^"\\]|\\.)*")(?=:)|(?<text>"(?:[^"\\]|\\.)*")|(?<word>\b(?:true|false|null)\b|-?\d[\d.e+-]*)/g;

/** What stands between is left as it is, so that the block's text is the JSON itself. */
export function highlighted(json: string): ComponentChildren[] {
  const parts: ComponentChildren[] = [];
  let end = 0;
  for (const match of json.matchAll(token)) {
    const { name, text } = match.groups ?? {};
    const kind = name ? 'name' : text ? 'text' : 'word';
    parts.push(json.slice(end, match.index), <span class={`json-${kind}`}>{match[0]}</span>);
    end = match.index + match[0].length;
  }
  return [...parts, json.slice(end)];
}
