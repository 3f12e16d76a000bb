/** Pages for people: an account, and its apps. */
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { appStore } from '../../api/apps/store.js';
import { registrar } from '../../api/registrations/register.js';
import { signUpParams } from '../../api/registrations/schema.js';
import { attemptOf, loginWith } from '../../api/sessions/logIn.js';
import { loginParams } from '../../api/sessions/schema.js';
import { sessionStore } from '../../api/sessions/store.js';
import { contextOf } from '../../http/context.js';
import type { Limit } from '../../http/limits.js';
import { judgeParams } from '../../http/params/judge.js';
import { readBody, readParams } from '../../http/params/read.js';
import type { ParamTree } from '../../http/params/tree.js';
import { notFound, Problem, type ParamProblem } from '../../http/problem.js';
import { idOf } from '../../http/route.js';
import { newSecret, tokenHash } from '../../http/secrets.js';
import type { Transport } from '../../http/transport.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { required, text } from '../../platform/fields.js';
import type { Assets } from '../assets.js';
import { renderPage } from '../layout.js';
import { SignInPage, SignOutPage, SignUpPage } from './account.js';
import { AppsPage, NewAppPage, RevokePage } from './apps.js';
import { paths, type PageContext } from './frame.js';
import type { Person } from './store.js';
import { speechFor } from './texts/index.js';
import { isOurs, keep, visitReader, type Visit } from './visit.js';

export type PeopleParts = {
  database: Database;
  clock: Clock;
  assets: () => Assets;
  transportOf: (request: Request) => Transport;
  /** Sign-ins per address and email: the API's own count. */
  loginLimit: Limit;
};

const appParams = z.object({ app: z.object({ name: required(text({ trim: true, max: 255 })) }) });

/** What a form sent, or what is wrong with it. */
type Sent<T> = { params: T; problems?: undefined } | { params?: undefined; problems: ParamProblem[] };

export function peopleRouter({ database, clock, assets, transportOf, loginLimit }: PeopleParts): Router {
  const router = Router({ caseSensitive: true });
  const visitOf = visitReader({ database, clock });
  const apps = appStore(database);
  const accounts = registrar({ database, clock });
  const logIn = loginWith({ database, clock });
  const sessions = sessionStore(database);

  type Turn = { request: Request; response: Response; visit: Visit; context: PageContext };

  function page(
    route: string,
    methods: { get: (turn: Turn) => unknown; post?: (turn: Turn & { tree: ParamTree }) => unknown },
  ) {
    const handle: RequestHandler = async (request, response) => {
      contextOf(request).route = route;
      const visit = await visitOf(request, response);
      const { language } = contextOf(request);
      const speech = speechFor(request, visit.person);
      const turn = {
        request,
        response,
        visit,
        context: { assets: assets(), speech, language, visit, path: request.path },
      };
      // What a page shows is its reader's alone.
      response.set('Cache-Control', 'no-store');
      if (request.method === 'GET' || request.method === 'HEAD') await methods.get(turn);
      else if (request.method === 'POST' && methods.post) await answerForm(turn, methods.post);
      else
        throw new Problem('method_not_allowed', { headers: { Allow: methods.post ? 'GET, HEAD, POST' : 'GET, HEAD' } });
    };
    router.all(route, readBody, handle);
  }

  /** A form that is not of this visit does nothing: the page is shown anew. */
  async function answerForm(turn: Turn, post: (turn: Turn & { tree: ParamTree }) => unknown): Promise<void> {
    const tree = await readParams(turn.request);
    const key = tree.get('form_key');
    const site = turn.request.get('sec-fetch-site') ?? 'same-origin';
    if (typeof key !== 'string' || site !== 'same-origin' || !isOurs(turn.visit, key)) {
      const form = { notice: turn.context.speech.texts.staleForm };
      show(turn, <SignInPage context={turn.context} form={form} />, 403);
      return;
    }
    await post({ ...turn, tree });
  }

  function show({ response }: Pick<Turn, 'response'>, view: Parameters<typeof renderPage>[0], status = 200): void {
    response.status(status).type('html').send(renderPage(view));
  }

  /** The person of a page that is nobody else's; sends to sign-in where there is none. */
  function personOf({ visit, response }: Turn): Person | undefined {
    if (!visit.person) response.redirect(303, paths.signIn);
    return visit.person;
  }

  page(paths.signUp, {
    get: (turn) => show(turn, <SignUpPage context={turn.context} form={{}} />),
    async post(turn) {
      const sent = read(signUpParams, turn.tree);
      const problems = sent.problems ?? (await accounts.judge(sent.params.user.email));
      if (sent.params && problems.length === 0) {
        const secret = newSecret();
        await accounts.register(sent.params.user, { by: 'session', hash: tokenHash(secret) });
        keep(turn.response, secret);
        turn.response.redirect(303, paths.newApp);
        return;
      }
      const form = { email: emailIn(turn.tree), problems };
      show(turn, <SignUpPage context={turn.context} form={form} />, 422);
    },
  });

  page(paths.signIn, {
    get: (turn) => show(turn, <SignInPage context={turn.context} form={{}} />),
    async post(turn) {
      const { texts } = turn.context.speech;
      const email = emailIn(turn.tree);
      const again = (status: number, form: { notice?: string; problems?: ParamProblem[] }) =>
        show(turn, <SignInPage context={turn.context} form={{ email, ...form }} />, status);
      const sent = read(loginParams, turn.tree);
      if (sent.problems) {
        again(422, sent);
        return;
      }
      if (!(await isWithin(loginLimit, attemptOf(transportOf(turn.request).address, sent.params.user.email)))) {
        again(429, { notice: texts.tooMany });
        return;
      }
      const secret = newSecret();
      const account = await logIn(sent.params.user, { by: 'session', hash: tokenHash(secret) });
      if (!account) {
        again(401, { notice: texts.wrongCredentials });
        return;
      }
      keep(turn.response, secret);
      turn.response.redirect(303, paths.apps);
    },
  });

  page(paths.signOut, {
    get: (turn) => personOf(turn) && show(turn, <SignOutPage context={turn.context} />),
    async post(turn) {
      if (turn.visit.person) await sessions.end(turn.visit.person.signIn);
      keep(turn.response, newSecret());
      turn.response.redirect(303, paths.signIn);
    },
  });

  page(paths.apps, {
    async get(turn) {
      const person = personOf(turn);
      if (!person) return;
      const { id, timeZone } = person.user;
      show(turn, <AppsPage context={turn.context} apps={await apps.listOf(id)} timeZone={timeZone} />);
    },
  });

  page(paths.newApp, {
    get: (turn) => personOf(turn) && show(turn, <NewAppPage context={turn.context} />),
    async post(turn) {
      const person = personOf(turn);
      if (!person) return;
      const { params, problems } = read(appParams, turn.tree);
      if (problems) {
        show(turn, <NewAppPage context={turn.context} problems={problems} />, 422);
        return;
      }
      await apps.addOf(person.user.id, { name: params.app.name, key: newSecret(), at: new Date(clock.now()) });
      turn.response.redirect(303, paths.apps);
    },
  });

  /** A person and the app of theirs that the path names. */
  async function appOf(turn: Turn) {
    const person = personOf(turn);
    if (!person) return undefined;
    const id = idOf(String(turn.request.params['id']));
    const app = (await apps.listOf(person.user.id)).find((each) => each.id === id && !each.revoked_at);
    if (!app) throw notFound();
    return { person, app };
  }

  page(`${paths.apps}/:id/rename`, {
    get: (turn) => {
      turn.response.redirect(303, paths.apps);
    },
    async post(turn) {
      const found = await appOf(turn);
      if (!found) return;
      const { params, problems } = read(appParams, turn.tree);
      if (problems) throw new Problem('validation_failed', { params: problems });
      await apps.rename(found.person.user.id, found.app.id, params.app.name);
      turn.response.redirect(303, paths.apps);
    },
  });

  page(`${paths.apps}/:id/revoke`, {
    async get(turn) {
      const found = await appOf(turn);
      if (found) show(turn, <RevokePage context={turn.context} app={found.app} />);
    },
    async post(turn) {
      const found = await appOf(turn);
      if (!found) return;
      await apps.revokeOf(found.person.user.id, found.app.id, new Date(clock.now()));
      turn.response.redirect(303, paths.apps);
    },
  });

  return router;
}

/** Judges a form by the schema of the API's params. */
function read<T>(schema: z.ZodType<T>, tree: ParamTree): Sent<T> {
  const { problems, params } = judgeParams(schema, tree);
  return problems.length > 0 ? { problems } : { params: params as T };
}

function emailIn(tree: ParamTree): string {
  const user = tree.get('user');
  const email = user instanceof Map ? user.get('email') : '';
  return typeof email === 'string' ? email : '';
}

async function isWithin(limit: Limit, key: string): Promise<boolean> {
  try {
    await limit.take(key);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === 'rate_limited') return false;
    throw error;
  }
}
