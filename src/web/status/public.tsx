/** What everybody can read: status pages and badges. No cookie is read or set, and nothing is known of the reader. */
import { Router, type Request, type Response } from 'express';
import { contextOf } from '../../http/context.js';
import { problemOf } from '../../http/errors.js';
import { languageOf } from '../../http/languages/index.js';
import type { Limit } from '../../http/limits.js';
import { onlyGet } from '../../http/only.js';
import { notFound, Problem, statusOf } from '../../http/problem.js';
import { idOf } from '../../http/route.js';
import type { Transport } from '../../http/transport.js';
import type { Logger } from '../../platform/logger.js';
import type { Assets } from '../site/assets.js';
import { contentOf, sendContent, type Content } from '../site/content.js';
import { renderPage } from '../site/layout.js';
import { paths } from '../site/paths.js';
import { codeOf, codes, type Code, type Speech } from '../site/speech.js';
import { badgeSvg } from './badge.js';
import type { PublicPages } from './publicPages.js';
import { PublicProblemPage } from './publicViews.js';
import { isChosen } from './slug.js';
import { statusTexts } from './texts.js';

export type PublicTools = {
  log: Logger;
  assets: () => Assets;
  pages: PublicPages;
  transportOf: (request: Request) => Transport;
  /** The API's count for each address. */
  limit: Limit;
};

/** For a minute anybody may show what was read, proxies included. */
const cacheable = 'public, max-age=60';

/** A picture is loaded by pages of others; one that is opened by itself may do nothing. */
const badgeHeaders = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

type Named = { slug: string };

/** A router for status pages and badges. */
export function publicRouter({ log, assets, pages, transportOf, limit }: PublicTools): Router {
  const router = Router({ caseSensitive: true });

  /** What the path names, for a reader who may ask. @throws Problem */
  async function find<T>(request: Request<Named>, read: (slug: string) => Promise<T | undefined>): Promise<T> {
    const { ssl, address } = transportOf(request);
    if (!ssl) throw new Problem('ssl_required');
    await limit.take(`address ${address}`);
    const found = await read(request.params.slug);
    if (found === undefined) throw notFound();
    return found;
  }

  const send = (request: Request<Named>, response: Response, content: Content): Promise<void> => {
    response.set('Cache-Control', cacheable);
    if (!isChosen(request.params.slug)) response.set('X-Robots-Tag', 'noindex');
    return sendContent(request, response, content);
  };

  const pagePath = paths.status(':slug');
  router.all(pagePath, onlyGet(pagePath), async (request: Request<Named>, response) => {
    const speech = speechOf(codeOf(request.acceptsLanguages([...codes]) || 'en'));
    response.vary('Accept-Language');
    try {
      await send(request, response, await find(request, (slug) => pages.page(slug, speech)));
    } catch (error) {
      const problem = problemOf(error);
      const { id: request_id, route } = contextOf(request);
      const about = { request_id, method: request.method, route, err: error };
      if (problem.code === 'internal_error') log.error(about, 'A status page failed unexpectedly');
      if (problem.code === 'unavailable') log.warn(about, 'A status page was refused while the database is away');
      const texts = statusTexts(speech);
      const isMissing = problem.code === 'not_found';
      const title = isMissing ? texts.missing : texts.failed;
      const text = isMissing ? texts.missingText : speech.language.problems[problem.code];
      response
        .status(statusOf(problem.code))
        .set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex', ...problem.headers })
        .type('html')
        .send(renderPage(<PublicProblemPage context={{ assets: assets(), speech }} title={title} text={text} />));
    }
  });

  const badgePath = paths.badge(':slug', ':id');
  router.all(badgePath, onlyGet(badgePath), async (request: Request<Named & { id: string }>, response) => {
    // Until there is a badge: what is wrong now may be right in a moment.
    response.set('Cache-Control', 'no-store');
    const { monitors, uptimeOf } = await find(request, pages.board);
    const monitor = monitors.get(idOf(request.params.id) ?? 0);
    if (!monitor) throw notFound();
    const { language, uptime } = request.query;
    const speech = speechOf(codeOf(typeof language === 'string' ? language : 'en'));
    response.set(badgeHeaders);
    const svg = badgeSvg(monitor, speech, uptime === undefined ? undefined : await uptimeOf(monitor.id));
    await send(request, response, contentOf('image/svg+xml', svg));
  });

  return router;
}

function speechOf(code: Code): Speech {
  return { code, language: languageOf(code), timeZone: 'UTC' };
}
