/** Does what a route says for somebody who is known: the order in which a request is judged from there on (contract §6). */
import { isGone } from '../platform/database/gone.js';
import { unauthorized } from './authenticate.js';
import type { Format } from './format.js';
import { judgeParams } from './params/judge.js';
import type { ParamTree } from './params/tree.js';
import type { Problem } from './problem.js';
import { invalidParams, notFound } from './problem.js';
import type { Answer, AppCaller, Call, PathParams, Route, UserCaller } from './route.js';

export type Asked = {
  caller: AppCaller | UserCaller;
  path: PathParams;
  tree: ParamTree;
  address: string;
  accepts: Format;
};

/** The route's answer. @throws Problem `not_found`, `validation_failed` and the route's own */
export async function perform(route: Route, { caller, path, tree, ...about }: Asked): Promise<Answer> {
  // The route's own types say that its handler gets what it needs; the list of routes has forgotten them.
  const whose = { caller: caller as UserCaller, path };
  const located = await route.locate?.(whose);
  if (route.locate && located === undefined) throw notFound();

  const { problems, params, sound } = judgeParams(route.params, tree);
  const call: Call<'token', unknown, unknown> = { ...whose, located, params, ...about };
  if (route.judge) problems.push(...(await route.judge({ ...call, params: sound })));
  if (problems.length > 0) throw invalidParams(problems);
  try {
    return await route.handle(call);
  } catch (error) {
    throw isGone(error) ? goneWhile(route) : error;
  }
}

/** What a request stands on was deleted while it ran: what its path names, else its account, else its app. */
function goneWhile({ locate, needs }: Route): Problem {
  if (locate) return notFound();
  return unauthorized(needs === 'token' ? 'invalid_auth_token' : 'invalid_app_key');
}
