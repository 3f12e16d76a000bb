/** The Express app: the order in which a request meets its parts. It never listens. */
import express, { type Express, type Request, type Response } from 'express';
import { apiRoutes, type ApiDependencies } from './api/index.js';
import { authenticator } from './http/authenticate.js';
import { beginRequest, contextOf } from './http/context.js';
import { problemAnswers } from './http/errors.js';
import { createLimit } from './http/limits.js';
import { notFound, Problem } from './http/problem.js';
import { createRouter } from './http/router.js';
import { transportReader } from './http/transport.js';
import type { Logger } from './platform/logger.js';
import type { Settings } from './platform/settings.js';

export type AppDependencies = Omit<ApiDependencies, 'loginLimit'> & {
  settings: Pick<Settings, 'trustProxy' | 'rateLimitPerMinute' | 'loginLimitPerMinute' | 'tokenTtlDays'>;
  log: Logger;
  /** Whether the database answers and checks are run; what else it says is shown at `/readyz`. */
  ready: () => Promise<{ ok: boolean }>;
};

export function createApp(dependencies: AppDependencies): Express {
  const { settings, log, ready, database, clock } = dependencies;
  const app = express();
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing');

  app.use(beginRequest({ log, clock }));
  app.all('/healthz', onlyGet, (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ ok: true });
  });
  app.all('/readyz', onlyGet, async (_request, response) => {
    const readiness = await ready();
    response
      .status(readiness.ok ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json(readiness);
  });
  app.use(
    '/api',
    createRouter(apiRoutes({ ...dependencies, loginLimit: createLimit(settings.loginLimitPerMinute) }), {
      transportOf: transportReader(settings.trustProxy),
      authenticate: authenticator({ database, clock, tokenTtlDays: settings.tokenTtlDays }),
      limit: createLimit(settings.rateLimitPerMinute),
    }),
  );
  app.use((_request, _response, next) => {
    next(notFound());
  });
  app.use(problemAnswers({ log }));
  return app;
}

function onlyGet(request: Request, _response: Response, next: (error?: unknown) => void): void {
  contextOf(request).route = request.path;
  const isGet = request.method === 'GET' || request.method === 'HEAD';
  next(isGet ? undefined : new Problem('method_not_allowed', { headers: { Allow: 'GET, HEAD' } }));
}
