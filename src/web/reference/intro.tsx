/** What comes before the operations: general notes, first requests, files to download. */
import type { OpenApiDocument } from '../../documents/openApi.js';
import { quote } from './curl.js';
import { Markdown } from './markdown.js';
import { Sample } from './sample.js';

/** A file that clients can load: `/developers/postman/groups.postman_collection.json`. */
export type Download = { href: string; file: string; title: string };

/** What holds for all requests. */
export function Notes({ document }: { document: OpenApiDocument }) {
  return (
    <section class="notes" aria-labelledby="notes">
      <h2 id="notes">General notes</h2>
      <Markdown text={document.info.description} />
    </section>
  );
}

/** What to do before the first command of this page. */
export function Start({ base }: { base: string }) {
  return (
    <section aria-labelledby="start">
      <h2 id="start">First requests</h2>
      <p>Every command of this page can be pasted into a shell as it is, once that shell knows three things.</p>
      <ol class="steps">
        <li>
          <p>
            The server's certificate, where it made that itself: the file <code>tls/cert.pem</code> of its data folder.
          </p>
          <Setting name="CURL_CA_BUNDLE" value="data/tls/cert.pem" />
        </li>
        <li>
          <p>
            Your <code>app_key</code>. The first start of the server printed one;{' '}
            <code>npm run app -- create NAME</code> makes another.
          </p>
          <Setting name="APP_KEY" value="…" />
        </li>
        <li>
          <p>
            Your <code>auth_token</code>, from the answer when you <a href="#signUp">sign up</a> or{' '}
            <a href="#logIn">log in</a>.
          </p>
          <Setting name="AUTH_TOKEN" value="…" />
        </li>
      </ol>
      <p>
        All paths are below <code>{base}</code>.
      </p>
    </section>
  );
}

function Setting({ name, value }: { name: string; value: string }) {
  return <Sample title="Shell" label={`Shell: set ${name}`} value={`export ${name}=${quote(value)}`} isCopied />;
}

/** Files that other tools load. */
export function Downloads({
  origin,
  openApi,
  postman,
}: {
  origin: string;
  openApi: string;
  postman: readonly Download[];
}) {
  return (
    <section aria-labelledby="downloads">
      <h2 id="downloads">Downloads</h2>
      <h3>OpenAPI</h3>
      <p>
        <a href={openApi}>openapi.json</a> is this page for programs: OpenAPI 3.1, from which clients in most languages
        can be generated.
      </p>
      <Sample
        title="Shell"
        label="Shell: download openapi.json"
        value={`curl -sSO ${quote(`${origin}${openApi}`)}`}
        isCopied
      />
      {postman.length > 0 && (
        <>
          <h3>Postman</h3>
          <p>
            Import the environment and a collection into Postman, fill in <code>app_key</code> and log in: the examples
            can be changed and sent. There is a collection for each heading of this page, and one that has all of them.
          </p>
          <ul>
            {postman.map(({ href, file, title }) => (
              <li key={href}>
                <a href={href} download>
                  {title}
                </a>{' '}
                <span class="file">{file}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
