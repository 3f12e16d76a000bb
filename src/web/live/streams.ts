/** Streams of server-sent events that are open (HTML Living Standard, 9.2). */
import type { Response } from 'express';

/**
 * Streams of one session, at most: a browser has six connections to a host (HTTP/1.1), and needs some to read pages. The page
 * with the oldest one is read again and again instead.
 */
const mostStreams = 4;

export type Stream = {
  /** Sends an event that has a name alone. */
  tell: (event: string) => void;
  /** Ends the stream, with a last event. */
  end: (event: string) => void;
  /** Calls `done` once, when the stream has ended, whoever ended it. */
  onEnd: (done: () => void) => void;
};

/** What begins streams; all of them end when `stopping` aborts. */
export function openStreams(stopping: AbortSignal) {
  const open = new Map<number, Set<Stream>>();
  stopping.addEventListener('abort', () => {
    for (const streams of open.values()) for (const stream of streams) stream.end('stopping');
  });

  return (response: Response, sessionId = 0): Stream => {
    const stream = begin(response);
    const streams = open.get(sessionId) ?? new Set();
    for (const oldest of streams) {
      if (sessionId === 0 || streams.size < mostStreams) break;
      streams.delete(oldest);
      oldest.end('crowded');
    }
    open.set(sessionId, streams.add(stream));
    stream.onEnd(() => {
      streams.delete(stream);
      if (streams.size === 0 && open.get(sessionId) === streams) open.delete(sessionId);
    });
    if (stopping.aborted) stream.end('stopping');
    return stream;
  };
}

function begin(response: Response): Stream {
  response.status(200).set({
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    // Proxies that hold an answer back until it is whole would hold back all of it.
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  const tell = (event: string) => {
    if (!response.writableEnded) response.write(`event: ${event}\ndata:\n\n`);
  };
  tell('beat');
  return {
    tell,
    end(event) {
      tell(event);
      response.end();
    },
    onEnd(done) {
      // It may have been closed while it was prepared.
      if (response.closed) done();
      else response.once('close', done);
    },
  };
}
