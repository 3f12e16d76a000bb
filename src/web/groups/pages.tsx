/** Forms of groups: new, rename, delete. What they ask for is done by the API's own routes. */
import { z } from 'zod';
import { groupAnswer } from '../../api/groups/schema.js';
import type { Database } from '../../platform/database/database.js';
import type { Prisma } from '../../platform/database/prisma.js';
import { textIn, type Page } from '../site/pages.js';
import { paths } from '../site/paths.js';
import { groupFinder } from './find.js';
import { DeleteGroupPage, NewGroupPage, RenameGroupPage } from './views.js';

export function groupPages(tools: { database: Database; prisma: Prisma }): Page[] {
  const groupOf = groupFinder(tools);

  return [
    {
      path: paths.newGroup,
      for: 'person',
      get: ({ context }) => ({ page: <NewGroupPage context={context} /> }),
      async post({ context, form, ask }) {
        const { answer, problems } = await ask('createGroup', { params: form });
        if (problems) {
          const name = textIn(form, 'group', 'name');
          return { page: <NewGroupPage {...{ context, name, problems }} />, status: 422 };
        }
        return { goTo: paths.group(made.parse(answer.body).group.id) };
      },
    },
    {
      path: paths.renameGroup(':group_id'),
      for: 'person',
      get: async (turn) => ({ page: <RenameGroupPage context={turn.context} group={await groupOf(turn)} /> }),
      async post(turn) {
        const { context, form, path } = turn;
        const group = await groupOf(turn);
        const { problems } = await turn.ask('updateGroup', { path, params: form });
        if (problems) {
          const name = textIn(form, 'group', 'name');
          return { page: <RenameGroupPage {...{ context, group, name, problems }} />, status: 422 };
        }
        return { goTo: paths.group(group.id) };
      },
    },
    {
      path: paths.deleteGroup(':group_id'),
      for: 'person',
      get: async (turn) => ({ page: <DeleteGroupPage context={turn.context} group={await groupOf(turn)} /> }),
      async post({ ask, path }) {
        await ask('deleteGroup', { path });
        return { goTo: paths.home };
      },
    },
  ];
}

/** What of the API's answer is needed to go there. */
const made = z.object({ group: groupAnswer.shape.group.pick({ id: true }) });
