/** A wire that can be cut: stands between the service and its database. */
import net, { type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

export type TcpProxy = {
  port: number;
  /** Resets every connection and refuses new ones. */
  cut(): Promise<void>;
  /** Takes connections again, on the same port. */
  mend(): Promise<void>;
  /** From now on each answer from the other end takes so many milliseconds more. */
  slow(ms: number): void;
  close(): Promise<void>;
};

export async function tcpProxy(host: string, port: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let delay = 0;
  const server = net.createServer((socket) => {
    const upstream = net.connect({ host, port });
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      sockets.add(one);
      one
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(one);
          other.destroy();
        });
    }
    socket.pipe(upstream);
    passLate(upstream, socket, () => delay);
  });
  async function mend(at: number): Promise<void> {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
  }
  async function cut(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.resetAndDestroy();
    await closed;
  }
  await mend(0);
  const bound = (server.address() as AddressInfo).port;
  const slow = (ms: number) => {
    delay = ms;
  };
  return { port: bound, cut, mend: () => mend(bound), slow, close: cut };
}

/** Hands on what comes, in its order, each piece as late as `delay` says when it comes. */
function passLate(from: Socket, to: Socket, delay: () => number): void {
  let last = 0;
  from.on('data', (piece) => {
    last = Math.max(last, performance.now() + delay());
    setTimeout(() => to.write(piece), last - performance.now());
  });
  from.on('end', () => {
    setTimeout(() => to.end(), last - performance.now());
  });
}

/** The same database, by way of the proxy. */
export function throughProxy(databaseUrl: string, { port }: TcpProxy): string {
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return url.href;
}
