import { once } from 'node:events';
import http, { type Server } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import express from 'express';
import { Registry } from 'prom-client';
import { afterEach, expect, test } from 'vitest';
import { contextOf } from '../../src/http/context.js';
import { requestMeter } from '../../src/http/requestMeter.js';
import { testClock } from '../support/clock.js';
import { readMetrics } from '../support/exposition.js';
import { until } from '../support/until.js';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** An app with one route that takes two seconds, and one that never answers. */
async function metered() {
  const registry = new Registry();
  const clock = testClock(0);
  const app = express();
  app.use(requestMeter({ registry, prefix: 'p_', clock }));
  app.get('/slow/:id', (request, response) => {
    contextOf(request).route = '/slow/:id';
    clock.advance(2000);
    response.end('done');
  });
  const asked = new EventTarget();
  app.get('/never', () => asked.dispatchEvent(new Event('request')));
  server = http.createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, asked, read: async () => readMetrics(await registry.metrics()) };
}

test('requests count by the pattern of their path, however many paths there are', async () => {
  const { port, read } = await metered();
  for (const path of ['/slow/1', '/slow/2', '/nowhere', '/else'])
    await (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  const seen = await until(
    read,
    (now) => now.value('p_http_requests_total', { route: 'unknown', method: 'GET', status: '404' }) === 2,
  );
  expect(seen.value('p_http_requests_total', { route: '/slow/:id', method: 'GET', status: '200' })).toBe(2);
  expect(seen.labelValues('p_http_requests_total', 'route')).toEqual(['/slow/:id', 'unknown']);
  expect(seen.value('p_http_request_duration_seconds_sum', { route: '/slow/:id' })).toBe(4);
});

test('a client that leaves before its answer begins is no success', async () => {
  const { port, asked, read } = await metered();
  const socket = net.connect(port, '127.0.0.1');
  const arrived = once(asked, 'request');
  socket.write('GET /never HTTP/1.1\r\nHost: x\r\n\r\n');
  await arrived;
  socket.destroy();
  const labels = { route: 'unknown', method: 'GET', status: 'aborted' };
  await until(read, (now) => now.value('p_http_requests_total', labels) === 1);
});

test('methods that nobody asks for in earnest are one', async () => {
  const { port, read } = await metered();
  for (const method of ['PROPFIND', 'MKCOL', 'LOCK']) {
    const request = http.request({ port, host: '127.0.0.1', path: '/', method }).end();
    const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
    answer.resume();
  }
  await until(
    read,
    (now) => now.value('p_http_requests_total', { route: 'unknown', method: 'other', status: '404' }) === 3,
  );
  expect((await read()).labelValues('p_http_requests_total', 'method')).toEqual(['other']);
});
