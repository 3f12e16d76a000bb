/** Any origin may call the API: tokens authenticate it, never cookies (contract §1, CORS). */
import type { NextFunction, Request, Response } from 'express';

const exposed =
  'X-Request-Id, X-Next-Cursor, Content-Disposition, Location, Allow, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset';

/** Lets pages of any origin read the answer. */
export function allowOrigins(_request: Request, response: Response, next: NextFunction): void {
  response.set({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': exposed });
  next();
}

/** Answers a preflight, or whoever asks what a path can do. `allow` names its methods. */
export function answerPreflight(response: Response, allow: string): void {
  response.set({
    Allow: allow,
    'Access-Control-Allow-Methods': allow,
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-App-Key, X-Request-Id',
    'Access-Control-Max-Age': '86400',
  });
  response.status(204).end();
}
