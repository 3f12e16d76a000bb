/** What comes before the operations: general notes, first requests, files to download. */
import type { OpenApiDocument } from '../../documents/openApi.js';
import { paths } from '../site/paths.js';
import { quote } from './curl.js';
import { Markdown } from './markdown.js';
import { Command } from './sample.js';

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
      <p>
        The answers on this page were recorded once, with an example's account: its ids, emails, names and dates are not
        yours. The commands are for your own account. They can be pasted into a shell that knows these variables:
      </p>
      <ol class="steps">
        <li>
          <p>
            On the server's own machine, where it made its certificate itself: that certificate,{' '}
            <code>tls/cert.pem</code> in its data folder. From another machine ask whoever runs the server for that
            file, and name the place where you keep it. A certificate that browsers trust needs no such line.
          </p>
          <Setting name="CURL_CA_BUNDLE" value="data/tls/cert.pem" isCopied />
        </li>
        <li>
          <p>
            Your <code>app_key</code>: <a href={paths.newApp}>New app</a> makes one. The first start of the server
            printed one, too.
          </p>
          <Setting name="APP_KEY" value="…" />
        </li>
        <li>
          <p>
            The email and password to <a href="#signUp">register</a> with. For another email or password set these anew,
            then <a href="#updateUser">edit</a>.
          </p>
          <Setting name={['EMAIL', 'PASSWORD']} value="…" />
        </li>
        <li>
          <p>
            Your <code>auth_token</code>, from the answer when you <a href="#signUp">register</a> or{' '}
            <a href="#logIn">log in</a>.
          </p>
          <Setting name="AUTH_TOKEN" value="…" />
        </li>
        <li>
          <p>
            The <code>id</code> of a group, from the answer when you <a href="#createGroup">create</a> it.
          </p>
          <Setting name="GROUP_ID" value="…" />
        </li>
        <li>
          <p>
            The <code>id</code> of a monitor in that group, from the answer when you create a{' '}
            <a href="#createTargetUrl">URL</a>, <a href="#createTargetCustomPort">port</a> or{' '}
            <a href="#createTargetPing">ping</a>. It is of the kind that the path names, so it changes from one kind to
            the next.
          </p>
          <Setting name="TARGET_ID" value="…" />
        </li>
      </ol>
      <p>
        From top to bottom, each command then works, if those that name a variable wait until you have its value. Leave
        those with <strong>DELETE</strong> for the end, and <a href="#cancelUser">cancel</a> for the very end: they end
        what the others need.
      </p>
      <p>
        All paths are below <code>{base}</code>.
      </p>
    </section>
  );
}

/** Variables; those that readers fill in themselves are nothing to copy. */
function Setting({ name, value, isCopied = false }: { name: string | string[]; value: string; isCopied?: boolean }) {
  const names = [name].flat();
  const lines = names.map((each) => `export ${each}=${quote(value)}`);
  return (
    <Command title="Shell" label={`Shell: set ${names.join(', ')}`} value={lines.join('\n')} isCopied={isCopied} />
  );
}

/** The environment is what the collections need. */
function environmentFirst(files: readonly Download[]): Download[] {
  const isEnvironment = ({ file }: Download) => file.endsWith('.postman_environment.json');
  return [...files.filter(isEnvironment), ...files.filter((file) => !isEnvironment(file))];
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
      <Command
        title="Shell"
        label="Shell: download openapi.json"
        value={`curl -sSO ${quote(`${origin}${openApi}`)}`}
        isCopied
      />
      {postman.length > 0 && (
        <>
          <h3>Postman</h3>
          <p>
            Import the environment and a collection: one has all requests, each of the others those of a heading of this
            page. Then fill in the environment:
          </p>
          <ul>
            <li>
              <code>base_url</code> is this server's address, <code>{origin}</code>;
            </li>
            <li>
              <code>app_key</code> is yours, as above;
            </li>
            <li>
              <code>email</code> and <code>password</code> are of your choice. An account with them need not exist: a
              run registers it, and cancels it in the end; one that exists stays.
            </li>
          </ul>
          <p>
            Where the server made its certificate itself, Postman refuses it at first. In its settings, add{' '}
            <code>tls/cert.pem</code> under <em>Certificates</em> as a CA certificate, or turn off{' '}
            <em>SSL certificate verification</em> while you try.
          </p>
          <ul>
            {environmentFirst(postman).map(({ href, file, title }) => (
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
