/** A page that says that something is not there, or did not work. */
import { Frame } from './frame.js';
import type { PageContext } from './pages.js';
import { paths } from './paths.js';
import { siteTexts } from './texts.js';

/** `message`: a sentence in the page's language. `again`: the path to begin anew at, where there is one. */
export function ErrorPage({ context, message, again }: { context: PageContext; message: string; again?: string }) {
  const texts = siteTexts(context.speech);
  return (
    <Frame context={context} title={texts.errorTitle}>
      <p role="alert">{message}</p>
      {again !== undefined && (
        <p>
          <a href={again}>{texts.again}</a>
        </p>
      )}
      <p>
        <a href={paths.home}>{texts.back}</a>
      </p>
    </Frame>
  );
}
