/** What a path outside the API can be asked for. */
import type { NextFunction, Request, Response } from 'express';
import { contextOf } from './context.js';
import { Problem } from './problem.js';

const methods = ['GET', 'HEAD'];

/** Lets reading pass, and answers other methods with 405. `route` is what logs and metrics call the path. */
export function onlyGet(route: string) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    contextOf(request).route = route;
    const isOne = methods.includes(request.method);
    next(isOne ? undefined : new Problem('method_not_allowed', { headers: { Allow: methods.join(', ') } }));
  };
}
