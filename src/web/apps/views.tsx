/** New app and the list of apps, as they are shown. */
import type { AppRow } from '../../api/apps/store.js';
import type { ParamProblem } from '../../http/problem.js';
import { Copyable } from '../site/copyable.js';
import { Field, Form } from '../site/form.js';
import { Frame } from '../site/frame.js';
import type { PageContext } from '../site/pages.js';
import { paths } from '../site/paths.js';
import { isolated, type Speech } from '../site/speech.js';
import { siteTexts } from '../site/texts.js';
import { When } from '../site/when.js';
import { appTexts } from './texts.js';

export function AppsPage({ context, apps }: { context: PageContext; apps: readonly AppRow[] }) {
  const texts = appTexts(context.speech);
  const add = (
    <a class="button primary" href={paths.newApp}>
      {texts.newApp}
    </a>
  );
  return (
    <Frame context={context} title={siteTexts(context.speech).apps} actions={add}>
      <p>{texts.intro}</p>
      {apps.length === 0 && (
        <div class="empty">
          <p>{texts.none}</p>
          <p>
            <a href={paths.newApp}>{texts.firstApp}</a>
          </p>
        </div>
      )}
      <ul class="cards" role="list">
        {apps.map((app) => (
          <App key={app.id} {...{ context, app }} />
        ))}
      </ul>
    </Frame>
  );
}

function App({ context, app }: { context: PageContext; app: AppRow }) {
  const { speech } = context;
  const texts = appTexts(speech);
  const named = <span class="visually-hidden">{` ${app.name}`}</span>;
  return (
    <li class="card">
      <h2>
        {isolated(app.name)} <span class="tag">{app.revoked_at ? texts.revoked : texts.active}</span>
      </h2>
      <Copyable speech={speech} title="app_key" about={app.name} code={app.key} />
      <dl class="facts">
        <Fact name={texts.created} at={app.created_at} speech={speech} />
        <Fact name={texts.lastUsed} at={app.last_used_at} speech={speech} />
        {app.revoked_at && <Fact name={texts.revokedAt} at={app.revoked_at} speech={speech} />}
      </dl>
      {!app.revoked_at && (
        <p class="buttons">
          <a href={paths.renameApp(app.id)}>
            {texts.rename}
            {named}
          </a>
          <a href={paths.revokeApp(app.id)}>
            {texts.revoke}
            {named}
          </a>
        </p>
      )}
    </li>
  );
}

function Fact({ name, at, speech }: { name: string; at: Date | null; speech: Speech }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{at ? <When {...{ at, speech }} /> : siteTexts(speech).never}</dd>
    </div>
  );
}

const appsTrail = ({ speech }: PageContext) => [{ href: paths.apps, text: siteTexts(speech).apps }];

type NameForm = { context: PageContext; name?: string; problems?: readonly ParamProblem[] };

export function NewAppPage({ context, name, problems = [] }: NameForm) {
  const texts = appTexts(context.speech);
  return (
    <Frame context={context} title={texts.newApp} trail={appsTrail(context)}>
      <p>{texts.newIntro}</p>
      <Form {...{ context, problems }} action={paths.newApp} submit={texts.create} cancel={paths.apps}>
        <Field {...{ context, problems }} name="app[name]" value={name} />
      </Form>
    </Frame>
  );
}

export function RenamePage({ context, app, name, problems = [] }: NameForm & { app: AppRow }) {
  const texts = appTexts(context.speech);
  return (
    <Frame context={context} title={texts.renameTitle(app.name)} trail={appsTrail(context)}>
      <Form {...{ context, problems }} action={paths.renameApp(app.id)} submit={texts.rename} cancel={paths.apps}>
        <Field {...{ context, problems }} name="app[name]" value={name ?? app.name} />
      </Form>
    </Frame>
  );
}

export function RevokePage({ context, app }: { context: PageContext; app: AppRow }) {
  const texts = appTexts(context.speech);
  return (
    <Frame context={context} title={texts.revokeTitle(app.name)} trail={appsTrail(context)}>
      <p>{texts.revokeWarning}</p>
      <Form context={context} action={paths.revokeApp(app.id)} submit={texts.revoke} cancel={paths.apps} isDanger />
    </Frame>
  );
}
