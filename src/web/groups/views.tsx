/** Forms of groups, as they are shown. */
import type { GroupRow } from '../../api/groups/store.js';
import type { ParamProblem } from '../../http/problem.js';
import { Field, Form } from '../site/form.js';
import { Frame } from '../site/frame.js';
import type { PageContext } from '../site/pages.js';
import { paths } from '../site/paths.js';
import { numberText } from '../site/speech.js';
import { siteTexts } from '../site/texts.js';
import { groupTrail } from '../site/trail.js';
import { isPublic, publishedTexts } from '../status/published.js';
import { groupTexts } from './texts.js';

type NameForm = { context: PageContext; name?: string; problems?: readonly ParamProblem[] };

export function NewGroupPage({ context, name, problems = [] }: NameForm) {
  const texts = groupTexts(context.speech);
  const { dashboard } = siteTexts(context.speech);
  return (
    <Frame context={context} title={texts.newGroup} trail={[{ href: paths.home, text: dashboard }]}>
      <p>{texts.newIntro}</p>
      <Form {...{ context, problems }} action={paths.newGroup} submit={texts.create} cancel={paths.home}>
        <Field {...{ context, problems }} name="group[name]" value={name} />
      </Form>
    </Frame>
  );
}

export function RenameGroupPage({ context, group, name, problems = [] }: NameForm & { group: GroupRow }) {
  const texts = groupTexts(context.speech);
  const actions = { action: paths.renameGroup(group.id), submit: texts.rename, cancel: paths.group(group.id) };
  return (
    <Frame context={context} title={texts.renameTitle(group.name)} trail={groupTrail(context, group)}>
      {isPublic(group) && <p>{publishedTexts(context.speech).group}</p>}
      <Form {...{ context, problems }} {...actions}>
        <Field {...{ context, problems }} name="group[name]" value={name ?? group.name} />
      </Form>
    </Frame>
  );
}

export function DeleteGroupPage({ context, group }: { context: PageContext; group: GroupRow }) {
  const texts = groupTexts(context.speech);
  const { targets: count } = group._count;
  const actions = { action: paths.deleteGroup(group.id), submit: texts.delete, cancel: paths.group(group.id) };
  return (
    <Frame context={context} title={texts.deleteTitle(group.name)} trail={groupTrail(context, group)}>
      <p>
        {count === 0 ? texts.lostNone : texts.lost(numberText(count, context.speech), count)}{' '}
        {isPublic(group) && `${publishedTexts(context.speech).lostWithGroup} `}
        {texts.noWayBack}
      </p>
      <Form context={context} {...actions} isDanger />
    </Frame>
  );
}
