/** The profile, as it is shown. */
import type { ComponentChildren, VNode } from 'preact';
import type { ParamProblem } from '../../http/problem.js';
import { accountTexts } from '../account/texts.js';
import { Choice, Field, Form, type Labels, type Option } from '../site/form.js';
import { Frame } from '../site/frame.js';
import { paramLabels } from '../site/labels.js';
import type { PageContext } from '../site/pages.js';
import { paths } from '../site/paths.js';
import { siteTexts } from '../site/texts.js';
import { countryOptions, languageOptions } from './choices.js';
import { currentPassword } from './password.js';
import { profileTexts } from './texts.js';

/** What the profile can say that it has saved. */
export const savedParts = ['profile', 'email', 'password'] as const;

export type ProfileForm = {
  language: string;
  country: string;
  timeZone: string;
  problems: readonly ParamProblem[];
};

export function ProfilePage(props: {
  context: PageContext;
  form: ProfileForm;
  zones: readonly Option[];
  email: string;
  saved: (typeof savedParts)[number] | undefined;
}) {
  const { context, form, zones, email, saved } = props;
  const texts = profileTexts(context.speech);
  return (
    <Frame context={context} title={siteTexts(context.speech).profile} styles={['profile.css']}>
      {saved && (
        <p class="notice" role="status">
          {{ profile: texts.saved, email: texts.emailSaved, password: texts.passwordSaved }[saved]}
        </p>
      )}
      <section>
        <h2>{texts.preferences}</h2>
        <Preferences {...{ context, form, zones }} />
      </section>
      <section>
        <h2>{texts.account}</h2>
        <dl class="facts">
          <div>
            <dt>{paramLabels(context.speech).email}</dt>
            <dd>{email}</dd>
          </div>
        </dl>
        <p class="buttons">
          <a class="button" href={paths.email}>
            {texts.changeEmail}
          </a>
          <a class="button" href={paths.password}>
            {texts.changePassword}
          </a>
        </p>
      </section>
      <section>
        <h2>{texts.deleteAccount}</h2>
        <p>{texts.deleteIntro}</p>
        <p class="buttons">
          <a class="button" href={paths.deleteAccount}>
            {texts.deleteAccount}
          </a>
        </p>
      </section>
    </Frame>
  );
}

function Preferences({ context, form, zones }: { context: PageContext; form: ProfileForm; zones: readonly Option[] }) {
  const { problems } = form;
  const texts = profileTexts(context.speech);
  const nowhere = { value: '', text: texts.noCountry };
  return (
    <Form {...{ context, problems }} action={paths.profile} submit={siteTexts(context.speech).save}>
      <Choice {...{ context, problems }} name="profile[language]" value={form.language} options={languageOptions} />
      <Choice
        {...{ context, problems }}
        name="profile[country]"
        value={form.country}
        options={[nowhere, ...countryOptions(context.speech.code)]}
      />
      <Choice
        {...{ context, problems }}
        name="profile[time_zone]"
        hint={texts.timeZoneHint}
        value={form.timeZone}
        options={zones}
      />
    </Form>
  );
}

/** Why a form that asks for the password was not done. */
export type Refusal = { problems: readonly ParamProblem[]; isTooMany?: boolean };

export function EmailPage(props: { context: PageContext; email: string; refusal?: Refusal }) {
  const { context, email, refusal } = props;
  const texts = profileTexts(context.speech);
  const labels = { 'user[email]': texts.newEmail };
  const problems = refusal?.problems ?? [];
  return (
    <Proven {...{ context, refusal, labels }} title={texts.changeEmail} action={paths.email}>
      <Field
        {...{ context, problems }}
        name="user[email]"
        label={texts.newEmail}
        type="email"
        autocomplete="email"
        value={email}
      />
    </Proven>
  );
}

export function PasswordPage({ context, refusal }: { context: PageContext; refusal?: Refusal }) {
  const texts = profileTexts(context.speech);
  const problems = refusal?.problems ?? [];
  const labels = { 'user[password]': texts.newPassword };
  const intro = <p>{texts.passwordWarning}</p>;
  return (
    <Proven {...{ context, refusal, labels, intro }} title={texts.changePassword} action={paths.password}>
      <Field
        {...{ context, problems }}
        name="user[password]"
        label={texts.newPassword}
        type="password"
        autocomplete="new-password"
        hint={accountTexts(context.speech).passwordHint}
      />
    </Proven>
  );
}

/** What an account has that goes with it. */
export type Lost = { groups: number; monitors: number; statusPages: number; apps: number };

export function DeletePage(props: { context: PageContext; email: string; lost: Lost; refusal?: Refusal }) {
  const { context, email, lost, refusal } = props;
  const texts = profileTexts(context.speech);
  const intro = (
    <>
      <p>{texts.deleteList}</p>
      <ul>
        <li>{texts.lostAccount(email)}</li>
        {lost.groups > 0 && <li>{texts.lostGroups(lost.groups)}</li>}
        {lost.monitors > 0 && <li>{texts.lostMonitors(lost.monitors)}</li>}
        {lost.statusPages > 0 && <li>{texts.lostStatusPages(lost.statusPages)}</li>}
        {lost.apps > 0 && <li>{texts.lostApps(lost.apps)}</li>}
      </ul>
      <p>{texts.noWayBack}</p>
    </>
  );
  const submit = texts.deleteAccount;
  return (
    <Proven {...{ context, refusal, intro, submit }} title={texts.deleteTitle} action={paths.deleteAccount} isDanger />
  );
}

/** A part of the profile that is changed only by who knows its password. */
function Proven(props: {
  context: PageContext;
  refusal: Refusal | undefined;
  title: string;
  action: string;
  submit?: string;
  labels?: Labels;
  isDanger?: boolean;
  intro?: VNode;
  children?: ComponentChildren;
}) {
  const { context, refusal, title, action, submit, labels, isDanger = false, intro, children } = props;
  const { profile, save } = siteTexts(context.speech);
  const problems = refusal?.problems ?? [];
  return (
    <Frame context={context} title={title} trail={[{ href: paths.profile, text: profile }]}>
      {intro}
      {refusal?.isTooMany && (
        <p class="problems" role="alert">
          {accountTexts(context.speech).tooMany}
        </p>
      )}
      <Form {...{ context, action, problems, labels, isDanger }} submit={submit ?? save} cancel={paths.profile}>
        {/* So that password managers know whose password it is; it is not sent. */}
        <input type="text" autocomplete="username" value={context.person?.user.email} readOnly hidden />
        {children}
        <Field {...{ context, problems }} name={currentPassword} type="password" autocomplete="current-password" />
      </Form>
    </Frame>
  );
}
