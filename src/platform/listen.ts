/** The socket that clients reach: HTTPS, or plain HTTP to stand behind a proxy. */
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { SettingsError } from './settings.js';
import { wait } from './wait.js';

export type Listening = {
  /** `https://localhost:8443`, as a client would write it. */
  url: string;
  port: number;
  /** Takes no more connections and waits for requests to be answered, `patience` milliseconds at most. */
  close(patience: number): Promise<void>;
};

/** Room for a list of ids in a query; Node's own limit is 16 KiB. */
const maxHeaderSize = 64 * 1024;
/** Milliseconds in which a client must have sent its request. */
const requestTimeout = 60_000;

/**
 * Serves `handler` on `host` and `port`.
 * @throws SettingsError where the port or the address can not be had
 */
export async function listen(options: {
  handler: http.RequestListener;
  /** Answers what Node's parser could not read. */
  onClientError(error: Error, socket: Duplex): void;
  host: string;
  port: number;
  /** The name of the setting that `port` comes from. */
  portName?: string;
  /** Undefined: plain HTTP. */
  certificate: { cert: string; key: string } | undefined;
}): Promise<Listening> {
  const { handler, onClientError, host, port, portName = 'PORT', certificate } = options;
  const limits = { maxHeaderSize, requestTimeout };
  const server = certificate
    ? https.createServer({ ...limits, cert: certificate.cert, key: certificate.key }, handler)
    : http.createServer(limits, handler);
  server.on('clientError', onClientError);
  // Node would answer an expectation that it does not know with a bare 417: there is none that we could not meet.
  server.on('checkExpectation', handler);
  // Node lists no connection that has not begun a request, or not ended its TLS handshake.
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(unavailable(error, host, port, portName));
    });
    server.listen({ host, port }, resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `${certificate ? 'https' : 'http'}://${nameOf(host)}:${bound}`,
    port: bound,
    async close(patience) {
      const closed = new AbortController();
      const answered = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      server.closeIdleConnections();
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
      await Promise.race([answered, wait(patience, closed.signal)]);
      closed.abort();
      server.closeAllConnections();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function unavailable(error: Error, host: string, port: number, portName: string): Error {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new SettingsError(
      `${portName} ${port} on ${host} is in use: is another Port Monitor running? Set ${portName} to a free one`,
    );
  }
  if (code === 'EACCES') {
    return new SettingsError(`${portName} ${port} may not be used by this user: set ${portName} above 1023`);
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new SettingsError(`HOST ${host} is no address of this machine`);
  }
  return error;
}

// What a person can paste: every address of a machine answers as localhost too, and the certificate knows that name.
function nameOf(host: string): string {
  if (['0.0.0.0', '::', '127.0.0.1', '::1'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
