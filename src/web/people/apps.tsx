/** A person's apps, and New app. */
import type { ParamProblem } from '../../http/problem.js';
import { formatDate } from '../../platform/time.js';
import { Field, Form, Frame, paths, type PageContext } from './frame.js';

export type AppView = {
  id: number;
  name: string;
  key: string;
  created_at: Date;
  revoked_at: Date | null;
  last_used_at: Date | null;
};

export function AppsPage({
  context,
  apps,
  timeZone,
}: {
  context: PageContext;
  apps: readonly AppView[];
  timeZone: string;
}) {
  const { texts } = context.speech;
  return (
    <Frame context={context} title={texts.apps}>
      <p>{texts.appsIntro}</p>
      <p>
        <a class="button primary" href={paths.newApp}>
          {texts.newApp}
        </a>
      </p>
      {apps.length === 0 && <p>{texts.noApps}</p>}
      <ul class="apps" role="list">
        {apps.map((app) => (
          <App key={app.id} {...{ context, app, timeZone }} />
        ))}
      </ul>
    </Frame>
  );
}

function App({ context, app, timeZone }: { context: PageContext; app: AppView; timeZone: string }) {
  const { texts } = context.speech;
  const when = (at: Date | null) =>
    at ? <time dateTime={at.toISOString()}>{formatDate(at, timeZone)}</time> : texts.never;
  return (
    <li class={app.revoked_at ? 'app revoked' : 'app'}>
      <h2>{app.name}</h2>
      <p class="state">{app.revoked_at ? texts.revoked : texts.active}</p>
      <figure data-copy>
        <figcaption>{texts.appKey}</figcaption>
        <pre tabIndex={0} aria-label={`${texts.appKey}: ${app.name}`}>
          {app.key}
        </pre>
      </figure>
      <dl>
        <dt>{texts.created}</dt>
        <dd>{when(app.created_at)}</dd>
        <dt>{texts.lastUsed}</dt>
        <dd>{when(app.last_used_at)}</dd>
      </dl>
      {!app.revoked_at && (
        <>
          <Form context={context} action={`${paths.apps}/${app.id}/rename`} submit={texts.rename}>
            <label for={`name-${app.id}`}>{texts.name}</label>
            <input id={`name-${app.id}`} name="app[name]" value={app.name} autocomplete="off" />
          </Form>
          <a href={`${paths.apps}/${app.id}/revoke`}>
            {texts.revoke} <span class="visually-hidden">{app.name}</span>
          </a>
        </>
      )}
    </li>
  );
}

export function NewAppPage(props: {
  context: PageContext;
  name?: string | undefined;
  problems?: readonly ParamProblem[];
}) {
  const { context, name, problems = [] } = props;
  const { texts } = context.speech;
  return (
    <Frame context={context} title={texts.newApp}>
      <p>{texts.newAppIntro}</p>
      <Form {...{ context, problems }} action={paths.newApp} submit={texts.createApp}>
        <Field {...{ context, problems }} name="app[name]" label={texts.name} value={name} />
      </Form>
    </Frame>
  );
}

export function RevokePage({ context, app }: { context: PageContext; app: AppView }) {
  const { texts } = context.speech;
  return (
    <Frame context={context} title={texts.revokeTitle}>
      <p>
        {texts.revokeWarning} <strong>{app.name}</strong>
      </p>
      <Form context={context} action={`${paths.apps}/${app.id}/revoke`} submit={texts.revoke} danger />
      <p>
        <a href={paths.apps}>{texts.cancel}</a>
      </p>
    </Frame>
  );
}
