/** Forms: their params are the API's, and so is what is said about them. */
import type { ComponentChildren } from 'preact';
import type { z } from 'zod';
import { sentence } from '../../http/languages/index.js';
import { judgeParams } from '../../http/params/judge.js';
import type { ParamTree } from '../../http/params/tree.js';
import { Problem, type ParamProblem } from '../../http/problem.js';
import type { SoundParams } from '../../http/route.js';
import { labelOf } from './labels.js';
import type { PageContext } from './pages.js';
import { siteTexts } from './texts.js';

/** A form that is sent to `action`, with what says that it is ours. What is wrong is told at its top and at each field. */
export function Form(props: {
  context: PageContext;
  action: string;
  submit: string;
  problems?: readonly ParamProblem[];
  /** What params are called here, where that is not what they are called elsewhere. */
  labels?: Labels | undefined;
  /** Whether it deletes something. */
  isDanger?: boolean;
  /** Beside the button. */
  cancel?: string;
  children?: ComponentChildren;
}) {
  const { context, action, submit, problems = [], labels, isDanger = false, cancel, children } = props;
  const texts = siteTexts(context.speech);
  return (
    <form method="post" action={action} noValidate>
      <input type="hidden" name="form_key" value={context.formKey} />
      <Problems {...{ context, problems, labels }} />
      {children}
      <p class="buttons">
        <button type="submit" class={isDanger ? 'danger' : 'primary'}>
          {submit}
        </button>
        {cancel !== undefined && <a href={cancel}>{texts.cancel}</a>}
      </p>
    </form>
  );
}

/** By param. */
export type Labels = Readonly<Record<string, string>>;

/** All that is wrong with a form, with links to its fields. */
export function Problems(props: {
  context: PageContext;
  problems: readonly ParamProblem[];
  labels?: Labels | undefined;
}) {
  const { context, problems, labels = {} } = props;
  const texts = siteTexts(context.speech);
  if (problems.length === 0) return null;
  return (
    <div class="problems" role="alert">
      <p>{texts.problems}</p>
      <ul>
        {problems.map((problem) => (
          <li key={problem.param}>
            <a href={`#${fieldId(problem.param)}`}>
              {texts.problem(
                labels[problem.param] ?? labelOf(problem.param, context.speech),
                messageOf(context, problem),
              )}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

export type FieldProps = {
  context: PageContext;
  /** The param: `user[email]`. */
  name: string;
  /** What the param is called here, where that is not what it is called elsewhere. */
  label?: string;
  value?: string | undefined;
  hint?: string | undefined;
  problems?: readonly ParamProblem[];
};

/** One param of a form, named as the API names it. */
export function Field({ type = 'text', autocomplete = 'off', ...props }: FieldProps & InputKind) {
  const { name, value } = props;
  const own = { id: fieldId(name), name, value, autocomplete, ...ariaOf(props) };
  return (
    <Labelled {...props}>
      {type === 'email' && <input type="email" {...own} />}
      {type === 'password' && <input type="password" {...own} />}
      {type === 'number' && <input type="text" inputMode="numeric" {...own} />}
      {type === 'url' && <input type="text" inputMode="url" {...own} />}
      {type === 'date' && <input type="date" {...own} />}
      {type === 'text' && <input type="text" {...own} />}
    </Labelled>
  );
}

type InputKind = { type?: 'text' | 'email' | 'password' | 'number' | 'url' | 'date'; autocomplete?: string };

/** A field for dates would hide what is none. */
export function dateType(value: string): 'date' | 'text' {
  return value === '' || /^\d{4}-\d\d-\d\d$/.test(value) ? 'date' : 'text';
}

/** A value of a choice, and what it is called. */
export type Option = { value: string; text: string };

/** Options that belong together. */
export type OptionGroup = { label: string; options: readonly Option[] };

/** A param that is one of some values. */
export function Choice({ options, ...props }: FieldProps & { options: readonly (Option | OptionGroup)[] }) {
  const { name, value } = props;
  const optionOf = (option: Option) => (
    <option key={option.value} value={option.value} selected={option.value === value}>
      {option.text}
    </option>
  );
  return (
    <Labelled {...props}>
      <select id={fieldId(name)} name={name} {...ariaOf(props)}>
        {options.map((each) =>
          'options' in each ? (
            <optgroup key={each.label} label={each.label}>
              {each.options.map(optionOf)}
            </optgroup>
          ) : (
            optionOf(each)
          ),
        )}
      </select>
    </Labelled>
  );
}

function Labelled({
  context,
  name,
  label = labelOf(name, context.speech),
  hint,
  problems = [],
  children,
}: FieldProps & { children: ComponentChildren }) {
  const id = fieldId(name);
  const wrong = problems.filter(({ param }) => param === name);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {wrong.length > 0 && (
        <p class="problem" id={`${id}-problem`}>
          {wrong.map((problem) => messageOf(context, problem)).join('; ')}
        </p>
      )}
    </div>
  );
}

function ariaOf({ name, hint, problems = [] }: FieldProps) {
  const id = fieldId(name);
  const isWrong = problems.some(({ param }) => param === name);
  const described = [hint && `${id}-hint`, isWrong && `${id}-problem`].filter(Boolean).join(' ');
  return {
    ...(described && { 'aria-describedby': described }),
    ...(isWrong && { 'aria-invalid': 'true' as const }),
  };
}

/** `user[email]` is `user-email`. */
function fieldId(param: string): string {
  return param.replace(/\[/g, '-').replace(/\]/g, '');
}

/** The API's own message. */
export function messageOf({ speech }: PageContext, { message, code, values }: ParamProblem): string {
  return sentence(speech.language.params, message, code, values);
}

/** What a form sent, or what is wrong with it; `sound` has the params that are valid by themselves. */
export type Sent<T> = { sound: SoundParams<T> } & (
  { params: T; problems?: undefined } | { params?: undefined; problems: readonly ParamProblem[] }
);

/** Judges a form by a schema of the API's kind. */
export function readForm<T>(schema: z.ZodType<T>, form: ParamTree): Sent<T> {
  const judgement = judgeParams(schema, form);
  // They are what the schema has made; without problems, all of them.
  const sound = judgement.sound as SoundParams<T>;
  return judgement.problems.length > 0
    ? { sound, problems: judgement.problems }
    : { sound, params: judgement.params as T };
}

/** The params that `work` refuses: none where it was done. @throws whatever else it does */
export async function refusedBy(work: () => Promise<unknown>): Promise<readonly ParamProblem[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (error instanceof Problem && error.code === 'validation_failed') return error.params;
    throw error;
  }
}
