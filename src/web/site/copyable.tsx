/** What is worth copying, in a figure that copy.js puts a button at. */
import type { Speech } from './speech.js';
import { siteTexts } from './texts.js';

/** `about` tells it apart from others of the same title. */
export function Copyable(props: { speech: Speech; title: string; about: string; code: string }) {
  const { speech, title, about, code } = props;
  const { copy, copied, notAllowed } = siteTexts(speech);
  return (
    <figure class="key" data-copy={copy} data-copied={copied} data-refused={notAllowed}>
      <figcaption>{title}</figcaption>
      <pre tabIndex={0} role="group" aria-label={`${title}: ${about}`}>
        {code}
      </pre>
    </figure>
  );
}
