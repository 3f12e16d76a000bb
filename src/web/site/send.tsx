/** Sends pages. What takes long to read comes later than what is around it, so that the page is there at once. */
import type { Response } from 'express';
import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { renderPage } from './layout.js';
import type { Outcome } from './pages.js';

/** The place in a page of what comes later. */
export function Later() {
  return <template data-later />;
}

const place = render(<Later />);

/** Answers. `tell` says on the page that what was to come later could not be read. */
export async function send(response: Response, outcome: Outcome, tell: (error: unknown) => VNode): Promise<void> {
  if ('goTo' in outcome) {
    response.redirect(303, outcome.goTo);
    return;
  }
  const { page, status = 200, headers = {}, later } = outcome;
  const html = renderPage(page);
  response.status(status).set(headers).type('html');
  if (!later) {
    response.send(html);
    return;
  }
  const [before = '', after = ''] = html.split(place);
  response.write(before);
  response.end(`${render(await later().catch(tell))}${after}`);
}
