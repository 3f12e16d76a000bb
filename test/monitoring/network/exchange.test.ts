import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { openExchanges } from '../../../src/monitoring/network/exchange.js';
import { over } from '../../../src/platform/wait.js';
import { listen } from '../../support/servers.js';

const head = (status: number, length: number) => `HTTP/1.1 ${status} X\r\nContent-Length: ${length}\r\n\r\n`;

/** How a server ends an exchange, and what that is: the status of the answer, or a failure. */
const endings: readonly [end: (socket: Socket) => unknown, told: number | 'failure'][] = [
  [(socket) => socket.end(`${head(201, 2)}ok`), 201],
  [(socket) => socket.end('HTTP/1.1 202 X\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n'), 202],
  // A second answer, that nobody asked for.
  [(socket) => socket.write(head(203, 0) + head(500, 0)), 203],
  [(socket) => socket.write(`${head(206, 1)}xGARBAGE\r\n\r\n`), 206],
  [(socket) => socket.write(`HTTP/1.1 103 X\r\nLink: x\r\n\r\n${head(207, 0)}`), 207],
  [(socket) => socket.write(head(208, 3_000_000) + 'x'.repeat(1_200_000)), 208],
  [(socket) => socket.end('HTTP/1.1 209 X\r\n\r\nuntil the end'), 209],
  [(socket) => socket.end('HTTP/1.1 302 X\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n'), 302],
  [(socket) => socket.write(`${head(500, 100_000)}abc`), 500],
  [(socket) => socket.write(`${head(503, 100_000)}abc`, () => socket.resetAndDestroy()), 503],
  [(socket) => socket.end(`${head(200, 10)}abc`), 'failure'],
  [(socket) => socket.write('HTTP/1.1 101 X\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'), 'failure'],
  [(socket) => socket.resetAndDestroy(), 'failure'],
  // Given up while it is waited for.
  [() => undefined, 'failure'],
  [(socket) => socket.write(`${head(200, 10)}abc`), 'failure'],
];

test('however exchanges end, none is told what another was answered, and no socket stays open', async () => {
  const exchanges = openExchanges();
  await using server = await listen((socket) => {
    socket.once('data', (request) => {
      const place = Number(/^GET \/(\d+) /.exec(request.toString())?.[1]);
      endings[place]?.[0](socket);
    });
  });
  const told: unknown[] = [];
  const expected: unknown[] = [];

  async function ask(place: number): Promise<void> {
    const socket = connect(server.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    const limit = new AbortController();
    // The last two hang.
    const timer = setTimeout(() => limit.abort(over), place >= endings.length - 2 ? 20 : 10_000);
    const url = new URL(`http://127.0.0.1:${server.port}/${place}`);
    const answer = await exchanges.ask(url, socket, { signal: limit.signal, timeout: 10 });
    clearTimeout(timer);
    told.push('status' in answer ? answer.status : 'failure');
    expected.push(endings[place]?.[1]);
    expect(socket.closed).toBe(true);
  }
  async function askMany(from: number): Promise<void> {
    for (let n = 0; n < 45; n += 1) await ask((from * 7 + n * 4) % endings.length);
  }
  await Promise.all(Array.from({ length: 20 }, (_, from) => askMany(from)));
  expect(told).toEqual(expected);
  expect(told).toHaveLength(900);
  exchanges.close();
  await server.idle();
});
