/** How often one may ask: fixed windows of a minute, kept in memory (contract §1, Headers; §5). */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from './problem.js';

/** A limit on requests per minute. */
export type Limit = {
  /** Counts one request of `key`: resolves to the headers that tell what is left, throws `rate_limited` when nothing is. */
  take(key: string): Promise<Record<string, string>>;
};

/** A limit of `perMinute` requests for each key; 0 is none. */
export function createLimit(perMinute: number): Limit {
  if (perMinute === 0) return { take: () => Promise.resolve({}) };
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  const headersOf = (taken: RateLimiterRes) => ({
    'RateLimit-Limit': String(perMinute),
    'RateLimit-Remaining': String(taken.remainingPoints),
    'RateLimit-Reset': String(Math.ceil(taken.msBeforeNext / 1000)),
  });

  return {
    async take(key) {
      try {
        return headersOf(await limiter.consume(key));
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
        throw new Problem('rate_limited', { headers: { ...headersOf(refusal), 'Retry-After': String(seconds) } });
      }
    },
  };
}
