/** Pages as values: where they are, whose they are, and what they answer. Express is made from these in router.ts. */
import type { VNode } from 'preact';
import type { ParamTree } from '../../http/params/tree.js';
import type { ParamProblem } from '../../http/problem.js';
import type { Answer, PathParams } from '../../http/route.js';
import type { Assets } from './assets.js';
import type { Person } from './sessions.js';
import type { Speech } from './speech.js';

/** What every page is drawn with. */
export type PageContext = {
  assets: Assets;
  speech: Speech;
  /** Undefined before sign-in. */
  person: Person | undefined;
  /** What forms of this visit carry: nobody else can know it. */
  formKey: string;
  /** The path of the page. */
  path: string;
};

/** One request for a page. */
export type Turn = {
  context: PageContext;
  /** The text of the path's `:names`. */
  path: PathParams;
  query: ParamTree;
  /** The client's address, for limits. */
  address: string;
  /** Where the reader has reached this server: `https://example.com:8443`. */
  origin: string;
  /** A new secret for the visit, by its hash: `keep` makes it so, and what was known of the old one is worth nothing. */
  renewal: () => { hash: Buffer; keep: () => void };
};

/** One request of somebody who is signed in. */
export type PersonTurn = Turn & {
  person: Person;
  /** Does what a route of the API says, by its operation, for this person. @throws Problem of the route's own */
  ask: (operation: string, asked?: { path?: PathParams; params?: ParamTree }) => Promise<Asked>;
};

/** A form that somebody sent who is signed in. */
export type Sending = PersonTurn & { form: ParamTree };

/** What the API said: its answer, or which params are wrong. */
export type Asked =
  { answer: Answer; problems?: undefined } | { answer?: undefined; problems: readonly ParamProblem[] };

/** A page to show, or another one to go to. */
export type Outcome = Shown | { goTo: string };

type Shown = {
  page: VNode;
  status?: number;
  headers?: Readonly<Record<string, string>>;
  /** What has the place of `Later` in the page: read when all around it has been sent. */
  later?: () => Promise<VNode>;
  /**
   * Whether it is compressed, with `later` only: for long pages that have neither what forms carry nor an address of
   * somebody's beside a text that others choose. How well a secret can be compressed beside such a text tells it (BREACH).
   */
  isPacked?: boolean;
};

/** Where a page is, and what it answers. */
export type Methods<T extends Turn> = {
  path: string;
  get: (turn: T) => Outcome | Promise<Outcome>;
  /** A form that was sent to this path by a page of the same visit. */
  post?: (turn: T & { form: ParamTree }) => Outcome | Promise<Outcome>;
};

/** `person`: whoever is not signed in is asked to be. */
export type Page = (Methods<Turn> & { for: 'anyone' }) | (Methods<PersonTurn> & { for: 'person' });

/** A text of a form or a query, by wrapper and name; empty where it is not there. */
export function textIn(tree: ParamTree, wrapper: string, name?: string): string {
  const outer = tree.get(wrapper);
  const value = name === undefined ? outer : outer instanceof Map ? outer.get(name) : undefined;
  return typeof value === 'string' ? value : '';
}
