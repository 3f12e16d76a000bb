/** A web server on loopback that many monitors watch, each at a path of its own, and that watches them. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a monitor's request gets: a status, after so many milliseconds. */
export type Reply = { status?: number; after?: number };

/** A request: whose, for which path, and when it came (ms). */
export type Request = { id: number; path: string; at: number };

export type WatchedTarget = {
  port: number;
  /** `http://127.0.0.1:port/`; the part of a path after the last slash is the monitor's id. */
  url: string;
  /** All requests, in the order they came. */
  requests: Request[];
  /** Monitors of which two requests were open at the same time. */
  overlapping(): number[];
  close(): Promise<void>;
};

export async function watchedTarget(reply: (request: Request) => Reply = () => ({})): Promise<WatchedTarget> {
  const requests: Request[] = [];
  const open = new Map<number, number>();
  const overlapping = new Set<number>();
  const server = createServer((asked, answer) => {
    const path = asked.url ?? '/';
    const id = Number(path.slice(path.lastIndexOf('/') + 1));
    const request = { id, path, at: Date.now() };
    requests.push(request);
    const others = open.get(id) ?? 0;
    if (others > 0) overlapping.add(id);
    open.set(id, others + 1);
    answer.on('close', () => open.set(id, (open.get(id) ?? 1) - 1));
    const { status = 200, after = 0 } = reply(request);
    const send = () => answer.writeHead(status, { connection: 'close' }).end('ok');
    if (after > 0) setTimeout(send, after);
    else send();
  });
  // All of a fleet may come at once.
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/`,
    requests,
    overlapping: () => [...overlapping],
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
