/** Pages and files for people and their tools: they need no key and no token. */
import { Router, type Request, type Response } from 'express';
import type { OpenApiDocument } from '../documents/openApi.js';
import type { PostmanFile } from '../documents/postman/index.js';
import { onlyGet } from '../http/only.js';
import { notFound } from '../http/problem.js';
import { signInPages, type SignInTools } from './account/signIn.js';
import { appPages } from './apps/pages.js';
import { dashboardPages, type DashboardTools } from './dashboard/pages.js';
import { eventPages } from './events/pages.js';
import { groupPages } from './groups/pages.js';
import { liveRouter } from './live/router.js';
import { readAssets, type Assets } from './site/assets.js';
import { contentOf, sendContent, type Content } from './site/content.js';
import { pageHeaders } from './site/headers.js';
import { once } from './site/once.js';
import { originOf } from './site/origin.js';
import { monitorPages, type MonitorTools } from './monitors/pages.js';
import { addressed, isEnvironment } from './postman.js';
import { paths } from './site/paths.js';
import { profilePages } from './profile/pages.js';
import { pageRouter, type PageTools } from './site/router.js';
import { referencePages } from './reference/pages.js';
import { publicRouter } from './status/public.js';
import { publicPages } from './status/publicPages.js';
import { statusSettingsPages } from './status/settings.js';

/** The files that are made from the routes. */
export type Documents = { document: OpenApiDocument; postman: readonly PostmanFile[] };

const { reference } = paths;
const openApi = '/developers/openapi.json';
const postmanFolder = '/developers/postman';

/** What pages for people are made with. */
export type WebTools = Omit<PageTools, 'assets'> &
  SignInTools &
  DashboardTools &
  MonitorTools & {
    /** Aborts when the server stops. */
    stopping: AbortSignal;
  };

/** A router for all that is not below `/api`. */
export function webRouter(make: () => Documents, tools: WebTools): Router {
  const assets = once(readAssets);
  const publics = publicPages({ ...tools, assets });
  // Groups' forms first: `/groups/new` is no group.
  const pages = [
    ...signInPages(tools),
    ...appPages(tools),
    ...eventPages(tools),
    ...profilePages(tools),
    ...groupPages(tools),
    ...statusSettingsPages({ ...tools, pages: publics }),
    ...monitorPages(tools),
    ...dashboardPages(tools),
  ];
  return documentRouter(make, assets)
    .use(publicRouter({ ...tools, assets, pages: publics }))
    .use(liveRouter(tools), pageRouter(pages, { ...tools, assets }));
}

/** What is made from the routes. It takes a moment: whoever reads none of it does not wait for it. */
export function documentRouter(make: () => Documents, assets: () => Assets): Router {
  const documents = once(make);
  const router = Router({ caseSensitive: true });
  router.use(pageHeaders());
  router.all('/developers', onlyGet('/developers'), (_request, response) => {
    response.redirect(reference);
  });
  addFiles(router, documents);
  addReference(router, documents, assets);
  return router;
}

/** What other tools load, from any origin. */
function addFiles(router: Router, documents: () => Documents): void {
  const specification = once(() => jsonContent(documents().document));
  router.all(openApi, onlyGet(openApi), (request, response) => sendFile(request, response, specification()));

  const files = once(() => new Map(documents().postman.map(({ file, content }) => [file, contentFor(content)])));
  const route = `${postmanFolder}/:file`;
  router.all(route, onlyGet(route), (request: Request<{ file: string }>, response) => {
    const { file } = request.params;
    const content = files().get(file)?.(originOf(request));
    if (!content) throw notFound();
    response.attachment(file);
    return sendFile(request, response, content);
  });
}

/** A file for readers at an origin: the same for all, but for the environment. */
function contentFor(content: object): (origin: string) => Content {
  if (isEnvironment(content)) return (origin) => jsonContent(addressed(content, origin));
  return once(() => jsonContent(content));
}

/** The page, and what it loads. */
function addReference(router: Router, documents: () => Documents, assets: () => Assets): void {
  const pageFor = referencePages(() => {
    const { document, postman } = documents();
    const files = postman.map(({ file, title }) => ({ href: `${postmanFolder}/${file}`, file, title }));
    return { document, assets: assets(), links: { reference, openApi, postman: files } };
  });
  router.all(reference, onlyGet(reference), (request, response) =>
    sendContent(request, response, pageFor(originOf(request))),
  );

  const route = '/assets/:file';
  router.all(route, onlyGet(route), (request: Request<{ file: string }>, response) => {
    const content = assets().at(request.params.file);
    if (!content) throw notFound();
    response.set('Cache-Control', 'public, max-age=31536000, immutable');
    return sendContent(request, response, content);
  });
}

function sendFile(request: Request, response: Response, content: Content): Promise<void> {
  response.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
  return sendContent(request, response, content);
}

function jsonContent(value: object): Content {
  return contentOf('application/json', `${JSON.stringify(value, null, 2)}\n`);
}
