/** What is known of a request beside what it asks: its id, the language of its answer, the route that it met. */
import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Clock } from '../platform/clock.js';
import type { Logger } from '../platform/logger.js';
import { acceptedLanguage, type Language } from './languages/index.js';

export type RequestContext = {
  /** The client's where it sent a sane one; `X-Request-Id` of the answer. */
  id: string;
  /** By `Accept-Language` until the caller is known, then the caller's. */
  language: Language;
  /** The pattern of the path, never the path itself: logs must not see what a URL carries. */
  route: string;
};

const contexts = new WeakMap<Request, RequestContext>();

/** The context that `beginRequest` made. */
export function contextOf(request: Request): RequestContext {
  const known = contexts.get(request);
  if (known) return known;
  const context = { id: requestId(request), language: acceptedLanguage(request), route: '' };
  contexts.set(request, context);
  return context;
}

function requestId(request: Request): string {
  const given = request.get('x-request-id') ?? '';
  return /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
}

/** Gives every request its id, and logs it when it is answered. */
export function beginRequest({ log, clock }: { log: Logger; clock: Clock }) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const context = contextOf(request);
    response.set('X-Request-Id', context.id);
    if (log.isLevelEnabled('debug')) {
      const began = clock.elapsed();
      response.on('close', () => {
        const { id: request_id, route } = context;
        const ms = Math.round(clock.elapsed() - began);
        log.debug({ request_id, method: request.method, route, status: response.statusCode, ms }, 'request');
      });
    }
    next();
  };
}
