/** What pages of people have around what they say. */
import type { ComponentChildren } from 'preact';
import { Layout } from './layout.js';
import type { PageContext } from './pages.js';
import { paths } from './paths.js';
import { siteTexts } from './texts.js';

/** A page with its heading, and links to the others. */
export function Frame(props: {
  context: PageContext;
  title: string;
  /** Beside the heading: what can be done here. */
  actions?: ComponentChildren;
  children?: ComponentChildren;
}) {
  const { context, title, actions, children } = props;
  const { assets, speech, person, path } = context;
  const texts = siteTexts(speech);
  const links = person
    ? [
        { href: paths.apps, text: texts.apps },
        { href: paths.reference, text: texts.apiReference },
        { href: paths.signOut, text: texts.signOut },
      ]
    : [
        { href: paths.reference, text: texts.apiReference },
        { href: paths.signUp, text: texts.signUp },
        { href: paths.signIn, text: texts.signIn },
      ];
  return (
    <Layout
      title={`${title} · Port Monitor`}
      description={title}
      language={speech.code}
      words={texts}
      assets={assets}
      styles={['pages.css']}
      scripts={['copy.js']}
      links={links.map((link) => ({ ...link, isCurrent: link.href === path }))}
    >
      <main id="main" class="page" tabIndex={-1}>
        <div class="heading">
          <h1>{title}</h1>
          {actions && <div class="actions">{actions}</div>}
        </div>
        {children}
      </main>
    </Layout>
  );
}
