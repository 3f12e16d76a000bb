/** Sign up, sign in, sign out, as they are shown. */
import type { ParamProblem } from '../../http/problem.js';
import { Field, Form } from '../site/form.js';
import { Frame } from '../site/frame.js';
import type { PageContext } from '../site/pages.js';
import { paths } from '../site/paths.js';
import { siteTexts } from '../site/texts.js';
import { accountTexts } from './texts.js';

export type CredentialsForm = {
  email?: string;
  problems?: readonly ParamProblem[];
  /** What is wrong with the whole. */
  notice?: string;
  /** Where to go afterwards. */
  to?: string;
  /** Whether the account that was there has just been deleted. */
  isDeleted?: boolean;
};

export function SignUpPage({ context, form }: { context: PageContext; form: CredentialsForm }) {
  const texts = accountTexts(context.speech);
  const { signUp, signIn } = siteTexts(context.speech);
  return (
    <Frame context={context} title={signUp}>
      {form.isDeleted && (
        <p class="notice" role="status">
          {texts.deleted}
        </p>
      )}
      <Credentials context={context} form={form} action={paths.signUp} submit={signUp} isNew />
      <p>
        {texts.haveAccount} <a href={paths.signIn}>{signIn}</a>
      </p>
    </Frame>
  );
}

export function SignInPage({ context, form }: { context: PageContext; form: CredentialsForm }) {
  const texts = accountTexts(context.speech);
  const { signUp, signIn } = siteTexts(context.speech);
  const action = form.to === undefined ? paths.signIn : `${paths.signIn}?to=${encodeURIComponent(form.to)}`;
  return (
    <Frame context={context} title={signIn}>
      <Credentials context={context} form={form} action={action} submit={signIn} />
      <p>
        {texts.noAccount} <a href={paths.signUp}>{signUp}</a>
      </p>
    </Frame>
  );
}

export function SignOutPage({ context }: { context: PageContext }) {
  const { signOut } = siteTexts(context.speech);
  return (
    <Frame context={context} title={signOut}>
      <p>{accountTexts(context.speech).signOutIntro}</p>
      <Form context={context} action={paths.signOut} submit={signOut} cancel={paths.home} />
    </Frame>
  );
}

function Credentials(props: {
  context: PageContext;
  form: CredentialsForm;
  action: string;
  submit: string;
  isNew?: boolean;
}) {
  const { context, form, action, submit, isNew = false } = props;
  const texts = accountTexts(context.speech);
  const { email, problems = [], notice } = form;
  return (
    <>
      {notice && (
        <p class="problems" role="alert">
          {notice}
        </p>
      )}
      <Form {...{ context, action, submit, problems }}>
        <Field {...{ context, problems }} name="user[email]" type="email" autocomplete="email" value={email} />
        <Field
          {...{ context, problems }}
          name="user[password]"
          type="password"
          autocomplete={isNew ? 'new-password' : 'current-password'}
          hint={isNew ? texts.passwordHint : undefined}
        />
      </Form>
    </>
  );
}
