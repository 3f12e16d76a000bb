/** A person's apps (contract §4): New app, the list, rename, revoke. */
import { z } from 'zod';
import { appStore } from '../../api/apps/store.js';
import { notFound } from '../../http/problem.js';
import { idOf } from '../../http/route.js';
import { newSecret } from '../../http/secrets.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { required, text } from '../../platform/fields.js';
import { readForm } from '../site/form.js';
import { textIn, type Page, type PersonTurn } from '../site/pages.js';
import { paths } from '../site/paths.js';
import { AppsPage, NewAppPage, RenamePage, RevokePage } from './views.js';

const appParams = z.object({ app: z.object({ name: required(text({ trim: true, max: 255 })) }) });

export function appPages({ database, clock }: { database: Database; clock: Clock }): Page[] {
  const store = appStore(database);

  /** The app of the path, as long as it is the person's and not revoked. */
  async function appOf({ person, path }: PersonTurn) {
    const id = idOf(path['id']);
    const app = (await store.listOf(person.user.id)).find((each) => each.id === id && !each.revoked_at);
    if (!app) throw notFound();
    return app;
  }

  return [
    {
      path: paths.apps,
      for: 'person',
      get: async ({ context, person }) => ({
        page: <AppsPage context={context} apps={await store.listOf(person.user.id)} />,
      }),
    },
    {
      path: paths.newApp,
      for: 'person',
      get: ({ context }) => ({ page: <NewAppPage context={context} /> }),
      async post({ context, person, form }) {
        const { params, problems } = readForm(appParams, form);
        if (problems) {
          const name = textIn(form, 'app', 'name');
          return { page: <NewAppPage {...{ context, name, problems }} />, status: 422 };
        }
        await store.addOf(person.user.id, { name: params.app.name, key: newSecret(), at: new Date(clock.now()) });
        return { goTo: paths.apps };
      },
    },
    {
      path: paths.renameApp(':id'),
      for: 'person',
      get: async (turn) => ({ page: <RenamePage context={turn.context} app={await appOf(turn)} /> }),
      async post(turn) {
        const app = await appOf(turn);
        const { params, problems } = readForm(appParams, turn.form);
        if (problems) {
          const again = { name: textIn(turn.form, 'app', 'name'), problems };
          return { page: <RenamePage context={turn.context} app={app} {...again} />, status: 422 };
        }
        await store.rename(turn.person.user.id, app.id, params.app.name);
        return { goTo: paths.apps };
      },
    },
    {
      path: paths.revokeApp(':id'),
      for: 'person',
      get: async (turn) => ({ page: <RevokePage context={turn.context} app={await appOf(turn)} /> }),
      async post(turn) {
        const app = await appOf(turn);
        await store.revokeOf(turn.person.user.id, app.id, new Date(clock.now()));
        return { goTo: paths.apps };
      },
    },
  ];
}
