/** Forms: their params are the API's, and so is what is said about them. */
import type { ComponentChildren } from 'preact';
import type { z } from 'zod';
import { sentence } from '../../http/languages/index.js';
import { judgeParams } from '../../http/params/judge.js';
import type { ParamTree } from '../../http/params/tree.js';
import type { ParamProblem } from '../../http/problem.js';
import type { PageContext } from './pages.js';
import { siteTexts } from './texts.js';

/** A form that is sent to `action`, with what says that it is ours. What is wrong is told at its top and at each field. */
export function Form(props: {
  context: PageContext;
  action: string;
  submit: string;
  problems?: readonly ParamProblem[];
  /** Whether it deletes something. */
  isDanger?: boolean;
  /** Beside the button. */
  cancel?: string;
  children?: ComponentChildren;
}) {
  const { context, action, submit, problems = [], isDanger = false, cancel, children } = props;
  const texts = siteTexts(context.speech);
  return (
    <form method="post" action={action} noValidate>
      <input type="hidden" name="form_key" value={context.formKey} />
      {problems.length > 0 && (
        <div class="problems" role="alert">
          <p>{texts.problems}</p>
          <ul>
            {problems.map((problem) => (
              <li key={problem.param}>
                <a href={`#${fieldId(problem.param)}`}>{`${problem.param} ${messageOf(context, problem)}`}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
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

/** One param of a form, named as the API names it. */
export function Field(props: {
  context: PageContext;
  /** The param: `user[email]`. */
  name: string;
  label: string;
  value?: string | undefined;
  type?: 'text' | 'email' | 'password';
  autocomplete?: string;
  hint?: string | undefined;
  problems?: readonly ParamProblem[];
}) {
  const { context, name, label, value, type = 'text', autocomplete = 'off', hint, problems = [] } = props;
  const id = fieldId(name);
  const wrong = problems.filter(({ param }) => param === name);
  const isWrong = wrong.length > 0;
  const described = [hint && `${id}-hint`, isWrong && `${id}-problem`].filter(Boolean).join(' ');
  const own = {
    ...{ id, name, value, autocomplete },
    ...(described && { 'aria-describedby': described }),
    ...(isWrong && { 'aria-invalid': 'true' as const }),
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {type === 'email' && <input type="email" {...own} />}
      {type === 'password' && <input type="password" {...own} />}
      {type === 'text' && <input type="text" {...own} />}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {isWrong && (
        <p class="problem" id={`${id}-problem`}>
          {wrong.map((problem) => messageOf(context, problem)).join('; ')}
        </p>
      )}
    </div>
  );
}

/** `user[email]` is `user-email`. */
function fieldId(param: string): string {
  return param.replace(/\[/g, '-').replace(/\]/g, '');
}

/** The API's own message. */
function messageOf({ speech }: PageContext, { message, code, values }: ParamProblem): string {
  return sentence(speech.language.params, message, code, values);
}

/** What a form sent, or what is wrong with it. */
export type Sent<T> = { params: T; problems?: undefined } | { params?: undefined; problems: readonly ParamProblem[] };

/** Judges a form by a schema of the API's kind. */
export function readForm<T>(schema: z.ZodType<T>, form: ParamTree): Sent<T> {
  const { problems, params } = judgeParams(schema, form);
  // Without problems it is what the schema has made.
  return problems.length > 0 ? { problems } : { params: params as T };
}
