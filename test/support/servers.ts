/** Real listeners on loopback, with every way in which a target can misbehave. */
import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { Worker } from 'node:worker_threads';

export type Listener = {
  port: number;
  server: Server;
  /** Connections that were accepted since the start. */
  accepted(): number;
  /** Resolves when no connection is open any more. */
  idle(): Promise<void>;
  /** Closes the listener and all its connections. */
  [Symbol.asyncDispose](): Promise<void>;
};

/** A TCP server that gives each connection to `behave`. */
export function listen(behave: (socket: Socket) => void, host = '127.0.0.1', port = 0): Promise<Listener> {
  const server = createServer((socket) => {
    behave(socket);
    // Without reading it would not see that the other side has gone.
    socket.resume();
  });
  return started(server, host, port);
}

export function listenHttp(behave: RequestListener, host = '127.0.0.1'): Promise<Listener> {
  return started(createHttpServer(behave), host);
}

/** A TLS server that gives each secured connection to `behave`. */
export function listenTls(
  options: TlsOptions,
  behave: (socket: Socket) => void,
  host = '127.0.0.1',
): Promise<Listener> {
  const server = createTlsServer(options, behave);
  // Handshakes that a client breaks off are what the tests are about.
  server.on('tlsClientError', () => undefined);
  return started(server, host);
}

/** A server that answers every request with `answer`, written as it is, and closes. */
export function listenRaw(answer: string | Buffer, host?: string): Promise<Listener> {
  return listen((socket) => socket.once('data', () => socket.end(answer)), host);
}

async function started(server: Server, host: string, port = 0): Promise<Listener> {
  const open = new Set<Socket>();
  let accepted = 0;
  let onIdle: (() => void) | undefined;
  server.on('connection', (socket: Socket) => {
    accepted += 1;
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      open.delete(socket);
      if (open.size === 0) onIdle?.();
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    server,
    accepted: () => accepted,
    idle: () => (open.size === 0 ? Promise.resolve() : new Promise((resolve) => (onIdle = resolve))),
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A port on which nobody listens. */
export async function closedPort(host = '127.0.0.1'): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const deafListener = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    // Its event loop stands still, so it accepts nobody.
    setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  });`;

/** A port whose queue of connections is full and never emptied: the system drops further ones without an answer. */
export async function listenDeaf(): Promise<{ port: number; [Symbol.asyncDispose](): Promise<void> }> {
  const worker = new Worker(deafListener, { eval: true });
  const [port] = (await once(worker, 'message')) as [number];
  const fillers: Socket[] = [];
  while (await connectsWithin(port, 200, fillers));
  return {
    port,
    async [Symbol.asyncDispose]() {
      for (const socket of fillers) socket.destroy();
      await worker.terminate();
    },
  };
}

function connectsWithin(port: number, milliseconds: number, fillers: Socket[]): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    fillers.push(socket);
    const timer = setTimeout(() => resolve(false), milliseconds);
    socket.on('error', () => undefined);
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
