/** What all pages have around what they say. */
import type { ComponentChildren, VNode } from 'preact';
import { render } from 'preact-render-to-string';
import type { Assets } from './assets.js';

export type LayoutProps = {
  title: string;
  /** A sentence for search engines and previews. */
  description: string;
  language: string;
  /** What its own links are called, in that language. */
  words: { skip: string; site: string };
  assets: Assets;
  /** Names of assets that this page has for itself. */
  styles?: readonly string[];
  /** Libraries that its scripts find as globals. */
  libraries?: readonly string[];
  scripts?: readonly string[];
  /** Links of the header: those that lead to other pages or to parts of this one. */
  links: readonly { href: string; text: string; isCurrent?: boolean }[];
  children: ComponentChildren;
};

/** A page as HTML. */
export function renderPage(page: VNode): string {
  return `<!doctype html>\n${render(page)}\n`;
}

/** The frame of a page: its head, the header with its links, and the place for `main`. */
export function Layout({ title, description, language, words, assets, links, children, ...own }: LayoutProps) {
  const { styles = [], libraries = [], scripts = [] } = own;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content={description} />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href={assets.url('icon.svg')} type="image/svg+xml" />
        {['style.css', ...styles].map((name) => (
          <link key={name} rel="stylesheet" href={assets.url(name)} />
        ))}
        {libraries.map((name) => (
          <script key={name} defer src={assets.url(name)} />
        ))}
        {scripts.map((name) => (
          <script key={name} type="module" src={assets.url(name)} />
        ))}
      </head>
      <body>
        <a class="skip" href="#main">
          {words.skip}
        </a>
        <header class="site">
          <a class="brand" href="/">
            <img src={assets.url('icon.svg')} alt="" width="24" height="24" />
            Port Monitor
          </a>
          {links.length > 0 && (
            <nav aria-label={words.site}>
              <ul role="list">
                {links.map(({ href, text, isCurrent }) => (
                  <li key={href}>
                    <a href={href} {...(isCurrent && { 'aria-current': 'page' as const })}>
                      {text}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          )}
        </header>
        {children}
      </body>
    </html>
  );
}
