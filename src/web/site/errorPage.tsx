/** Pages that say that something is not there, or did not work. */
import type { ProblemCode } from '../../http/problem.js';
import { Frame } from './frame.js';
import type { PageContext } from './pages.js';
import { paths } from './paths.js';
import { siteTexts } from './texts.js';

/** The API's own sentence about a problem. */
export function ErrorPage({ context, code }: { context: PageContext; code: ProblemCode }) {
  const texts = siteTexts(context.speech);
  return (
    <Frame context={context} title={texts.errorTitle}>
      <p>{context.speech.language.problems[code]}</p>
      <p>
        <a href={paths.dashboard}>{texts.back}</a>
      </p>
    </Frame>
  );
}

/** A form came without the key of this visit. */
export function StaleFormPage({ context }: { context: PageContext }) {
  const texts = siteTexts(context.speech);
  return (
    <Frame context={context} title={texts.errorTitle}>
      <p role="alert">{texts.staleForm}</p>
      <p>
        <a href={paths.dashboard}>{texts.back}</a>
      </p>
    </Frame>
  );
}
