/** The server's pages without a database, which they do not need; and what is written on them. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../src/app.js';
import type { OpenApiDocument } from '../../src/documents/openApi.js';
import { connect } from '../../src/platform/database/database.js';
import { openPrisma } from '../../src/platform/database/prisma.js';
import { testClock } from '../support/clock.js';
import { memoryLog } from '../support/log.js';

/** The document as it is committed. */
export const committed = readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8');
export const document = JSON.parse(committed) as OpenApiDocument;

export const reference = '/developers/api-reference';

export type Site = Awaited<ReturnType<typeof openSite>>;

/** Serves them over plain HTTP. */
export async function openSite() {
  // Nothing listens there.
  const database = connect('postgresql://nobody@127.0.0.1:1/nothing', { max: 1, applicationName: 'test' });
  const app = createApp({
    database,
    prisma: openPrisma(database),
    clock: testClock(0),
    log: memoryLog().log,
    settings: { trustProxy: [], rateLimitPerMinute: 0, loginLimitPerMinute: 0, tokenTtlDays: 90 },
    addressPolicy: { refuses: () => false },
    ready: () => Promise.resolve({ ok: true }),
    stopping: new AbortController().signal,
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    app,
    url,
    page: async () => (await fetch(`${url}${reference}`)).text(),
    async close() {
      server.close();
      server.closeAllConnections();
      await database.close();
    },
  };
}

/** HTML without its tags, as a reader has it. */
export function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** The part of the page that is about an operation. */
export function operationOf(html: string, operationId: string): string {
  const part = new RegExp(`<article [^>]*aria-labelledby="${operationId}">.*?</article>`, 's').exec(html)?.[0];
  if (part === undefined) throw new Error(`The page has no ${operationId}.`);
  return part;
}

/** The commands that are shown in a part of the page. */
export function commandsOf(html: string): string[] {
  return [...html.matchAll(/<pre[^>]*aria-label="curl: [^>]*>(.*?)<\/pre>/gs)].map(([, code = '']) => textOf(code));
}
