/** The form about a group's status page, and what can be copied from there. */
import type { GroupRow } from '../../api/groups/store.js';
import type { ParamProblem } from '../../http/problem.js';
import { Copyable } from '../site/copyable.js';
import { Choice, Field, Form } from '../site/form.js';
import { Frame } from '../site/frame.js';
import { FurtherLinks } from '../site/further.js';
import { groupTrail } from '../site/trail.js';
import type { PageContext } from '../site/pages.js';
import { paths } from '../site/paths.js';
import { siteTexts } from '../site/texts.js';
import { escaped } from './badge.js';
import { isChosen } from './slug.js';
import { statusTexts } from './texts.js';

/** What the form shows: what is so, or what was sent and why it was not taken. */
export type SettingsForm = { state: string; slug: string; details: string; problems?: readonly ParamProblem[] };

type Monitor = { id: number; name: string };

type SettingsProps = {
  context: PageContext;
  /** Where the reader has reached this server. */
  origin: string;
  group: GroupRow;
  /** Monitors whose badges are listed: those after an id, and how many follow. */
  badges: { part: readonly Monitor[]; after: number | undefined; more: number };
  form: SettingsForm;
};

export function SettingsPage({ context, origin, group, badges, form }: SettingsProps) {
  const { speech } = context;
  const texts = statusTexts(speech);
  const { status_slug: slug } = group;
  return (
    <Frame context={context} title={texts.title} trail={groupTrail(context, group)} styles={['status.css']}>
      <p class="prose">{texts.intro}</p>
      {slug !== null && <Address context={context} url={`${origin}${paths.status(slug)}`} />}
      <Settings context={context} group={group} form={form} />
      {slug !== null && (
        <section aria-labelledby="badges">
          <h2 id="badges">{texts.badges}</h2>
          <p class="prose">{group._count.targets === 0 ? texts.noBadges : texts.badgesIntro}</p>
          <ul class="cards" role="list">
            {badges.part.map((monitor) => (
              <Badge key={monitor.id} {...{ context, origin, slug, monitor }} />
            ))}
          </ul>
          <FurtherLinks {...{ speech }} {...badges} path={paths.statusPage(group.id)} last={badges.part.at(-1)?.id} />
        </section>
      )}
    </Frame>
  );
}

function Settings({ context, group, form }: Pick<SettingsProps, 'context' | 'group' | 'form'>) {
  const { speech } = context;
  const texts = statusTexts(speech);
  const { problems = [] } = form;
  const isSecret = group.status_slug !== null && !isChosen(group.status_slug);
  const common = { context, problems };
  return (
    <Form
      {...common}
      action={paths.statusPage(group.id)}
      submit={siteTexts(speech).save}
      cancel={paths.group(group.id)}
    >
      <Choice
        {...common}
        name="status_page[state]"
        value={form.state}
        hint={texts.ending}
        options={[
          { value: 'off', text: texts.off },
          { value: 'on', text: texts.on },
        ]}
      />
      <Field
        {...common}
        name="status_page[slug]"
        value={form.slug}
        hint={isSecret ? texts.slugKept : texts.slugEmpty}
      />
      <Choice
        {...common}
        name="status_page[details]"
        value={form.details}
        hint={texts.detailsHint}
        options={[
          { value: 'hidden', text: texts.hidden },
          { value: 'shown', text: texts.shown },
        ]}
      />
    </Form>
  );
}

function Address({ context, url }: { context: PageContext; url: string }) {
  const texts = statusTexts(context.speech);
  return (
    <>
      <Copyable speech={context.speech} title={texts.address} about={texts.title} code={url} />
      <p>
        <a href={new URL(url).pathname}>{texts.open}</a>
      </p>
    </>
  );
}

type BadgeProps = { context: PageContext; origin: string; slug: string; monitor: Monitor };

function Badge({ context, origin, slug, monitor: { id, name } }: BadgeProps) {
  const { speech } = context;
  const { code } = speech;
  const texts = statusTexts(speech);
  const path = `${paths.badge(slug, id)}${code === 'en' ? '' : `?language=${code}`}`;
  const [page, badge] = [`${origin}${paths.status(slug)}`, `${origin}${path}`];
  return (
    <li class="card">
      <h3>{name}</h3>
      <p>
        <img class="badge" src={path} alt={`${texts.badge}: ${name}`} height="20" loading="lazy" />
      </p>
      <details>
        <summary>
          {texts.snippets}
          <span class="visually-hidden">{`: ${name}`}</span>
        </summary>
        <Copyable {...{ speech }} title="Markdown" about={name} code={`[![${markdown(name)}](${badge})](${page})`} />
        <Copyable
          {...{ speech }}
          title="HTML"
          about={name}
          code={`<a href="${page}"><img src="${escaped(badge)}" alt="${escaped(name)}" height="20"></a>`}
        />
      </details>
    </li>
  );
}

/** A name that stands for itself in Markdown, on one line. */
function markdown(name: string): string {
  return name.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>!&#|~]/g, '\\$&');
}
