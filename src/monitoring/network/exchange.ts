/** One GET over a connection that is open already: undici reads the answer, the caller chose where it comes from. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { Client, errors, type Dispatcher } from 'undici';
import { closed, isGenuineReset } from './dial.js';
import { codeOf, down, meaningOf, socketFailure, timedOut, type Failure, type Limit } from './failure.js';
import { isTlsError, tlsFailure } from './tls.js';

/** `endedAt` is when the last byte that counts was there, on the clock of `performance.now()`. */
export type Answer =
  { kind: 'answer'; status: number; endedAt: number } | { kind: 'redirect'; status: number; location: string };

/** Bytes of a body that are read; more are not waited for (contract §3). */
const longestBody = 1024 * 1024;

const redirects = new Set([301, 302, 303, 307, 308]);
/** Answers without a body, whatever length they name: undici would miss it. */
const bodiless = new Set([204, 304]);
const headers = { 'user-agent': 'PortMonitor/1.0', accept: '*/*' };

/** `HTTP 503 Service Unavailable`, in the standard's words: a peer's own may be anything. */
export function statusLine(status: number): string {
  return `HTTP ${status} ${STATUS_CODES[status] ?? ''}`.trim();
}

export type Exchanges = {
  /** Asks for `url` over `socket`, and closes it. The body of a redirect or of an error status is not waited for. */
  ask(url: URL, socket: Socket, limit: Limit): Promise<Answer | Failure>;
  close(): void;
};

/** A client of undici's, for one exchange after the other: making one for each costs as much as the exchange. */
type Line = { client: Client; socket: Socket | undefined };

/** Clients that are kept while nothing is asked. */
const mostIdle = 300;

export function openExchanges(): Exchanges {
  const idle: Line[] = [];

  function openLine(): Line {
    const line: Line = {
      client: new Client('http://line.invalid', {
        connect: (_, callback) => {
          const { socket } = line;
          queueMicrotask(() => {
            if (socket) callback(null, socket);
            else callback(new Error('nothing was asked'), null);
          });
        },
        // The attempt's signal is the only clock.
        headersTimeout: 0,
        bodyTimeout: 0,
      }),
      socket: undefined,
    };
    return line;
  }

  /** Whether a client is as it was before the exchange: an answer was read to its end, and the socket is gone. */
  const isClean = ({ client }: Line) => client.stats.size === 0 && !client.stats.connected;

  return {
    async ask(url, socket, limit) {
      const line = idle.pop() ?? openLine();
      line.socket = socket;
      let result: Answer | Failure | undefined;
      try {
        result = await answered(line.client, url, socket, limit);
        return result;
      } finally {
        if (result?.kind !== 'answer') await line.client.destroy();
        await closed(socket);
        line.socket = undefined;
        if (result?.kind === 'answer' && isClean(line) && idle.length < mostIdle) idle.push(line);
        else void line.client.destroy();
      }
    },
    close() {
      for (const { client } of idle.splice(0)) void client.destroy();
    },
  };
}

function answered(client: Client, url: URL, socket: Socket, limit: Limit): Promise<Answer | Failure> {
  const { signal, timeout } = limit;
  return new Promise((resolve) => {
    let status: number | undefined;
    let bytes = 0;
    let socketError: Error | undefined;

    const finish = (result: Answer | Failure) => {
      signal.removeEventListener('abort', onAbort);
      resolve(result);
    };
    const onAbort = () => {
      finish(
        timedOut(
          timeout,
          status === undefined ? 'waiting for the first byte' : `reading the body, ${bytes} bytes so far`,
        ),
      );
    };
    // Before undici's own listener, which takes a reset for the end of a body without a length.
    socket.prependListener('error', (error: Error) => {
      socketError ??= error;
    });
    const answer = (): Answer => ({ kind: 'answer', status: status ?? 0, endedAt: performance.now() });
    const failed = (error: Error | undefined) => {
      finish(failure(socketError ?? error, { host: url.hostname, status, bytes, received: socket.bytesRead }));
    };

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart() {
        // undici knows a handler of the present kind by this one.
      },
      onResponseStart(_, code, { location }) {
        if (code < 200) return;
        status = code;
        const [target] = [location].flat();
        if (redirects.has(code) && target !== undefined) finish({ kind: 'redirect', status, location: target });
        else if (code >= 400 || bodiless.has(code)) finish(answer());
      },
      onResponseData(_, chunk) {
        bytes += chunk.length;
        if (bytes >= longestBody) finish(answer());
      },
      onResponseEnd() {
        if (socketError) failed(undefined);
        else finish(answer());
        // Before undici does, with an error whose stack costs a tenth of the exchange.
        socket.destroy();
      },
      onResponseError(_, error) {
        failed(error);
      },
    };
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort);
    const path = `${url.pathname}${url.search}`;
    client.dispatch({ method: 'GET', path, headers: { host: url.host, ...headers }, reset: true }, handler);
  });
}

type Progress = { host: string; status: number | undefined; bytes: number; received: number };

function failure(error: Error | undefined, { host, status, bytes, received }: Progress): Failure {
  const during = status === undefined ? 'before it answered' : `after ${bytes} bytes of the body`;
  if (error && isTlsError(error)) return tlsFailure(error, host);
  if (error && (isGenuineReset(error) || meaningOf(codeOf(error)) !== 'error'))
    return socketFailure(error, host, during);
  if (error instanceof errors.HeadersOverflowError) return invalid(`the headers that ${host} sent are too long`);
  if (error instanceof errors.HTTPParserError && status === undefined && received > 0) {
    return invalid(`what ${host} sent is not HTTP: ${parserReason(error)}`);
  }
  if (status !== undefined) return invalid(`the body that ${host} sent was cut short or malformed ${during}`);
  if (received === 0) return invalid(`${host} closed the connection without an answer`);
  return invalid(`${host} closed the connection in the middle of its answer`);
}

function invalid(detail: string): Failure {
  return down('invalid_response', detail);
}

function parserReason({ message }: Error): string {
  return /\((.*)\)/.exec(message)?.[1] ?? message;
}
