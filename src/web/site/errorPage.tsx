/** A page that says that something is not there, or did not work. */
import { Frame } from './frame.js';
import type { PageContext } from './pages.js';
import { paths } from './paths.js';
import { siteTexts } from './texts.js';

/** `message`: a sentence in the page's language. `again`: the path to begin anew at, where there is one. */
type TroubleProps = { context: PageContext; message: string; again?: string };

export function ErrorPage({ isMissing = false, ...props }: TroubleProps & { isMissing?: boolean }) {
  const texts = siteTexts(props.context.speech);
  return (
    <Frame context={props.context} title={isMissing ? texts.missingTitle : texts.errorTitle}>
      <Trouble {...props} />
    </Frame>
  );
}

/** The same within a page that has begun already. By `data-unread` the script knows it (src/browser/live.ts). */
export function Trouble({ context, message, again }: TroubleProps) {
  const texts = siteTexts(context.speech);
  return (
    <div data-unread>
      <p role="alert">{message}</p>
      {again !== undefined && (
        <p>
          <a href={again}>{texts.again}</a>
        </p>
      )}
      <p>
        <a href={paths.home}>{texts.back}</a>
      </p>
    </div>
  );
}
