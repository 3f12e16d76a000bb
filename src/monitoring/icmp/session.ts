/**
 * One raw socket of a family for all echoes, by net-ping with its faults guarded: replies are matched by our own
 * reading of the packets (session, sequence and the address asked), and times are taken by a fine clock.
 */
import type netPingModule from 'net-ping';
import type { Request, Session } from 'net-ping';
import { canonical, readPacket, type Family } from './packet.js';

type NetPing = typeof netPingModule;

export type EchoResult =
  | { kind: 'reply'; responseTime: number }
  | { kind: 'unreachable' | 'expired'; by: string }
  | { kind: 'silent' }
  | { kind: 'failed'; why: string };

export type EchoSession = {
  /** Sends one echo; `onSent` is called when it is under way, then `onEnd` once, after `echo` has returned. Returns what gives it up. */
  echo(address: string, timeout: number, onSent: () => void, onEnd: (result: EchoResult) => void): () => void;
};

/** SOL_SOCKET and SO_RCVBUF of Linux; elsewhere the call fails or sets nothing that matters. */
const receiveBuffer = { level: 1, option: 8, bytes: 4 * 1024 * 1024 };

const noFreeNumber: EchoResult = { kind: 'failed', why: 'too many echo requests are waiting for their replies' };

/** Throws where raw sockets are not permitted. `onBroken` is called when the socket can not be used any more. */
export function openEchoSession(
  netPing: NetPing,
  family: Family,
  sessionId: number,
  onBroken: () => void,
): EchoSession {
  const session = netPing.createSession({
    networkProtocol: family === 4 ? netPing.NetworkProtocol.IPv4 : netPing.NetworkProtocol.IPv6,
    sessionId,
    retries: 0,
    packetSize: 64,
  });
  const sentAt = new Map<number, { time: number; onSent: () => void }>();
  const results = new Map<number, EchoResult>();

  session.on('close', onBroken);
  // A failed read is tried again with the next packet; what closes the socket is told by `close`.
  session.on('error', () => undefined);
  widen(session);
  // In place of net-ping's, which would set the TTL each time, by an option that IPv6 does not have.
  session.onBeforeSocketSend = ({ id }) => {
    const flight = sentAt.get(id);
    if (!flight) return;
    flight.onSent();
    flight.time = performance.now();
  };
  session
    .getSocket()
    .removeAllListeners('message')
    .on('message', (buffer, source) => {
      const receivedAt = performance.now();
      const packet = readPacket(family, buffer, source);
      const request = packet?.sessionId === session.sessionId ? session.reqs[packet.sequence] : undefined;
      if (packet === undefined || request?.target !== packet.asked) return;
      const { kind } = packet;
      const sent = sentAt.get(request.id)?.time ?? receivedAt;
      results.set(
        request.id,
        kind === 'reply' ? { kind, responseTime: receivedAt - sent } : { kind, by: canonical(source) },
      );
      session.reqRemove(request.id);
      request.callback(null);
    });

  return {
    echo(address, timeout, onSent, onEnd) {
      const id = session._generateId();
      if (id === undefined) {
        queueMicrotask(() => onEnd(noFreeNumber));
        return () => undefined;
      }
      const forget = () => {
        sentAt.delete(id);
        results.delete(id);
      };
      const request: Request = {
        id,
        retries: 0,
        timeout,
        target: canonical(address),
        callback(error) {
          const result = results.get(id) ?? failed(error);
          forget();
          queueMicrotask(() => onEnd(result));
        },
      };
      sentAt.set(id, { time: performance.now(), onSent });
      session.reqQueue(request);
      return () => {
        if (session.reqs[id] !== request) return;
        forget();
        session.reqRemove(id);
      };
    },
  };
}

// The default holds some hundred packets: a burst of replies would lose the rest, and targets would seem silent.
function widen(session: Session): void {
  try {
    session.getSocket().setOption(receiveBuffer.level, receiveBuffer.option, receiveBuffer.bytes);
  } catch {
    // It works with the default, only less well.
  }
}

function failed(error: Error | null): EchoResult {
  return error?.name === 'RequestTimedOutError'
    ? { kind: 'silent' }
    : { kind: 'failed', why: error?.message ?? 'unknown error' };
}
