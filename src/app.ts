/** The Express apps: the order in which a request meets their parts. They never listen. */
import express, { type Express } from 'express';
import { apiRoutes, type ApiDependencies } from './api/index.js';
import { openApiDocument } from './documents/document.js';
import { readExamples } from './documents/examples.js';
import { postmanFiles } from './documents/postman/index.js';
import { authenticator } from './http/authenticate.js';
import { beginRequest } from './http/context.js';
import { problemAnswers } from './http/errors.js';
import { createLimit } from './http/limits.js';
import { metricsAnswer } from './http/metrics.js';
import { onlyGet } from './http/only.js';
import { notFound } from './http/problem.js';
import { createRouter } from './http/router.js';
import { transportReader } from './http/transport.js';
import type { Metrics } from './metrics.js';
import type { Clock } from './platform/clock.js';
import type { Logger } from './platform/logger.js';
import type { Settings } from './platform/settings.js';
import { version } from './platform/version.js';
import { webRouter } from './web/index.js';

/** What every process has, whatever its role. */
export type CommonDependencies = {
  log: Logger;
  clock: Clock;
  /** Whether the database answers and checks are run; what else it says is shown at `/readyz`. */
  ready: () => Promise<{ ok: boolean }>;
  /** Undefined where metrics are off. Without `token`, they have no place beside the API. */
  metrics?: Metrics | undefined;
};

export type AppDependencies = CommonDependencies &
  Omit<ApiDependencies, 'loginLimit'> & {
    /** Aborts when the process is to stop. */
    stopping: AbortSignal;
    settings: Pick<Settings, 'trustProxy' | 'rateLimitPerMinute' | 'loginLimitPerMinute' | 'tokenTtlDays'>;
  };

/** The app of a process that serves the API. */
export function createApp(dependencies: AppDependencies): Express {
  const { settings, database, clock } = dependencies;
  const app = begin(dependencies);
  addStatus(app, dependencies);
  // One count for the API and the pages: whoever guesses passwords may do so nowhere.
  const loginLimit = createLimit(settings.loginLimitPerMinute);
  const limit = createLimit(settings.rateLimitPerMinute);
  const transportOf = transportReader(settings.trustProxy);
  const routes = apiRoutes({ ...dependencies, loginLimit });
  const authenticate = authenticator({ database, clock, tokenTtlDays: settings.tokenTtlDays });
  app.use('/api', createRouter(routes, { transportOf, authenticate, limit }));
  const makeDocuments = () => {
    const document = openApiDocument({ routes, examples: readExamples(), version });
    return { document, postman: postmanFiles(document) };
  };
  app.use(webRouter(makeDocuments, { ...dependencies, routes, transportOf, limit, loginLimit }));
  return end(app, dependencies);
}

/** The app of a process that only runs checks: it says how it is, to whoever supervises it. */
export function createMonitorApp(dependencies: CommonDependencies): Express {
  const app = begin(dependencies);
  addStatus(app, dependencies);
  return end(app, dependencies);
}

/** The app of a port that is for metrics alone. */
export function createMetricsApp(dependencies: { log: Logger; clock: Clock; metrics: Metrics }): Express {
  const app = begin(dependencies);
  addMetrics(app, dependencies.metrics);
  return end(app, dependencies);
}

function begin({ log, clock, metrics }: Pick<CommonDependencies, 'log' | 'clock' | 'metrics'>): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing');
  app.use(beginRequest({ log, clock }));
  if (metrics) app.use(metrics.meter);
  return app;
}

function addStatus(app: Express, { ready, metrics }: CommonDependencies): void {
  app.all('/healthz', onlyGet('/healthz'), (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ ok: true });
  });
  app.all('/readyz', onlyGet('/readyz'), async (_request, response) => {
    const readiness = await ready();
    response
      .status(readiness.ok ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json(readiness);
  });
  if (metrics?.token !== undefined) addMetrics(app, metrics);
}

function addMetrics(app: Express, metrics: Metrics): void {
  app.all('/metrics', onlyGet('/metrics'), metricsAnswer(metrics));
}

function end(app: Express, { log }: Pick<CommonDependencies, 'log'>): Express {
  app.use((_request, _response, next) => {
    next(notFound());
  });
  app.use(problemAnswers({ log }));
  return app;
}
