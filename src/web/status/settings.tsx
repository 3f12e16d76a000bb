/** Where the owner of a group decides whether it has a status page, and by which name. */
import { statusStore, type StatusPageChange } from '../../api/groups/statusStore.js';
import type { GroupRow } from '../../api/groups/store.js';
import { targetStore } from '../../api/targets/store.js';
import { notFound } from '../../http/problem.js';
import { idOf } from '../../http/route.js';
import type { Database } from '../../platform/database/database.js';
import type { Prisma } from '../../platform/database/prisma.js';
import { groupFinder } from '../groups/find.js';
import { readForm } from '../site/form.js';
import { partOf } from '../site/further.js';
import { textIn, type Outcome, type Page, type PersonTurn } from '../site/pages.js';
import { paths } from '../site/paths.js';
import { statusPageParams } from './params.js';
import type { PublicPages } from './publicPages.js';
import { SettingsPage, type SettingsForm } from './settingsViews.js';
import { isChosen, madeUpSlug } from './slug.js';

const wrapper = 'status_page';

/** Badges that are listed at once. */
const mostBadges = 100;

type SettingsTools = { database: Database; prisma: Prisma; pages: PublicPages };

export function statusSettingsPages({ database, prisma, pages }: SettingsTools): Page[] {
  const store = statusStore(database);
  const targets = targetStore(database);
  const groupOf = groupFinder({ database, prisma });

  async function show(turn: PersonTurn, group: GroupRow, again?: SettingsForm): Promise<Outcome> {
    const { context, origin } = turn;
    const monitors = await targets.list({ userId: turn.person.user.id, groupId: group.id });
    const after = again ? undefined : idOf(textIn(turn.query, 'after'));
    const badges = { ...partOf(monitors, { idOf: ({ id }) => id, after, most: mostBadges }), after };
    const page = <SettingsPage {...{ context, origin, group, badges }} form={again ?? formOf(group)} />;
    return { page, status: again ? 422 : 200 };
  }

  return [
    {
      path: paths.statusPage(':group_id'),
      for: 'person',
      get: async (turn) => show(turn, await groupOf(turn)),
      async post(turn) {
        const group = await groupOf(turn);
        const entered: SettingsForm = {
          state: textIn(turn.form, wrapper, 'state'),
          slug: textIn(turn.form, wrapper, 'slug'),
          details: textIn(turn.form, wrapper, 'details'),
        };
        const write = async (change: StatusPageChange) => {
          const done = await store.write(turn.person.user.id, group.id, change);
          if (done === 'gone') throw notFound();
          for (const slug of [group.status_slug, change?.slug]) if (slug) pages.forget(slug);
          return done;
        };

        // What else the form says does not matter then.
        if (entered.state === 'off') await write(undefined);
        else {
          const { params, problems } = readForm(statusPageParams, turn.form);
          if (problems) return show(turn, group, { ...entered, problems });
          const { slug = madeUp(group) ?? madeUpSlug(), details } = params[wrapper];
          if ((await write({ slug, details })) === 'taken') {
            const taken = { param: `${wrapper}[slug]`, code: 'taken', message: 'taken' } as const;
            return show(turn, group, { ...entered, problems: [taken] });
          }
        }
        return { goTo: paths.statusPage(group.id) };
      },
    },
  ];
}

/** The secret that names a group's page, where nobody has chosen a word. */
function madeUp({ status_slug: slug }: GroupRow): string | undefined {
  return slug !== null && !isChosen(slug) ? slug : undefined;
}

function formOf(group: GroupRow): SettingsForm {
  const { status_slug: slug, status_details: details } = group;
  return {
    state: slug === null ? 'off' : 'on',
    slug: madeUp(group) ? '' : (slug ?? ''),
    details: details ? 'shown' : 'hidden',
  };
}
