/** The API reference: all of it from the OpenAPI document. */
import { titleOf, type OpenApiDocument } from '../../documents/openApi.js';
import type { Assets } from '../site/assets.js';
import { Layout, renderPage } from '../site/layout.js';
import { siteTexts } from '../site/texts.js';
import { Contents } from './contents.js';
import { Downloads, Notes, Start, type Download } from './intro.js';
import { Inline } from './markdown.js';
import { anchorOf } from './names.js';
import { OperationPart, Route } from './operation.js';
import { entriesOf } from './operations.js';
import { SharedErrors } from './problems.js';

export type ReferenceParts = {
  document: OpenApiDocument;
  assets: Assets;
  /** Where the reader has reached this server: `https://example.com:8443`. */
  origin: string;
  links: { reference: string; openApi: string; postman: readonly Download[] };
};

/** The page as HTML. */
export function referencePage({ document, assets, origin, links }: ReferenceParts): string {
  const { title, version, summary } = document.info;
  const base = `${origin}${document.servers[0]?.url ?? ''}`;
  return renderPage(
    <Layout
      title={`${title} API reference`}
      description={`REST API of ${title}: every request with its params, answers, errors, limits and a command to try it.`}
      language="en"
      words={siteTexts({ code: 'en' })}
      assets={assets}
      styles={['reference.css']}
      scripts={['copy.js']}
      links={[
        { href: links.reference, text: 'API reference', isCurrent: true },
        { href: links.openApi, text: 'OpenAPI' },
      ]}
    >
      <div class="reference">
        <Contents document={document} />
        <main id="main" tabIndex={-1}>
          <header class="title">
            <h1>API reference</h1>
            <p class="lead">
              {summary} <span class="version">{`Version ${version}`}</span>
            </p>
          </header>
          <Notes document={document} />
          <Start base={base} />
          <Downloads origin={origin} openApi={links.openApi} postman={links.postman} />
          {document.tags.map((tag) => (
            <TagPart key={tag.name} document={document} tag={tag} base={base} />
          ))}
          <SharedErrors document={document} />
          <section aria-labelledby="support">
            <h2 id="support">Support</h2>
            <p>
              Something is broken, or missing here? Tell whoever runs this server. They find how to report it in{' '}
              <code>CONTRIBUTING.md</code> of the source, and for a hole in its security in <code>SECURITY.md</code>.
            </p>
          </section>
          <a class="to-contents" href="#contents">
            Contents
          </a>
        </main>
      </div>
    </Layout>,
  );
}

type TagProps = { document: OpenApiDocument; tag: OpenApiDocument['tags'][number]; base: string };

function TagPart({ document, tag, base }: TagProps) {
  const entries = entriesOf(document, tag.name);
  return (
    <section class="tag" aria-labelledby={anchorOf(tag.name)}>
      <h2 id={anchorOf(tag.name)}>{tag.name}</h2>
      <p>
        <Inline text={tag.description} />
      </p>
      <ul class="overview" role="list">
        {entries.map((entry) => (
          <li key={entry.operation.operationId}>
            <a href={`#${entry.operation.operationId}`}>{titleOf(entry.operation)}</a>
            <span class="route">
              <Route entry={entry} prefix={document.servers[0]?.url ?? ''} />
            </span>
          </li>
        ))}
      </ul>
      {entries.map((entry) => (
        <OperationPart key={entry.operation.operationId} document={document} entry={entry} base={base} />
      ))}
    </section>
  );
}
