import { hasCode } from './code.js';

/** Whether `error` is of a foreign key that leads nowhere: what a statement stands on was deleted while it ran. */
export function isGone(error: unknown): boolean {
  return hasCode(error, '23503', 'P2003');
}
