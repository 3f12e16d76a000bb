/** The routes of one kind of monitor. */
import { z } from 'zod';
import { notFound, type ParamProblem } from '../../http/problem.js';
import { defineRoute, idOf, type Route } from '../../http/route.js';
import { pascal } from '../../platform/words.js';
import type { Probe } from '../../monitoring/probes/probe.js';
import { editOf, settingsOf } from './edit.js';
import { kindOf } from './kinds.js';
import { createParams, targetAnswerOf, targetsAnswerOf, updateParams, type Settings } from './schema.js';
import type { TargetTools } from './tools.js';

export function kindRoutes(probe: Probe, tag: string, tools: TargetTools): Route[] {
  const { store, clock, addressPolicy, present, locateGroup, locateTarget } = tools;
  const { type, collection, settings: settingNames, ...operations } = kindOf(probe);
  const path = `/groups/:group_id/target/${collection}`;
  const kind = `[${type}] monitor`;
  // A probe's first setting is the one with the host in it.
  const [hostSetting = ''] = settingNames;
  const param = (name: string) => `${type}[${name}]`;

  /** A new host that may not be reached, where it could be read. */
  function judgeHost(given: Settings, stored: Settings = {}): ParamProblem[] {
    if (given[hostSetting] === undefined || given[hostSetting] === stored[hostSetting]) return [];
    if (!addressPolicy.refuses(probe.host(settingsOf(settingNames, given, stored)))) return [];
    return [{ param: param(hostSetting), code: 'not_allowed', message: 'refused_host' }];
  }

  return [
    defineRoute({
      method: 'get',
      path,
      operation: `listTarget${pascal(collection)}`,
      tag,
      summary: `List all [${collection}] monitors in a group.`,
      needs: 'token',
      params: z.object({}),
      success: 200,
      answer: targetsAnswerOf(probe),
      locate: locateGroup,
      async handle({ caller, located }) {
        const rows = await store.list(located, type);
        return { body: { targets: rows.map((row) => present(row, caller)) } };
      },
    }),

    defineRoute({
      method: 'post',
      path,
      operation: operations.create,
      tag,
      summary: `Create a new ${kind} in a group.`,
      description: `Create a new ${kind} in a group. ${probe.about} The first check starts within a second.`,
      needs: 'token',
      params: createParams(probe),
      success: 201,
      answer: targetAnswerOf(probe),
      headers: { Location: 'The path of the new monitor.' },
      locate: locateGroup,
      judge({ located, params }) {
        const given = params[type] ?? {};
        const problems = judgeHost(given);
        if (given.group_id !== undefined && given.group_id !== located.groupId) {
          problems.unshift({ param: param('group_id'), code: 'type_mismatch', message: 'group_of_path' });
        }
        return Promise.resolve(problems);
      },
      async handle({ caller, params }) {
        const given = params[type];
        if (!given) throw notFound();
        const description = { ...given, settings: settingsOf(settingNames, given) };
        const row = await store.add(caller.user.id, type, description, new Date(clock.now()));
        if (!row) throw notFound();
        const headers = { Location: `/api/groups/${row.group_id}/targets/${row.id}` };
        return { body: { target: present(row, caller) }, headers };
      },
    }),

    defineRoute({
      method: 'put',
      path: `${path}/:id`,
      operation: operations.update,
      tag,
      summary: `Update a ${kind}.`,
      description:
        `Update a ${kind}. What is changed takes hold from the next check; a new place to look at is checked within a ` +
        'second. Status and history stay.',
      needs: 'token',
      params: updateParams(probe),
      success: 200,
      answer: targetAnswerOf(probe),
      locate: (call) => locateTarget(call, type),
      async judge({ caller, located, params }) {
        const given = params[type] ?? {};
        const problems = judgeHost(given, located.settings);
        if (given.group_id !== undefined && given.group_id !== located.group_id) {
          const groupId = idOf(String(given.group_id));
          const isTheirs = groupId !== undefined && (await store.ownsGroup(caller.user.id, groupId));
          if (!isTheirs) {
            problems.unshift({ param: param('group_id'), code: 'not_allowed', message: 'group_not_yours' });
          }
        }
        return problems;
      },
      async handle({ caller, located, params }) {
        const given = params[type] ?? {};
        const place = { userId: caller.user.id, groupId: located.group_id, id: located.id };
        const row = await store.update(place, (current) => editOf(current, given), new Date(clock.now()));
        if (!row) throw notFound();
        return { body: { target: present(row, caller) } };
      },
    }),

    defineRoute({
      method: 'delete',
      path: `${path}/:id`,
      operation: operations.remove,
      tag,
      summary: `Delete a ${kind} and its history.`,
      needs: 'token',
      params: z.object({}),
      success: 204,
      locate: (call) => locateTarget(call, type),
      async handle({ caller, located }) {
        const place = { userId: caller.user.id, groupId: located.group_id, id: located.id };
        if (!(await store.remove(place))) throw notFound();
        return {};
      },
    }),
  ];
}
