/** Groups of monitors (contract §2). */
import { z } from 'zod';
import { notFound } from '../../http/problem.js';
import { defineRoute, idOf, type PathParams, type Route, type UserCaller } from '../../http/route.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { Prisma } from '../../platform/database/prisma.js';
import { formatDate } from '../../platform/time.js';
import { createParams, groupAnswer, groupsAnswer, updateParams, type GroupAnswer } from './schema.js';
import { groupStore, type GroupRow } from './store.js';

const tag = 'Groups';

export function groupRoutes(dependencies: { prisma: Prisma; database: Database; clock: Clock }): Route[] {
  const store = groupStore(dependencies);
  const { clock } = dependencies;

  const locate = async ({ caller, path }: { caller: UserCaller; path: PathParams }) => {
    const id = idOf(path['group_id']);
    return id === undefined ? undefined : ((await store.find(caller.user.id, id)) ?? undefined);
  };

  return [
    defineRoute({
      method: 'get',
      path: '/groups',
      operation: 'listGroups',
      tag,
      summary: 'List all groups.',
      needs: 'token',
      params: z.object({}),
      success: 200,
      answer: groupsAnswer,
      async handle({ caller }) {
        const rows = await store.list(caller.user.id);
        return { body: { groups: rows.map((row) => present(row, caller)) } };
      },
    }),

    defineRoute({
      method: 'get',
      path: '/groups/:group_id',
      operation: 'getGroup',
      tag,
      summary: 'Show a group.',
      needs: 'token',
      params: z.object({}),
      success: 200,
      answer: groupAnswer,
      locate,
      handle({ caller, located }) {
        return Promise.resolve({ body: { group: present(located, caller) } });
      },
    }),

    defineRoute({
      method: 'post',
      path: '/groups',
      operation: 'createGroup',
      tag,
      summary: 'Create a new group.',
      needs: 'token',
      params: createParams,
      success: 201,
      answer: groupAnswer,
      headers: { Location: 'The path of the new group.' },
      async handle({ caller, params }) {
        const row = await store.add(caller.user.id, { name: params.group.name, at: new Date(clock.now()) });
        return { body: { group: present(row, caller) }, headers: { Location: `/api/groups/${row.id}` } };
      },
    }),

    defineRoute({
      method: 'put',
      path: '/groups/:group_id',
      operation: 'updateGroup',
      tag,
      summary: 'Edit a group.',
      needs: 'token',
      params: updateParams,
      success: 200,
      answer: groupAnswer,
      locate,
      async handle({ caller, located, params: { group } }) {
        if (group.name === undefined) return { body: { group: present(located, caller) } };
        const change = { name: group.name, at: new Date(clock.now()) };
        const row = await store.rename(caller.user.id, located.id, change);
        if (!row) throw notFound();
        return { body: { group: present(row, caller) } };
      },
    }),

    defineRoute({
      method: 'delete',
      path: '/groups/:group_id',
      operation: 'deleteGroup',
      tag,
      summary: 'Delete a group with its monitors and their history.',
      needs: 'token',
      params: z.object({}),
      success: 204,
      locate,
      async handle({ caller, located }) {
        if (!(await store.remove(caller.user.id, located.id))) throw notFound();
        return {};
      },
    }),
  ];
}

function present(row: GroupRow, { user }: UserCaller): GroupAnswer {
  return {
    id: row.id,
    name: row.name,
    targets_count: row._count.targets,
    created_at: formatDate(row.created_at, user.timeZone),
    updated_at: formatDate(row.updated_at, user.timeZone),
  };
}
