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
  /** Names of assets that the page has for itself. */
  styles?: readonly string[];
  libraries?: readonly string[];
  scripts?: readonly string[];
  /** Pages that this one is part of. */
  trail?: readonly { href: string; text: string }[];
  /** Whether it is kept up to date: `LiveNotice` is in its content then. */
  isLive?: boolean;
  /** Beside the heading: what can be done here. */
  actions?: ComponentChildren;
  children?: ComponentChildren;
}) {
  const {
    context,
    title,
    styles = [],
    libraries = [],
    scripts = [],
    trail = [],
    isLive = false,
    actions,
    children,
  } = props;
  const { assets, speech, person, path } = context;
  const texts = siteTexts(speech);
  const links = person
    ? [
        { href: paths.home, text: texts.dashboard },
        { href: paths.events, text: texts.events },
        { href: paths.apps, text: texts.apps },
        { href: paths.reference, text: texts.apiReference },
        { href: paths.profile, text: texts.profile },
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
      styles={['pages.css', ...styles]}
      libraries={[...(isLive ? ['idiomorph.js'] : []), ...libraries]}
      scripts={['copy.js', 'forms.js', ...(isLive ? ['live.js'] : []), ...scripts]}
      links={links.map((link) => ({ ...link, isCurrent: link.href === path }))}
    >
      <main id="main" class="page" tabIndex={-1}>
        {trail.length > 0 && (
          <ol class="trail" role="list">
            {trail.map(({ href, text }) => (
              <li key={href}>
                <a href={href}>{text}</a>
              </li>
            ))}
          </ol>
        )}
        <div class="heading">
          <h1>{title}</h1>
          {actions && <div class="actions">{actions}</div>}
        </div>
        {children}
      </main>
    </Layout>
  );
}
