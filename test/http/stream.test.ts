import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import express, { type NextFunction, type Request, type Response } from 'express';
import { afterEach, expect, test } from 'vitest';
import { sendChunks } from '../../src/http/stream.js';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Serves what `chunks` makes; `failed` resolves to what was thrown, or to undefined where nothing was. */
async function serve(chunks: () => AsyncIterable<string>, limit?: number) {
  let settle: (error: unknown) => void = () => undefined;
  const failed = new Promise((resolve) => (settle = resolve));
  const app = express();
  app.all('/', async (_request, response) => {
    await sendChunks(chunks(), response, () => response.status(200).type('text/plain'), limit);
    settle(undefined);
  });
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    settle(error);
    if (response.headersSent) next(error);
    else response.status(503).end();
  });
  // Express prints what it is left with, but for this.
  app.set('env', 'test');
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ask = async (method = 'GET') => {
    const sent = request({ port, host: '127.0.0.1', method }).end();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    return answer;
  };
  return { ask, failed };
}

async function textOf(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of answer) text += String(piece);
  return text;
}

const long = 'x'.repeat(100_000);

test('pieces arrive as one text, in order', async () => {
  const { ask } = await serve(async function* () {
    for (let n = 0; n < 20_000; n += 1) yield `${n},`;
    await Promise.resolve();
  });
  const text = await textOf(await ask());
  expect(text).toBe(Array.from({ length: 20_000 }, (_, n) => `${n},`).join(''));
});

test('what fails before the first piece is answered for', async () => {
  const { ask, failed } = await serve(async function* () {
    await Promise.reject(new Error('no database'));
    yield '';
  });
  expect((await ask()).statusCode).toBe(503);
  expect(await failed).toMatchObject({ message: 'no database' });
});

test('what fails later cuts the connection, so that no client takes the answer for a whole one', async () => {
  const { ask, failed } = await serve(async function* () {
    yield long;
    yield long;
    await Promise.reject(new Error('lost database'));
  });
  const answer = await ask();
  expect(answer.statusCode).toBe(200);
  await expect(textOf(answer)).rejects.toThrow('aborted');
  expect(await failed).toMatchObject({ message: 'lost database' });
});

test('a client that goes away ends the making, and is no failure', async () => {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const { ask, failed } = await serve(async function* () {
    try {
      for (;;) yield await Promise.resolve(long);
    } finally {
      end();
    }
  });
  const answer = await ask();
  answer.destroy();
  await ended;
  expect(await failed).toBeUndefined();
});

test('nothing is made ahead of a client that does not read', async () => {
  let made = 0;
  let stuck: () => void = () => undefined;
  const isStuck = new Promise<void>((resolve) => (stuck = resolve));
  let timer: NodeJS.Timeout | undefined;
  const { ask } = await serve(async function* () {
    for (; made < 10_000; made += 1) {
      // Buffers of the two sockets are full when nobody has asked for more for a while.
      clearTimeout(timer);
      timer = setTimeout(stuck, 300);
      yield await Promise.resolve(long);
    }
  });
  const answer = await ask();
  answer.pause();
  await isStuck;
  expect(made).toBeLessThan(1000);
  answer.destroy();
});

test.each([
  ['while pieces are made', Infinity],
  ['after the last piece', 100],
])('a client that reads nothing for long is cut %s, and nothing is left of it', async (_, most) => {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const { ask, failed } = await serve(async function* () {
    try {
      for (let made = 0; made < most; made += 1) yield await Promise.resolve(long);
    } finally {
      end();
    }
  }, 200);
  const answer = await ask();
  answer.pause();
  await ended;
  expect(await failed).toBeUndefined();
  await expect(textOf(answer)).rejects.toThrow('aborted');
});

test('a client that reads slowly is not cut, nor one that waits for what takes long to be made', async () => {
  const limit = 700;
  const { ask, failed } = await serve(async function* () {
    for (let made = 0; made < 150; made += 1) yield long;
    await pause(1.5 * limit);
    yield 'end';
  }, limit);
  const answer = await ask();
  const began = performance.now();
  let length = 0;
  for await (const piece of answer.setEncoding('utf8')) {
    length += String(piece).length;
    await pause(10);
  }
  expect(length).toBe(150 * long.length + 3);
  expect(performance.now() - began).toBeGreaterThan(2.5 * limit);
  expect(await failed).toBeUndefined();
});

test('HEAD makes nothing', async () => {
  let made = false;
  const { ask } = await serve(async function* () {
    made = true;
    yield await Promise.resolve('x');
  });
  const answer = await ask('HEAD');
  expect([answer.statusCode, answer.headers['content-type'], await textOf(answer)]).toEqual([
    200,
    'text/plain; charset=utf-8',
    '',
  ]);
  expect(made).toBe(false);
});
