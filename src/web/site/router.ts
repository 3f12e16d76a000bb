/** Express from a list of pages. */
import { Router, type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import { contextOf } from '../../http/context.js';
import { problemOf } from '../../http/errors.js';
import type { Limit } from '../../http/limits.js';
import { languageOf } from '../../http/languages/index.js';
import { formEntries, queryOf } from '../../http/params/form.js';
import { bodyOf, readParams } from '../../http/params/read.js';
import { treeOf, type ParamTree } from '../../http/params/tree.js';
import { perform } from '../../http/perform.js';
import { detailOf, notFound, Problem, statusOf } from '../../http/problem.js';
import type { PathParams, Route } from '../../http/route.js';
import { newSecret, tokenHash } from '../../http/secrets.js';
import type { Transport } from '../../http/transport.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { isGone } from '../../platform/database/gone.js';
import type { Logger } from '../../platform/logger.js';
import type { Assets } from './assets.js';
import { ErrorPage, Trouble } from './errorPage.js';
import {
  textIn,
  type Asked,
  type Methods,
  type Outcome,
  type Page,
  type PageContext,
  type PersonTurn,
  type Turn,
} from './pages.js';
import { originOf } from './origin.js';
import { paths } from './paths.js';
import type { Person } from './sessions.js';
import { send } from './send.js';
import { codeOf, codes } from './speech.js';
import { siteTexts } from './texts.js';
import { isOurs, keep, visitReader, type Visit } from './visit.js';

export type PageTools = {
  log: Logger;
  database: Database;
  clock: Clock;
  /** The API's, which pages ask as clients do. */
  routes: readonly Route[];
  assets: () => Assets;
  transportOf: (request: Request) => Transport;
  /** The API's count: for each sign-in, or for each address where there is none. */
  limit: Limit;
};

/** A router for pages. What fails is told on a page too, and so is that there is none. */
export function pageRouter(pages: readonly Page[], tools: PageTools): Router {
  const router = Router({ caseSensitive: true });
  const handlerOf = pageHandler(tools);
  for (const page of pages)
    router.all(
      page.path,
      handlerOf(page.path, (visiting) => answer(page, visiting, tools)),
    );
  const unknown: ErrorRequestHandler = (error: Error, request, response, next) => {
    // Programs, which ask for no page, get the API's kind of answer.
    const isProgram = request.accepts(['json', 'html']) !== 'html';
    const tell: RequestHandler = isProgram ? passOn(error) : handlerOf('/*', () => Promise.reject(error));
    return tell(request, response, next);
  };
  router.use((_request, _response, next) => {
    next(notFound());
  });
  return router.use(unknown);
}

const passOn =
  (error: Error): RequestHandler =>
  (_request, _response, next) => {
    next(error);
  };

type Answering = (visiting: Visiting) => Promise<Outcome>;

function pageHandler(tools: PageTools): (route: string, answering: Answering) => RequestHandler {
  const visitOf = visitReader(tools);
  return (route, answering) => async (request, response, next) => {
    contextOf(request).route = route;
    // What a page shows is its reader's alone.
    response.set('Cache-Control', 'no-store');
    let context = contextFor(request, tools.assets());
    try {
      const { ssl, address } = tools.transportOf(request);
      if (!ssl) throw new Problem('ssl_required');
      const visit = await visitOf(request, response);
      context = contextFor(request, tools.assets(), visit);
      const { person } = visit;
      response.set(await tools.limit.take(person ? `session ${person.signIn.id}` : `address ${address}`));
      const outcome = await answering({ request, response, visit, context, address });
      await send(request, response, outcome, (error) =>
        Trouble({ context, message: messageOf(error, context, request) }),
      );
    } catch (error) {
      if (request.accepts(['html', 'json']) === 'json') {
        next(error);
        return;
      }
      const message = messageOf(error, context, request);
      const { code, headers } = problemOf(error);
      const page = ErrorPage({ context, message, isMissing: code === 'not_found' });
      await send(request, response, { page, status: statusOf(code), headers }, () => page);
    }
  };

  /** What a page says of what was thrown; the log has the rest. */
  function messageOf(error: unknown, { speech }: PageContext, request: Request): string {
    const problem = problemOf(error);
    const { id, route } = contextOf(request);
    const about = { request_id: id, method: request.method, route, err: error };
    if (problem.code === 'internal_error') tools.log.error(about, 'A page failed unexpectedly');
    if (problem.code === 'unavailable') tools.log.warn(about, 'A page was refused while the database is away');
    // The API's sentence tells of a header that nobody sees here.
    return problem.code === 'rate_limited' ? siteTexts(speech).tooManyRequests : detailOf(problem, speech.language);
  }
}

type Visiting = { request: Request; response: Response; visit: Visit; context: PageContext; address: string };

async function answer(page: Page, visiting: Visiting, { routes }: PageTools): Promise<Outcome> {
  const { request, response, visit, context, address } = visiting;
  const turn: Turn = {
    context,
    path: request.params as PathParams,
    query: treeOf(formEntries(queryOf(request.originalUrl))),
    address,
    origin: originOf(request),
    renewal() {
      const secret = newSecret();
      return { hash: tokenHash(secret), keep: () => keep(response, secret) };
    },
  };
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!isRead && (request.method !== 'POST' || !page.post)) {
    const allow = page.post ? 'GET, HEAD, POST' : 'GET, HEAD';
    throw new Problem('method_not_allowed', { headers: { Allow: allow } });
  }
  const form = isRead ? undefined : () => formOf(visiting);
  if (!isRead) await bodyOf(request, response);
  if (page.for === 'anyone') return serve(page, turn, form);
  const { person } = visit;
  if (!person) return { goTo: signInFor(request, isRead) };
  try {
    return await serve(page, { ...turn, person, ask: asking(person, address, routes) }, form);
  } catch (error) {
    if (isAccountGone(error)) return { goTo: signInFor(request, isRead) };
    throw error;
  }
}

/** Whether the person's account was deleted, or their session ended, while the request ran. */
function isAccountGone(error: unknown): boolean {
  return isGone(error) || (error instanceof Problem && error.code === 'invalid_auth_token');
}

/** Reading where there is no form to read; one that is not of this visit does nothing. */
async function serve<T extends Turn>(
  { get, post }: Methods<T>,
  turn: T,
  read: (() => Promise<ParamTree | undefined>) | undefined,
): Promise<Outcome> {
  if (!read || !post) return get(turn);
  const { context } = turn;
  const form = await read();
  return form
    ? post({ ...turn, form })
    : { page: ErrorPage({ context, message: siteTexts(context.speech).staleForm, again: context.path }), status: 403 };
}

/** The API's routes by operation, asked by a person without a token. */
function asking(person: Person, address: string, routes: readonly Route[]): PersonTurn['ask'] {
  return async (operation, { path = {}, params = treeOf([]) } = {}): Promise<Asked> => {
    const route = routes.find((candidate) => candidate.operation === operation);
    if (!route) throw new Error(`There is no operation ${operation}.`);
    try {
      return { answer: await perform(route, { caller: person, path, tree: params, address, accepts: 'json' }) };
    } catch (error) {
      if (error instanceof Problem && error.code === 'validation_failed') return { problems: error.params };
      throw error;
    }
  };
}

/** What was sent, where a page of this visit sent it. */
async function formOf({ request, visit }: Visiting): Promise<ParamTree | undefined> {
  const form = await readParams(request);
  const site = request.get('sec-fetch-site') ?? 'same-origin';
  const isSameSite = site === 'same-origin' || site === 'none';
  return isSameSite && isOurs(visit, textIn(form, 'form_key')) ? form : undefined;
}

/** To sign-in, and from there back to what was to be read, or to the form that could not be taken. */
function signInFor(request: Request, isRead: boolean): string {
  if (request.path === paths.signOut || (isRead && request.path === paths.home)) return paths.signIn;
  return `${paths.signIn}?to=${encodeURIComponent(request.originalUrl)}${isRead ? '' : '&unsaved'}`;
}

function contextFor(request: Request, assets: Assets, visit?: Visit): PageContext {
  const person = visit?.person;
  const code = codeOf(person?.user.language ?? (request.acceptsLanguages([...codes]) || 'en'));
  const language = languageOf(code);
  contextOf(request).language = language;
  const speech = { code, language, timeZone: person?.user.timeZone ?? 'UTC' };
  return { assets, speech, person, formKey: visit?.formKey ?? '', path: request.path };
}
