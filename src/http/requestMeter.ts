/** What requests there were, for Prometheus. */
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { Counter, Histogram, type Registry } from 'prom-client';
import type { Clock } from '../platform/clock.js';
import { contextOf } from './context.js';

/** Methods that are told by name: any others are one, so that no client can make series without end. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Counts every request that passes, and how long it took, by the pattern of its path. */
export function requestMeter(options: { registry: Registry; prefix: string; clock: Clock }): RequestHandler {
  const { registry, prefix, clock } = options;
  const requests = new Counter({
    name: `${prefix}http_requests_total`,
    help: 'Requests by the pattern of their path, method and status; aborted: the client left before an answer began.',
    labelNames: ['route', 'method', 'status'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: `${prefix}http_request_duration_seconds`,
    help: 'From a request to the end of its answer.',
    labelNames: ['route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  return (request: Request, response: Response, next: NextFunction): void => {
    const began = clock.elapsed();
    response.on('close', () => {
      const route = contextOf(request).route || 'unknown';
      const method = methods.has(request.method) ? request.method : 'other';
      requests.inc({ route, method, status: response.headersSent ? response.statusCode : 'aborted' });
      durations.observe({ route }, (clock.elapsed() - began) / 1000);
    });
    next();
  };
}
