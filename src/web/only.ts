/** What a path outside the API can be asked for. */
import type { NextFunction, Request, Response } from 'express';
import { contextOf } from '../http/context.js';
import { Problem } from '../http/problem.js';

/** Lets `methods` pass, and answers others with 405. `route` is what logs and metrics call the path. */
export function only(methods: readonly string[], route: string) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    contextOf(request).route = route;
    const isOne = methods.includes(request.method);
    next(isOne ? undefined : new Problem('method_not_allowed', { headers: { Allow: methods.join(', ') } }));
  };
}

/** What may be read, and nothing else. */
export function onlyGet(route: string) {
  return only(['GET', 'HEAD'], route);
}
