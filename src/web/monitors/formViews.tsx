/** The forms of monitors, as they are shown. */
import type { GroupRow } from '../../api/groups/store.js';
import { kinds, type Kind } from '../../api/targets/kinds.js';
import type { TargetRow } from '../../api/targets/store.js';
import type { ParamProblem } from '../../http/problem.js';
import { Choice, Field, Form } from '../site/form.js';
import { Frame } from '../site/frame.js';
import type { PageContext } from '../site/pages.js';
import { paths } from '../site/paths.js';
import { numberText, wordFor, type Speech } from '../site/speech.js';
import { siteTexts } from '../site/texts.js';
import { groupTrail } from '../site/trail.js';
import { isPublic, Published, publishedTexts } from '../status/published.js';
import type { MonitorField } from './fields.js';
import { formTexts, kindHints, kindLabels, paramHints } from './texts.js';

type FormProps = {
  context: PageContext;
  kind: Kind;
  fields: readonly MonitorField[];
  /** What a param of the kind is filled in with. */
  valueOf: (name: string) => string;
  problems?: readonly ParamProblem[];
};

export function NewMonitorPage(props: FormProps & { group: GroupRow }) {
  const { context, kind, group, problems = [] } = props;
  const { speech } = context;
  const texts = formTexts(speech);
  return (
    <Frame context={context} title={texts.newTitle} trail={groupTrail(context, group)} styles={['monitors.css']}>
      <nav aria-label={texts.kindsOf}>
        <ul class="tabs" role="list">
          {kinds.map(({ type, collection }) => (
            <li key={type}>
              <a
                href={paths.newMonitor(group.id, collection)}
                {...(type === kind.type && { 'aria-current': 'page' as const })}
              >
                {wordFor(kindLabels(speech), type)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <KindHint {...{ speech, kind }} />
      <Published {...{ speech, group }} />
      <Form
        {...{ context, problems }}
        action={paths.newMonitor(group.id, kind.collection)}
        submit={texts.create}
        cancel={paths.group(group.id)}
      >
        <input type="hidden" name={`${kind.type}[group_id]`} value={group.id} />
        <MonitorFields {...props} />
      </Form>
    </Frame>
  );
}

export function EditMonitorPage(props: FormProps & { row: TargetRow; groups: readonly GroupRow[] }) {
  const { context, kind, row, groups, valueOf, problems = [] } = props;
  const { speech } = context;
  const texts = formTexts(speech);
  const group = groups.find(({ id }) => id === row.group_id);
  const place = paths.monitor(row.group_id, row.id);
  const trail = [...(group ? groupTrail(context, group) : []), { href: place, text: row.name }];
  return (
    <Frame context={context} title={texts.editTitle(row.name)} trail={trail} styles={['monitors.css']}>
      <p>{texts.editHint}</p>
      {group && <Published {...{ speech, group }} />}
      <Form
        {...{ context, problems }}
        action={paths.editMonitor(row.group_id, row.id)}
        submit={siteTexts(speech).save}
        cancel={place}
      >
        <MonitorFields {...props} />
        <Choice
          {...{ context, problems }}
          name={`${kind.type}[group_id]`}
          hint={groups.some(isPublic) ? `${texts.moveHint} ${publishedTexts(speech).move}` : texts.moveHint}
          value={valueOf('group_id')}
          options={groups.map((each) => ({
            value: String(each.id),
            text: isPublic(each) ? publishedTexts(speech).marked(each.name) : each.name,
          }))}
        />
      </Form>
    </Frame>
  );
}

function KindHint({ speech, kind: { type } }: { speech: Speech; kind: Kind }) {
  const hints: Readonly<Record<string, string>> = kindHints(speech);
  return Object.hasOwn(hints, type) ? <p>{hints[type]}</p> : null;
}

function MonitorFields({ context, kind, fields, valueOf, problems = [] }: FormProps) {
  return (
    <>
      {fields.map((field) => (
        <Field
          key={field.name}
          {...{ context, problems }}
          name={`${kind.type}[${field.name}]`}
          hint={hintOf(field, context.speech)}
          type={field.isNumber ? 'number' : field.name === 'url' ? 'url' : 'text'}
          value={valueOf(field.name)}
        />
      ))}
    </>
  );
}

/** `Seconds for one attempt, from 1 to 60.` */
function hintOf({ name, minimum, maximum, example }: MonitorField, speech: Speech): string | undefined {
  const texts = formTexts(speech);
  const hints: Readonly<Record<string, string>> = paramHints(speech);
  if (minimum === undefined || maximum === undefined)
    return example === undefined ? hints[name] : texts.example(example);
  const limits = texts.limits(numberText(minimum, speech), numberText(maximum, speech));
  const text = [hints[name], limits].filter((part) => part !== undefined).join(', ');
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
