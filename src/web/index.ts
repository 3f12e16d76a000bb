/** Pages and files for people and their tools: they need no key and no token. */
import { Router, type Request, type Response } from 'express';
import type { OpenApiDocument } from '../documents/openApi.js';
import type { PostmanFile } from '../documents/postman/index.js';
import { notFound } from '../http/problem.js';
import { readAssets } from './assets.js';
import { contentOf, sendContent } from './content.js';
import { pageHeaders } from './headers.js';
import { onlyGet } from './only.js';
import { originOf } from './origin.js';
import { referencePages } from './reference/pages.js';

export type WebParts = { document: OpenApiDocument; postman: readonly PostmanFile[] };

const reference = '/developers/api-reference';
const openApi = '/developers/openapi.json';
const postmanFolder = '/developers/postman';

/** A router for all that is not below `/api`. */
export function webRouter({ document, postman }: WebParts): Router {
  const router = Router({ caseSensitive: true });
  router.use(pageHeaders());
  for (const path of ['/', '/developers']) {
    router.all(path, onlyGet(path), (_request, response) => {
      response.redirect(reference);
    });
  }
  addFiles(router, { document, postman });
  addReference(router, { document, postman });
  return router;
}

/** What other tools load, from any origin. */
function addFiles(router: Router, { document, postman }: WebParts): void {
  const specification = jsonContent(document);
  router.all(openApi, onlyGet(openApi), (request, response) => sendFile(request, response, specification));

  const files = new Map(postman.map(({ file, content }) => [file, jsonContent(content)]));
  const route = `${postmanFolder}/:file`;
  router.all(route, onlyGet(route), (request: Request<{ file: string }>, response) => {
    const { file } = request.params;
    const content = files.get(file);
    if (!content) throw notFound();
    response.attachment(file);
    return sendFile(request, response, content);
  });
}

/** The page, and what it loads. */
function addReference(router: Router, { document, postman }: WebParts): void {
  // Read at the first request: who only wants the API needs no built assets.
  let known: ReturnType<typeof readAssets> | undefined;
  const assets = () => (known ??= readAssets());

  const links = {
    reference,
    openApi,
    postman: postman.map(({ file, title }) => ({ href: `${postmanFolder}/${encodeURIComponent(file)}`, title })),
  };
  const pageFor = referencePages(() => ({ document, assets: assets(), links }));
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

function sendFile(request: Request, response: Response, content: ReturnType<typeof jsonContent>): Promise<void> {
  response.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
  return sendContent(request, response, content);
}

function jsonContent(value: object) {
  return contentOf('application/json', `${JSON.stringify(value, null, 2)}\n`);
}
