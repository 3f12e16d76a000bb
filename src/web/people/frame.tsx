/** What pages of people have in common: the frame with its links, forms and their fields. */
import type { ComponentChildren } from 'preact';
import { sentence } from '../../http/languages/index.js';
import type { Language } from '../../http/languages/index.js';
import type { ParamProblem } from '../../http/problem.js';
import type { Assets } from '../assets.js';
import { Layout } from '../layout.js';
import type { Speech } from './texts/index.js';
import type { Visit } from './visit.js';

/** What every page of people is made with. */
export type PageContext = {
  assets: Assets;
  speech: Speech;
  /** Sentences about params: those of the API. */
  language: Language;
  visit: Visit;
  /** The path of the page. */
  path: string;
};

export const paths = {
  signUp: '/sign-up',
  signIn: '/sign-in',
  signOut: '/sign-out',
  apps: '/developers/apps',
  newApp: '/developers/apps/new',
  reference: '/developers/api-reference',
} as const;

export function Frame({
  context,
  title,
  children,
}: {
  context: PageContext;
  title: string;
  children: ComponentChildren;
}) {
  const { assets, speech, visit, path } = context;
  const { texts } = speech;
  const own = visit.person
    ? [
        { href: paths.apps, text: texts.apps },
        { href: paths.signOut, text: texts.signOut },
      ]
    : [
        { href: paths.signUp, text: texts.signUp },
        { href: paths.signIn, text: texts.signIn },
      ];
  const links = [{ href: paths.reference, text: texts.apiReference }, ...own];
  return (
    <Layout
      title={`${title} · Port Monitor`}
      description={title}
      language={speech.code}
      assets={assets}
      styles={['people.css']}
      scripts={['copy.js']}
      links={links.map((link) => ({ ...link, isCurrent: link.href === path }))}
    >
      <main id="main" class="people" tabIndex={-1}>
        <h1>{title}</h1>
        {children}
      </main>
    </Layout>
  );
}

/** A form that is sent to `action`, with what says that it is ours. What is wrong is told at its top and at each field. */
export function Form(props: {
  context: PageContext;
  action: string;
  submit: string;
  problems?: readonly ParamProblem[];
  danger?: boolean;
  children?: ComponentChildren;
}) {
  const { context, action, submit, problems = [], danger = false, children } = props;
  return (
    <form method="post" action={action} novalidate>
      <input type="hidden" name="form_key" value={context.visit.formKey} />
      {problems.length > 0 && (
        <div class="problems" role="alert">
          <p>{context.speech.texts.problems}</p>
          <ul role="list">
            {problems.map((problem) => (
              <li key={problem.param}>
                <a href={`#${fieldId(problem.param)}`}>{messageOf(context, problem)}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {children}
      <button type="submit" class={danger ? 'danger' : 'primary'}>
        {submit}
      </button>
    </form>
  );
}

/** One param of a form, named as the API names it. */
export function Field(props: {
  context: PageContext;
  name: string;
  label: string;
  value?: string | undefined;
  type?: 'text' | 'email' | 'password';
  autocomplete?: string;
  hint?: string;
  problems?: readonly ParamProblem[];
}) {
  const { context, name, label, value, type = 'text', autocomplete = 'off', hint, problems = [] } = props;
  const id = fieldId(name);
  const wrong = problems.find(({ param }) => param === name);
  const described = [hint && `${id}-hint`, wrong && `${id}-problem`].filter(Boolean).join(' ');
  const aria = {
    ...(described && { 'aria-describedby': described }),
    ...(wrong && { 'aria-invalid': 'true' as const }),
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <Input type={type} {...{ id, name, value, autocomplete }} {...aria} />
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {wrong && (
        <p class="problem" id={`${id}-problem`}>
          {messageOf(context, wrong)}
        </p>
      )}
    </div>
  );
}

type InputProps = {
  id: string;
  name: string;
  value: string | undefined;
  autocomplete: string;
  'aria-describedby'?: string;
  'aria-invalid'?: 'true';
};

function Input({ type, ...props }: InputProps & { type: 'text' | 'email' | 'password' }) {
  if (type === 'email') return <input type="email" {...props} />;
  return type === 'password' ? <input type="password" {...props} /> : <input type="text" {...props} />;
}

/** `user[email]` is `user-email`. */
function fieldId(param: string): string {
  return param.replace(/\[/g, '-').replace(/\]/g, '');
}

/** The API's own message, as a sentence by itself. */
function messageOf({ language }: PageContext, { message, code, values, param }: ParamProblem): string {
  const name = /\[([^\]]+)\]$/.exec(param)?.[1] ?? param;
  return `${name} ${sentence(language.params, message, code, values)}.`;
}
