/** TCP connections to addresses that were judged. */
import { connect, type Socket } from 'node:net';
import { codeOf, down, endpoint, meaningOf, socketFailure, timedOut, type Failure, type Limit } from './failure.js';
import { race } from './race.js';

/**
 * `connectTime` is that of the address that answered, in milliseconds. The socket is the caller's to close; it has
 * `errored` already where the peer reset it as soon as the handshake had completed.
 */
export type Connection = { kind: 'connected'; socket: Socket; address: string; connectTime: number };

/** No system takes the port of a connection's own end from those below. */
const lowestOwnPort = 1024;

/** Connects to the first of `addresses` that answers. */
export function dial(addresses: readonly string[], port: number, limit: Limit): Promise<Connection | Failure> {
  return race<Connection>(addresses, {
    start: (address, signal) => dialOne(address, port, { signal, timeout: limit.timeout }),
    discard: ({ socket }) => closed(socket),
    signal: limit.signal,
  });
}

function dialOne(address: string, port: number, { signal, timeout }: Limit): Promise<Connection | Failure> {
  return new Promise((resolve) => {
    const peer = endpoint(address, port);
    const startedAt = performance.now();
    const socket = connect({ host: address, port });
    let failure: Failure | undefined;

    const fail = (reason: Failure) => {
      failure ??= reason;
      socket.destroy();
    };
    const onAbort = () => fail(timedOut(timeout, `connecting to ${peer}`));
    let resetAfter: number | undefined;
    const onError = (error: Error) => {
      // A reset in answer to our SYN is told as a refusal: this one came after the handshake.
      if (meaningOf(codeOf(error)) === 'connection_reset') resetAfter = performance.now() - startedAt;
      else fail(socketFailure(error, peer));
    };
    const onConnect = () => {
      const connectTime = performance.now() - startedAt;
      // A connect to a free port of our own can meet itself there; nobody listens.
      if (port >= lowestOwnPort && socket.localPort === port && socket.localAddress === socket.remoteAddress) {
        fail(down('connection_refused', `${peer} refused the connection`));
        return;
      }
      detach();
      resolve({ kind: 'connected', socket, address, connectTime });
    };
    const onClose = () => {
      detach();
      if (failure) resolve(failure);
      else if (resetAfter !== undefined) resolve({ kind: 'connected', socket, address, connectTime: resetAfter });
      else resolve(down('error', `${peer}: the connection closed`));
    };
    const detach = () => {
      signal.removeEventListener('abort', onAbort);
      socket.off('connect', onConnect).off('close', onClose);
      // The listener for errors stays: a socket that fails between two owners must not end the process.
    };
    socket.on('connect', onConnect).on('error', onError).on('close', onClose);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
  });
}

/** Destroys `socket` and waits until it is gone. */
export function closed(socket: Socket): Promise<void> {
  if (socket.closed) return Promise.resolve();
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
    socket.destroy();
  });
}

/** Whether an error is a reset by the peer rather than one that Node made up for a connection that ended early. */
export function isGenuineReset(error: Error): boolean {
  return codeOf(error) === 'EPIPE' || (codeOf(error) === 'ECONNRESET' && 'syscall' in error);
}
