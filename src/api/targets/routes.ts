/** Monitors (contract §2). All kinds have the same routes, made from the list of probes. */
import { z } from 'zod';
import { defineRoute, type Route } from '../../http/route.js';
import { probes } from '../../monitoring/probes/index.js';
import { kindRoutes } from './kindRoutes.js';
import { targetAnswer, targetsAnswer } from './schema.js';
import { targetTools, type TargetDependencies } from './tools.js';

const tag = 'Monitors';

export function targetRoutes(dependencies: TargetDependencies): Route[] {
  const tools = targetTools(dependencies);
  const { store, present, locateGroup, locateTarget } = tools;
  return [
    defineRoute({
      method: 'get',
      path: '/groups/:group_id/targets',
      operation: 'listTargets',
      tag,
      summary: 'List all monitors in a group.',
      needs: 'token',
      params: z.object({}),
      success: 200,
      answer: targetsAnswer,
      locate: locateGroup,
      async handle({ caller, located }) {
        const rows = await store.list(located);
        return { body: { targets: rows.map((row) => present(row, caller)) } };
      },
    }),

    defineRoute({
      method: 'get',
      path: '/groups/:group_id/targets/:id',
      operation: 'getTarget',
      tag,
      summary: 'Show a monitor.',
      needs: 'token',
      params: z.object({}),
      success: 200,
      answer: targetAnswer,
      locate: (call) => locateTarget(call),
      handle({ caller, located }) {
        return Promise.resolve({ body: { target: present(located, caller) } });
      },
    }),

    ...probes.flatMap((probe) => kindRoutes(probe, tag, tools)),
  ];
}
