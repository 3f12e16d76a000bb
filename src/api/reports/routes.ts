import type { z } from 'zod';
import { presentRange } from '../../http/dateRange.js';
import { csvAnswer, csvTable, jsonAnswer, jsonList, wantsCsv } from '../../http/format.js';
import type { ParamProblem } from '../../http/problem.js';
import { defineRoute, type Route } from '../../http/route.js';
import { scopeReader } from '../../http/scope.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { formatDate } from '../../platform/time.js';
import { chooseSize, mostBuckets, questionOf, tooMany } from './buckets.js';
import { presentUptime } from './present.js';
import { responseTimeCells, responseTimeColumns, uptimeCells, uptimeColumns } from './table.js';
import { responseTimeParams, responseTimesAnswer, uptimeParams, uptimesAnswer } from './schema.js';
import { reportStore, type TargetRow } from './store.js';
import { responseTimesOf } from './stream.js';

export function reportRoutes({ database, clock }: { database: Database; clock: Clock }): Route[] {
  const store = reportStore(database);
  const scopes = scopeReader({ database, clock });

  const listUptimes = defineRoute({
    method: 'get',
    path: '/reports/uptimes',
    operation: 'listUptimes',
    tag: 'Reports',
    summary: 'List today uptime or uptime in the given date range for all or specified monitors.',
    needs: 'token',
    params: uptimeParams,
    success: 200,
    answer: uptimesAnswer,
    judge: (call) => scopes.judge(call),
    async handle(call) {
      const scope = scopes.read(call);
      const rows = await store.uptimes(scope);
      if (wantsCsv(call)) return csvAnswer('uptimes', csvTable(uptimeColumns, uptimeCells(rows)));
      const body: z.infer<typeof uptimesAnswer> = {
        date_range: presentRange(scope.range, call.caller.user.timeZone),
        uptimes: rows.map(presentUptime),
      };
      return { body, headers: { Vary: 'Accept' } };
    },
  });

  const listResponseTimes = defineRoute({
    method: 'get',
    path: '/reports/response_times',
    operation: 'listResponseTimes',
    tag: 'Reports',
    summary: 'List today response times or response times in the given date range for all or specified monitors.',
    needs: 'token',
    params: responseTimeParams,
    success: 200,
    answer: responseTimesAnswer,
    async judge(call) {
      const problems = await scopes.judge(call);
      const { interval, date_range } = call.params;
      // An end that can not be read is not there: buckets up to another one would be none of the caller's.
      const isRange = date_range && 'from' in date_range && 'to' in date_range;
      if (interval === undefined || !isRange || problems.some(({ param }) => param !== 'target_ids')) return problems;
      const { range } = scopes.read(call);
      return tooMany(range, interval, call.caller.user.timeZone) ? [...problems, tooManyBuckets] : problems;
    },
    async handle(call) {
      const { timeZone } = call.caller.user;
      const scope = scopes.read(call);
      const size = call.params.interval ?? chooseSize(scope.range, timeZone);
      const targets = await store.targets(scope);
      const earliest = targets.length === 0 ? undefined : earliestOf(targets);
      const question = questionOf(scope, { size, timeZone, earliest });
      const at = question.edges.map((edge) => formatDate(new Date(edge), timeZone));
      const rows = responseTimesOf(store, targets, question, at);
      if (wantsCsv(call)) return csvAnswer('response_times', csvTable(responseTimeColumns, responseTimeCells(rows)));
      return jsonAnswer(jsonList({ date_range: presentRange(scope.range, timeZone) }, 'response_times', rows));
    },
  });

  return [listUptimes, listResponseTimes];
}

const tooManyBuckets: ParamProblem = {
  param: 'interval',
  code: 'out_of_range',
  message: 'too_many_buckets',
  values: { max: mostBuckets },
};

function earliestOf(rows: readonly TargetRow[]): Date {
  return new Date(rows.reduce((least, row) => Math.min(least, row.created_at.getTime()), Number.POSITIVE_INFINITY));
}
