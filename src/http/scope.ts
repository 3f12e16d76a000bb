/** What events and reports have in common: which monitors are asked about, and which time (contract §2, R). */
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { dateRangeParams, resolveRange, type DateRangeParams, type ResolvedRange } from './dateRange.js';
import { invalidParams, type ParamProblem } from './problem.js';
import type { UserCaller } from './route.js';
import { judgeTargetIds, rowIds, targetIds } from './targetIds.js';

/** A user's monitors and a time to look at. */
export type Scope = ResolvedRange & {
  userId: number;
  /** Undefined: all of the user's. */
  targetIds: readonly number[] | undefined;
  now: Date;
};

/** The members of a route's params that make its scope. */
export const scopeParams = { date_range: dateRangeParams, target_ids: targetIds };

type Call = {
  caller: UserCaller;
  params: {
    date_range?: DateRangeParams;
    target_ids?: readonly bigint[] | undefined;
  };
};

/** Makes scopes of calls. */
export function scopeReader({ database, clock }: { database: Pick<Database, 'query'>; clock: Clock }) {
  const resolve = ({ caller, params }: Call, now: Date) =>
    resolveRange(params.date_range ?? {}, { now, timeZone: caller.user.timeZone });

  return {
    /** What is wrong with the scope of a call whose params are valid by themselves. */
    async judge(call: Call): Promise<ParamProblem[]> {
      const resolved = resolve(call, new Date(clock.now()));
      const strangers = await judgeTargetIds(call.params.target_ids, { database, userId: call.caller.user.id });
      return 'problem' in resolved ? [resolved.problem, ...strangers] : strangers;
    },

    /** The scope of a call. Ids that are not the user's are for `judge` to tell. */
    read(call: Call): Scope {
      const now = new Date(clock.now());
      const resolved = resolve(call, now);
      if ('problem' in resolved) throw invalidParams([resolved.problem]);
      return { userId: call.caller.user.id, targetIds: rowIds(call.params.target_ids), ...resolved, now };
    },
  };
}
