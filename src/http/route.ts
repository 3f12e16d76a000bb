/**
 * A route as a value: what it is called, what it needs and takes, what it answers. Express, validation and the
 * documents for clients are all made from these, so none of them can say something else.
 */
import type { z } from 'zod';
import type { Format } from './format.js';
import type { ParamProblem, ProblemCode } from './problem.js';
import type { SignIn } from './signIn.js';

/** Whose request it is, as far as the app_key tells. */
export type AppCaller = { appId: number };

/** Whose request it is, as its auth_token or session tells. */
export type UserCaller = AppCaller & {
  signIn: SignIn;
  user: { id: number; email: string; language: string; timeZone: string };
};

/** `app`: an app_key is enough; `token`: an auth_token as well (contract §1). */
export type Needs = 'app' | 'token';

type CallerOf<N extends Needs> = N extends 'token' ? UserCaller : AppCaller;

/** The text of the path's `:names`. */
export type PathParams = Readonly<Record<string, string>>;

export type Call<N extends Needs, Params, Located> = {
  caller: CallerOf<N>;
  path: PathParams;
  /** What `locate` found. */
  located: Located;
  /** Validated params, by wrapper: `params.group.name`. */
  params: Params;
  /** The client's address, for limits. */
  address: string;
  /** What the header `Accept` prefers. */
  accepts: Format;
};

/** Those of the params that are valid by themselves. */
export type SoundParams<Params> = {
  [Name in keyof Params]?: Params[Name] extends Readonly<Record<string, unknown>>
    ? { [Member in keyof Params[Name]]?: Params[Name][Member] }
    : Params[Name];
};

/** What a handler gives back: the status is the route's `success`. */
export type Answer = {
  body?: unknown;
  /** Instead of `body`: text that is sent while it is made. */
  chunks?: AsyncIterable<string>;
  headers?: Record<string, string>;
};

export type Route<N extends Needs = Needs, Params = unknown, Located = unknown> = {
  method: 'get' | 'post' | 'put' | 'delete';
  /** Below `/api`, in Express's form: `/groups/:group_id`. `PUT` routes answer `PATCH` too, `GET` routes `HEAD`. */
  path: string;
  /** A name for the route as a method of a client: `createGroup`. */
  operation: string;
  /** The reference's heading. */
  tag: string;
  summary: string;
  /** More than the summary, in CommonMark, where there is more to say. */
  description?: string;
  needs: N;
  /** Params by wrapper; what it does not name at the top level is ignored. Wrappers that are absent count as empty. */
  params: z.ZodType<Params>;
  success: 200 | 201 | 204;
  /** The body of `success`; absent for 204. */
  answer?: z.ZodType;
  /** Headers of `success` that are this route's own: what each says. */
  headers?: Readonly<Record<string, string>>;
  /** Problems that are this route's own: those that follow from what it needs and takes are known (documents/problems.ts). */
  problems?: readonly ProblemCode[];
  /** Finds the path's resource before params are judged; undefined is a 404. */
  locate?(call: { caller: CallerOf<N>; path: PathParams }): Promise<Located | undefined>;
  /**
   * Rules that no schema can know: what they find wrong is told together with what the schema found. They see the params
   * that are valid by themselves; `handle` runs only where nothing was found.
   */
  judge?(call: Call<N, SoundParams<Params>, Located>): Promise<ParamProblem[]>;
  handle(call: Call<N, Params, Located>): Promise<Answer>;
};

/** Keeps a route's types while it is written down, and forgets them for the list of all routes. */
export function defineRoute<N extends Needs, Params, Located = undefined>(route: Route<N, Params, Located>): Route {
  return route;
}

/** The id that a path or a param spells, or undefined where it is no positive integer that a row can have. */
export function idOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^[1-9]\d{0,9}$/.test(text)) return undefined;
  const id = Number(text);
  return id <= 2_147_483_647 ? id : undefined;
}
