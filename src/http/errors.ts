/** The one place where what was thrown becomes an answer. */
import type { NextFunction, Request, Response } from 'express';
import { isAway } from '../platform/database/away.js';
import type { Logger } from '../platform/logger.js';
import { contextOf } from './context.js';
import { notFound, Problem, problemBody, statusOf } from './problem.js';

/** Seconds after which a client may ask again while the database is away. */
const retryAfter = '5';

/** Express's error handler: a problem says what it is, everything else says nothing to the client and all to the log. */
export function problemAnswers({ log }: { log: Logger }) {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    const { id, language, route } = contextOf(request);
    const problem = problemOf(error);
    const about = { request_id: id, method: request.method, route, err: error };
    if (problem.code === 'internal_error') log.error(about, 'A request failed unexpectedly');
    if (problem.code === 'unavailable') log.warn(about, 'A request was refused while the database is away');
    if (response.headersSent) {
      // Cut, so that nobody takes it for whole. Express is not told why: it would print a raw stack.
      response.destroy();
      next();
      return;
    }
    const body = JSON.stringify(problemBody(problem, id, language));
    // As bytes: to a string Express would add a charset, which this type has none of.
    response
      .status(statusOf(problem.code))
      .set(problem.headers)
      .type('application/problem+json')
      .send(Buffer.from(body));
  };
}

/** What was thrown, as a problem that may be told. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  // Express could not decode a piece of the path: nothing is there.
  if (error instanceof URIError) return notFound();
  if (isAway(error)) return new Problem('unavailable', { headers: { 'Retry-After': retryAfter } });
  return new Problem('internal_error');
}
