/**
 * `application/json`, token by token: duplicate names are seen, numbers keep their source text, and no depth of nesting
 * costs stack.
 */
import { JsonLiteral, Unusable } from '../../platform/fields.js';
import { Problem } from '../problem.js';
import { pathOf, type Entry, type Leaf } from './tree.js';

/** Objects and arrays in one another; no param of ours needs more than three. */
const maxDepth = 32;

const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]|[^\s{}[\],:"]+/g;

/** The entries of a JSON text, which must be an object. Names at its top may have brackets: `{"group[name]": "x"}`. */
export function* jsonEntries(text: string): Generator<Entry> {
  if (!isJson(text) || !/^\s*\{/.test(text)) throw new Problem('malformed_body');

  // Names that lead to the value at hand: of each open object the member that is being read.
  const names: string[][] = [];
  let name: string[] | undefined;
  // Open brackets of the outermost array and of what is in it, which is passed over.
  let brackets = 0;

  for (const [token] of text.matchAll(tokens)) {
    const opens = token === '{' || token === '[';
    const closes = token === '}' || token === ']';
    if (opens && names.length + brackets >= maxDepth) throw new Problem('malformed_body');

    if (brackets > 0) {
      brackets += opens ? 1 : closes ? -1 : 0;
    } else if (closes) {
      names.pop();
    } else if (token === '{') {
      const path = [...names.flat(), ...(name ?? [])];
      names.push(name ?? []);
      if (name) yield { path };
      name = undefined;
    } else if (!name) {
      const literal = JSON.parse(token) as string;
      name = names.length === 1 ? pathOf(literal) : [literal];
    } else {
      yield { path: [...names.flat(), ...name], leaf: token === '[' ? new Unusable('array') : leafOf(token) };
      if (token === '[') brackets = 1;
      name = undefined;
    }
  }
}

function leafOf(token: string): Leaf {
  if (token === 'null') return null;
  return token.startsWith('"') ? (JSON.parse(token) as string) : new JsonLiteral(token);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
