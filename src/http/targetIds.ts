/** The param `target_ids`: which of the user's monitors are meant (contract §2). */
import { z } from 'zod';
import type { Database } from '../platform/database/database.js';
import { optional, refuse } from '../platform/fields.js';
import type { ParamProblem } from './problem.js';
import { idOf } from './route.js';

const list = z.unknown().transform((value, context): bigint[] => {
  const pieces = typeof value === 'string' ? value.split(',') : [];
  const ids = pieces.filter((piece) => /^\d+$/.test(piece)).map(BigInt);
  if (pieces.length > 0 && ids.length === pieces.length && ids.every((id) => id > 0n)) return ids;
  refuse(context, { code: 'invalid', message: 'target_ids' });
  return z.NEVER;
});

/** Ids as they were listed, of whomever; undefined: all. */
export const targetIds = optional(list).meta({
  type: 'string',
  description: 'Ids of monitors, separated by commas. Absent or empty: all of them.',
  examples: ['1,2,3'],
});

/** The ids of `listed` that a row can have, each once; undefined: all of the user's. */
export function rowIds(listed: readonly bigint[] | undefined): number[] | undefined {
  const ids = listed && new Set(listed);
  return ids && [...ids].map((id) => idOf(String(id))).filter((id) => id !== undefined);
}

/** Said of ids that are not the user's, whether they are somebody else's or nobody's. */
export const notYours: ParamProblem = { param: 'target_ids', code: 'not_allowed', message: 'targets_not_yours' };

/** The problem that not all of `listed` are the user's monitors. */
export async function judgeTargetIds(
  listed: readonly bigint[] | undefined,
  { database, userId }: { database: Pick<Database, 'query'>; userId: number },
): Promise<ParamProblem[]> {
  if (!listed) return [];
  const rows = await database.query('SELECT id FROM targets WHERE user_id = $1 AND id = ANY($2::int[])', [
    userId,
    rowIds(listed),
  ]);
  if (rows.length === new Set(listed).size) return [];
  return [notYours];
}
