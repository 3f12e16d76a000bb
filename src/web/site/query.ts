/** Queries of our own addresses. */
import { nameOf, type ParamTree } from '../../http/params/tree.js';

/** What was asked, to be put behind a path: `?range=7d`; empty where nothing was. */
export function queryText(query: ParamTree): string {
  const text = new URLSearchParams([...textsOf(query)]).toString();
  return text === '' ? '' : `?${text}`;
}

function* textsOf(tree: ParamTree, wrappers: readonly string[] = []): Generator<[name: string, text: string]> {
  for (const [name, value] of tree) {
    const path = [...wrappers, name];
    if (value instanceof Map) yield* textsOf(value, path);
    else if (typeof value === 'string') yield [nameOf(path), value];
  }
}
