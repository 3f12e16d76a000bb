/** Sends an answer while it is made. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Response } from 'express';

/** Characters that are sent at once. */
const pieceLength = 32_768;

/**
 * Sends pieces of text, at the client's pace, none to `HEAD`. The first is made before the answer begins, so that what
 * fails until then can be answered for; what fails later cuts the connection, and no client takes the answer for a whole
 * one. A client that goes away ends the making.
 */
export async function sendChunks(chunks: AsyncIterable<string>, response: Response, begin: () => void): Promise<void> {
  if (response.req.method === 'HEAD') {
    begin();
    response.end();
    return;
  }
  const pieces = gathered(chunks);
  const first = await pieces.next();
  begin();
  try {
    await pipeline(Readable.from(continued(first, pieces)), response);
  } catch (error) {
    if (!hasLeft(error)) throw error;
  }
}

/** The same text in pieces of some size, with time for other requests between them. */
async function* gathered(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const chunk of chunks) {
    piece += chunk;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
    await yieldToOthers();
  }
  if (piece !== '') yield piece;
}

async function* continued(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  try {
    if (!first.done) yield first.value;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

function hasLeft(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
