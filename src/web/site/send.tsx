/** Sends pages. What takes long to read comes later than what is around it, so that the page is there at once. */
import { pipeline } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import type { Request, Response } from 'express';
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
export async function send(
  request: Request,
  response: Response,
  outcome: Outcome,
  tell: (error: unknown) => VNode,
): Promise<void> {
  if ('goTo' in outcome) {
    response.redirect(303, outcome.goTo);
    return;
  }
  const { page, status = 200, headers = {}, later, isPacked = false } = outcome;
  response.status(status).set(headers).type('html');
  if (!later) {
    response.send(renderPage(page));
    return;
  }
  const [before = '', after = ''] = renderPage(page).split(place);
  const sink = isPacked ? packing(request, response) : response;
  sink.write(before);
  sink.end(`${render(await later().catch(tell))}${after}`);
}

type Sink = { write: (text: string) => void; end: (text: string) => void };

/** Compresses what is written where the browser can read that. */
function packing(request: Request, response: Response): Sink {
  response.vary('Accept-Encoding');
  if (request.acceptsEncodings('gzip', 'identity') !== 'gzip') return response;
  response.set('Content-Encoding', 'gzip');
  const gzip = createGzip({ flush: constants.Z_SYNC_FLUSH, level: constants.Z_BEST_SPEED });
  // Whoever goes away before the end misses nothing.
  pipeline(gzip, response, () => undefined);
  return gzip;
}
