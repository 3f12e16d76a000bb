/** Bytes that are the same for everybody: sent whole, compressed, or not at all where the client has them already. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Request, Response } from 'express';

const compress = promisify(gzip);
const expand = promisify(gunzip);

export type Content = {
  type: string;
  body: () => Buffer | Promise<Buffer>;
  /** A word that changes with the bytes. */
  hash: string;
  /** Made when it is first asked for. */
  compressed: () => Promise<Buffer>;
};

/** Keeps `text` as content of a media type. */
export function contentOf(type: string, text: string | Buffer): Content {
  const body = Buffer.from(text);
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 16);
  let compressed: Promise<Buffer> | undefined;
  return { type, body: () => body, hash, compressed: () => (compressed ??= compress(body)) };
}

/** The same content, kept compressed alone: a tenth of the memory, for a little time with who can not read that. */
export async function packed({ type, hash, compressed }: Content): Promise<Content> {
  const bytes = await compressed();
  return { type, hash, body: () => expand(bytes), compressed: () => Promise.resolve(bytes) };
}

/** Answers with `content`. Caches ask again each time unless the answer says otherwise already. */
export async function sendContent(request: Request, response: Response, content: Content): Promise<void> {
  const isCompressed = request.acceptsEncodings('gzip', 'identity') === 'gzip';
  response.vary('Accept-Encoding');
  response.set('ETag', `"${content.hash}${isCompressed ? '-gzip' : ''}"`);
  if (!response.hasHeader('Cache-Control')) response.set('Cache-Control', 'no-cache');
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  if (isCompressed) response.set('Content-Encoding', 'gzip');
  // Not Express's `set`: it would add a charset to types that have none.
  response.setHeader('Content-Type', content.type);
  response.send(await (isCompressed ? content.compressed() : content.body()));
}
