/** Params by name: every way to send them ends in the same tree of wrappers and leaves. */
import { Unusable, type JsonLiteral } from '../../platform/fields.js';

/** The value of a param. `null` is JSON's. */
export type Leaf = string | null | JsonLiteral | Unusable;

/** Maps, so that no name (`__proto__`, `constructor`) means anything. */
export type ParamTree = Map<string, ParamTree | Leaf>;

/** A param as it was sent; without a leaf it is an object, which may stay empty. */
export type Entry = { path: readonly string[]; leaf?: Leaf };

/** Deeper than any param: what goes beyond is one name, so that nobody can have us walk a path of thousands. */
const deepest = 32;

/** `group[name]` is `['group', 'name']`; what is not of that form is a name as it stands. */
export function pathOf(name: string): string[] {
  if (name.split('[', deepest + 1).length > deepest) return [name];
  if (!/^[^[\]]+(?:\[[^[\]]*\])+$/.test(name)) return [name];
  return name.split(/\]?\[|\]/).slice(0, -1);
}

/** `['group', 'name']` is `group[name]`. */
export function nameOf([first = '', ...rest]: readonly string[]): string {
  return first + rest.map((name) => `[${name}]`).join('');
}

/** Puts entries together. A name that is given two values, or a value and members, is unusable (contract §6, Params). */
export function treeOf(entries: Iterable<Entry>): ParamTree {
  const tree: ParamTree = new Map();
  for (const { path, leaf } of entries) insert(tree, path, leaf);
  return tree;
}

function insert(tree: ParamTree, path: readonly string[], leaf: Leaf | undefined): void {
  let node = tree;
  const wrappers = leaf === undefined ? path : path.slice(0, -1);
  for (const name of wrappers) {
    const child = node.get(name) ?? new Map<string, ParamTree | Leaf>();
    if (!(child instanceof Map) || node.get(name) === null) {
      node.set(name, new Unusable('repeated'));
      return;
    }
    node.set(name, child);
    node = child;
  }
  const last = path.at(-1);
  if (leaf !== undefined && last !== undefined) node.set(last, node.has(last) ? new Unusable('repeated') : leaf);
}

/** `winner` laid over `other`, name by name. */
export function overlay(other: ParamTree, winner: ParamTree): ParamTree {
  const tree = new Map(other);
  for (const [name, value] of winner) {
    const under = tree.get(name);
    tree.set(name, value instanceof Map && under instanceof Map ? overlay(under, value) : value);
  }
  return tree;
}
