/** The route by which Prometheus reads metrics. */
import type { Request, RequestHandler, Response } from 'express';
import { bearerOf, unauthorized } from './authenticate.js';
import { isSameSecret } from './secrets.js';

/** What is served: text and its type, to whoever brings `token` where there is one. */
export type ServedMetrics = { text(): Promise<string>; contentType: string; token: string | undefined };

/** Answers with the metrics. */
export function metricsAnswer({ text, contentType, token }: ServedMetrics): RequestHandler {
  return async (request: Request, response: Response) => {
    response.set('Cache-Control', 'no-store');
    const given = bearerOf(request.get('authorization')) ?? '';
    if (token !== undefined && !isSameSecret(given, token)) throw unauthorized('invalid_metrics_token');
    response.type(contentType).send(await text());
  };
}
