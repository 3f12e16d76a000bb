/** Cursors of `GET /events`: where a page ended, in a form that clients hand back and need not understand. */
import { z } from 'zod';
import { refuse } from '../../platform/fields.js';
import type { Position } from './store.js';

// 9999-12-31T23:59:59.999Z: dates that the database reads as well.
const latest = 253_402_300_799_999;

/** The cursor of the page that follows `position`. */
export function cursorOf({ startedAt, id }: Position): string {
  return Buffer.from(`${startedAt.getTime()}.${id}`).toString('base64url');
}

/** The position in a cursor; what `cursorOf` did not write is invalid. */
export const cursor = z
  .unknown()
  .transform((value, context): Position => {
    const position = typeof value === 'string' ? positionIn(value) : undefined;
    if (position) return position;
    refuse(context, { code: 'invalid', message: 'cursor' });
    return z.NEVER;
  })
  .meta({ type: 'string' });

function positionIn(text: string): Position | undefined {
  const match = /^(\d{1,15})\.(\d{1,16})$/.exec(Buffer.from(text, 'base64url').toString('latin1'));
  const [milliseconds, id] = [Number(match?.[1]), Number(match?.[2])];
  if (!Number.isSafeInteger(id) || !(milliseconds <= latest)) return undefined;
  const position = { startedAt: new Date(milliseconds), id };
  return cursorOf(position) === text ? position : undefined;
}
