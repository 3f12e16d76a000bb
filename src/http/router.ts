/** Express from a list of routes. The order in which a request is judged is the contract's (§6). */
import { Router, type NextFunction, type Request, type Response } from 'express';
import { JsonLiteral } from '../platform/fields.js';
import { bearerOf, type Authenticate, type Credentials } from './authenticate.js';
import { contextOf } from './context.js';
import { allowOrigins, answerPreflight } from './cors.js';
import { languageOf } from './languages/index.js';
import type { Format } from './format.js';
import type { Limit } from './limits.js';
import { readBody, readParams } from './params/read.js';
import type { ParamTree } from './params/tree.js';
import { perform } from './perform.js';
import { notFound, Problem } from './problem.js';
import type { Answer, AppCaller, PathParams, Route, UserCaller } from './route.js';
import { sendChunks } from './stream.js';
import type { Transport } from './transport.js';

export type RouterTools = {
  transportOf: (request: Request) => Transport;
  authenticate: Authenticate;
  /** For each token, or for each address where there is none. */
  limit: Limit;
};

/** A router for all that is below `/api`. */
export function createRouter(routes: readonly Route[], tools: RouterTools): Router {
  const router = Router({ caseSensitive: true });
  router.use(allowOrigins, (request, response, next) => {
    // Every answer may name what only the caller may see.
    response.set('Cache-Control', 'no-store');
    contextOf(request).route = '/api/*';
    // Express would answer 304 to whoever has any copy, which nobody is to keep.
    delete request.headers['if-none-match'];
    delete request.headers['if-modified-since'];
    next(tools.transportOf(request).ssl ? undefined : new Problem('ssl_required'));
  });
  for (const [path, methods] of byPath(routes)) router.all(path, ...handlers(path, methods, tools));
  return router.use((_request, _response, next) => {
    next(notFound());
  });
}

type Methods = ReadonlyMap<string, Route>;

function byPath(routes: readonly Route[]): Map<string, Map<string, Route>> {
  const paths = new Map<string, Map<string, Route>>();
  for (const route of routes) {
    const methods = paths.get(route.path) ?? new Map<string, Route>();
    for (const method of methodsOf(route)) methods.set(method, route);
    paths.set(route.path, methods);
  }
  return paths;
}

function methodsOf({ method }: Route): string[] {
  if (method === 'get') return ['GET', 'HEAD'];
  return method === 'put' ? ['PUT', 'PATCH'] : [method.toUpperCase()];
}

function handlers(path: string, methods: Methods, tools: RouterTools) {
  const allow = [...methods.keys(), 'OPTIONS'].join(', ');
  return [
    (request: Request, response: Response, next: NextFunction) => {
      contextOf(request).route = `/api${path}`;
      if (request.method === 'OPTIONS') answerPreflight(response, allow);
      else if (methods.has(request.method)) next();
      else next(new Problem('method_not_allowed', { headers: { Allow: allow } }));
    },
    readBody,
    async (request: Request, response: Response) => {
      const route = methods.get(request.method);
      if (!route) throw notFound();
      const answer = await run(route, request, response, tools);
      const begin = () => response.status(route.success).set(answer.headers ?? {});
      if (answer.chunks) {
        await sendChunks(answer.chunks, response, begin);
        return;
      }
      begin();
      if (answer.body === undefined) response.end();
      else response.json(answer.body);
    },
  ];
}

async function run(route: Route, request: Request, response: Response, tools: RouterTools): Promise<Answer> {
  const tree = await readParams(request);
  const { address } = tools.transportOf(request);
  const caller = await admit(route, credentialsOf(request, tree), address, response, tools);
  if ('user' in caller) contextOf(request).language = languageOf(caller.user.language);

  const path = request.params as PathParams;
  return perform(route, { caller, path, tree, address, accepts: acceptedFormat(request) });
}

/** The caller, counted: a request without a valid token counts for its address, also when it is refused for that. */
async function admit(
  route: Route,
  credentials: Credentials,
  address: string,
  response: Response,
  { authenticate, limit }: RouterTools,
): Promise<AppCaller | UserCaller> {
  const count = async (key: string) => response.set(await limit.take(key));
  try {
    const caller = await authenticate(route.needs, credentials);
    await count('user' in caller ? `token ${caller.signIn.id}` : `address ${address}`);
    return caller;
  } catch (error) {
    if (error instanceof Problem && error.code !== 'rate_limited') await count(`address ${address}`);
    throw error;
  }
}

/** A param of a media type, such as `charset=utf-8`: another type by the letter, but for nobody who asks for ours. */
const mediaParam = /;\s*(?!q\s*=)[^\s;,="]+\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*)/gi;

function acceptedFormat(request: Request): Format {
  const { accept } = request.headers;
  if (accept !== undefined) request.headers.accept = accept.replace(mediaParam, '');
  return request.accepts(['application/json', 'text/csv']) === 'text/csv' ? 'csv' : 'json';
}

function credentialsOf(request: Request, tree: ParamTree): Credentials {
  return {
    appKey: scalar(tree, 'app_key') ?? request.get('x-app-key'),
    authToken: scalar(tree, 'auth_token') ?? bearerOf(request.get('authorization')),
  };
}

/** A param's text; undefined where it is absent or empty. What can not be used is no one's: a text that is never valid. */
function scalar(tree: ParamTree, name: string): string | undefined {
  const value = tree.get(name) ?? '';
  if (value instanceof JsonLiteral) return value.text;
  if (typeof value === 'string') return value === '' ? undefined : value;
  return ' ';
}
