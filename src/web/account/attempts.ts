/** Attempts to say a password, which are counted together with the API's log-ins. */
import { attemptOf } from '../../api/sessions/logIn.js';
import type { Limit } from '../../http/limits.js';
import { Problem } from '../../http/problem.js';

/** What the limit makes of an attempt, and the headers that say so. */
export type Attempt = { isWithin: boolean; headers: Readonly<Record<string, string>> };

/** Counts an attempt for an account from an address. */
export async function countAttempt(limit: Limit, address: string, email: string): Promise<Attempt> {
  try {
    return { isWithin: true, headers: await limit.take(attemptOf(address, email)) };
  } catch (error) {
    if (error instanceof Problem && error.code === 'rate_limited') return { isWithin: false, headers: error.headers };
    throw error;
  }
}
