/** Sends an answer while it is made. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Response } from 'express';

/** Characters that are sent at once. */
const pieceLength = 32_768;

/** Milliseconds in which a client must take a piece: nobody reads on who has not for so long. */
const patience = 60_000;

/**
 * Sends pieces of text, at the client's pace, none to `HEAD`. The first is made before the answer begins, so that what
 * fails until then can be answered for; what fails later cuts the connection, and no client takes the answer for a whole
 * one. A client that goes away ends the making, and so does one that takes nothing for `limit` milliseconds.
 */
export async function sendChunks(
  chunks: AsyncIterable<string>,
  response: Response,
  begin: () => void,
  limit = patience,
): Promise<void> {
  if (response.req.method === 'HEAD') {
    begin();
    response.end();
    return;
  }
  const pieces = gathered(chunks);
  const first = await pieces.next();
  begin();
  const waiting = turns(() => response.destroy(), limit);
  try {
    await pipeline(Readable.from(continued(first, pieces, waiting)), response);
  } catch (error) {
    if (!hasLeft(error)) throw error;
  } finally {
    waiting.end();
  }
}

/** Calls `cut` when a turn of the client's lasts longer than `limit` milliseconds. */
function turns(cut: () => void, limit: number) {
  let timer: NodeJS.Timeout | undefined;
  const end = () => clearTimeout(timer);
  return {
    begin() {
      end();
      timer = setTimeout(cut, limit);
    },
    end,
  };
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

/** All pieces. It is the client's turn while none is being made: also after the last, until it is sent. */
async function* continued(
  first: IteratorResult<string>,
  rest: AsyncGenerator<string>,
  waiting: ReturnType<typeof turns>,
): AsyncGenerator<string> {
  try {
    for (let next = first; !next.done; next = await rest.next()) {
      waiting.begin();
      yield next.value;
      waiting.end();
    }
    waiting.begin();
  } finally {
    await rest.return(undefined);
  }
}

function hasLeft(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
