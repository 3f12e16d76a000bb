/** Sign up, sign in, sign out. */
import type { ParamProblem } from '../../http/problem.js';
import { Field, Form, Frame, paths, type PageContext } from './frame.js';

export type AccountForm = { email?: string; problems?: readonly ParamProblem[]; notice?: string };

export function SignUpPage({ context, form }: { context: PageContext; form: AccountForm }) {
  const { texts } = context.speech;
  return (
    <Frame context={context} title={texts.signUp}>
      <Credentials context={context} form={form} action={paths.signUp} submit={texts.signUp} isNew />
      <p>
        {texts.haveAccount} <a href={paths.signIn}>{texts.signIn}</a>
      </p>
    </Frame>
  );
}

export function SignInPage({ context, form }: { context: PageContext; form: AccountForm }) {
  const { texts } = context.speech;
  return (
    <Frame context={context} title={texts.signIn}>
      <Credentials context={context} form={form} action={paths.signIn} submit={texts.signIn} />
      <p>
        {texts.noAccount} <a href={paths.signUp}>{texts.signUp}</a>
      </p>
    </Frame>
  );
}

export function SignOutPage({ context }: { context: PageContext }) {
  const { texts } = context.speech;
  return (
    <Frame context={context} title={texts.signOut}>
      <Form context={context} action={paths.signOut} submit={texts.signOut} />
    </Frame>
  );
}

function Credentials(props: {
  context: PageContext;
  form: AccountForm;
  action: string;
  submit: string;
  isNew?: boolean;
}) {
  const { context, form, action, submit, isNew = false } = props;
  const { texts } = context.speech;
  const { email, problems = [], notice } = form;
  return (
    <>
      {notice && (
        <p class="notice" role="alert">
          {notice}
        </p>
      )}
      <Form {...{ context, action, submit, problems }}>
        <Field
          {...{ context, problems }}
          name="user[email]"
          label={texts.email}
          type="email"
          autocomplete="email"
          value={email}
        />
        <Field
          {...{ context, problems }}
          name="user[password]"
          label={texts.password}
          type="password"
          autocomplete={isNew ? 'new-password' : 'current-password'}
          {...(isNew && { hint: texts.passwordHint })}
        />
      </Form>
    </>
  );
}
