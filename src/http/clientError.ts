/** Requests that Node's parser refuses, so that no app ever sees them: a URL with raw bytes beyond ASCII, for one. */
import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { en } from './languages/en.js';
import { Problem, problemBody } from './problem.js';

/** For a server's `clientError`: answers with a 400 problem, or closes what nobody listens to any more. */
export function answerClientError(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const problem = new Problem(error.code === 'HPE_INVALID_URL' ? 'invalid_encoding' : 'malformed_body');
  const id = randomUUID();
  const body = JSON.stringify(problemBody(problem, id, en));
  socket.end(
    [
      'HTTP/1.1 400 Bad Request',
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-Id: ${id}`,
      'Access-Control-Allow-Origin: *',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
