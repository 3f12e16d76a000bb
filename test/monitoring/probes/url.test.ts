import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { addressPolicy } from '../../../src/monitoring/addressPolicy.js';
import { url } from '../../../src/monitoring/probes/url.js';
import { dnsServer } from '../../support/dnsServer.js';
import { attempt, down, unchecked, up, type AttemptOptions } from '../../support/probing.js';
import { closedPort, listen, listenDeaf, listenHttp, listenRaw } from '../../support/servers.js';

const get = (port: number, options?: AttemptOptions, path = '/') =>
  attempt(url, { url: `http://127.0.0.1:${port}${path}` }, options);

test('a page is up, asked for as the URL says, on a connection that is closed afterwards', async () => {
  const asked: unknown[] = [];
  await using server = await listenHttp((request, response) => {
    asked.push([request.method, request.url, request.headers]);
    response.end('hello');
  });
  await using dns = await dnsServer({ 'xn--mnchen-3ya.example': { addresses: ['127.0.0.1'] } });
  const settings = { url: `http://MÜNCHEN.example:${server.port}/a b?c=ü#d` };
  expect(await attempt(url, settings, { dnsServers: [dns.address] })).toEqual(up);
  const host = `xn--mnchen-3ya.example:${server.port}`;
  const headers = { host, connection: 'close', 'user-agent': 'PortMonitor/1.0', accept: '*/*' };
  expect(asked).toEqual([['GET', '/a%20b?c=%C3%BC', headers]]);
  await server.idle();
  expect(await attempt(url, settings, { dnsServers: [dns.address] })).toEqual(up);
  expect(server.accepted()).toBe(2);
});

test('IPv6 works', async () => {
  await using server = await listenHttp((_, response) => response.end(), '::1');
  expect(await attempt(url, { url: `http://[::1]:${server.port}/` })).toEqual(up);
});

test.each([200, 204, 304, 300, 399])('status %i is up', async (status) => {
  await using server = await listenHttp((_, response) => response.writeHead(status).end());
  expect(await get(server.port)).toEqual(up);
});

test.each([204, 304])('status %i has no body, whatever length it names', async (status) => {
  await using server = await listenRaw(`HTTP/1.1 ${status} X\r\nContent-Length: 5\r\n\r\n`);
  expect(await get(server.port)).toEqual(up);
});

test.each([
  [400, 'HTTP 400 Bad Request'],
  [404, 'HTTP 404 Not Found'],
  [503, 'HTTP 503 Service Unavailable'],
  [599, 'HTTP 599'],
])('status %i is down', async (status, detail) => {
  await using server = await listenHttp((_, response) => response.writeHead(status, 'Made up').end('sorry'));
  expect(await get(server.port)).toEqual(down('http_status', detail));
});

test('hints before the answer are passed over', async () => {
  await using server = await listenRaw(
    'HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
  );
  expect(await get(server.port)).toEqual(up);
});

test('response time lasts to the last byte of the body', async () => {
  await using server = await listenHttp((_, response) => {
    response.write('a');
    setTimeout(() => response.end('b'), 150);
  });
  const outcome = await get(server.port);
  expect(outcome.kind === 'up' && outcome.responseTime).toBeGreaterThanOrEqual(149);
});

test('a body without a length ends with the connection', async () => {
  await using server = await listenRaw('HTTP/1.0 200 OK\r\n\r\nhello');
  expect(await get(server.port)).toEqual(up);
});

test('of a body only the first MiB is read, however long it goes on', async () => {
  await using server = await listenHttp((_, response) => {
    const chunk = Buffer.alloc(64 * 1024);
    const write = () => {
      while (response.write(chunk));
      response.once('drain', write);
    };
    write();
  });
  expect(await get(server.port)).toEqual(up);
  await server.idle();
});

test('redirects are followed, relative ones too, to a fresh connection each', async () => {
  await using server = await listenHttp((request, response) => {
    const next = { '/': '/a', '/a': '../b?c', '/b?c': `http://127.0.0.1:${server.port}/d` }[request.url ?? ''];
    if (next === undefined) response.end();
    else response.writeHead(307, { location: next }).end('x'.repeat(100_000));
  });
  expect(await get(server.port)).toEqual(up);
  expect(server.accepted()).toBe(4);
});

test('the fifth redirect is followed, the sixth is one too many', async () => {
  await using server = await listenHttp((request, response) => {
    const left = Number(request.url?.slice(1));
    if (left > 0) response.writeHead(302, { location: `/${left - 1}` });
    response.end();
  });
  expect(await get(server.port, {}, '/5')).toEqual(up);
  expect(await get(server.port, {}, '/6')).toEqual(down('too_many_redirects'));
});

test('a loop is too many redirects', async () => {
  await using server = await listenHttp((_, response) => response.writeHead(301, { location: '/' }).end());
  expect(await get(server.port)).toEqual(down('too_many_redirects'));
  expect(server.accepted()).toBe(6);
});

test('what may be secret in a redirect is not told', async () => {
  await using loop = await listenHttp((_, response) => response.writeHead(301, { location: '/in?token=hush' }).end());
  const looped = `more than 5 redirects, the last one to http://127.0.0.1:${loop.port}/in`;
  expect(await get(loop.port)).toEqual(down('too_many_redirects', looped));
  await using stray = await listenHttp((_, response) =>
    response.writeHead(302, { location: 'ftp://me:hush@127.0.0.1/in?token=hush' }).end(),
  );
  const strayed = 'redirected to ftp://127.0.0.1/in: no http or https URL';
  expect(await get(stray.port)).toEqual(down('invalid_response', strayed));
});

test.each(['ftp://127.0.0.1/', 'http://', 'http://a b/', 'mailto:a@b.de', 'http://127.0.0.1:0/'])(
  'a redirect to %s is an invalid response',
  async (location) => {
    await using server = await listenHttp((_, response) => response.writeHead(302, { location }).end());
    expect(await get(server.port)).toEqual(down('invalid_response'));
  },
);

test('a redirect to an address that is refused is not followed', async () => {
  await using server = await listenHttp((_, response) =>
    response.writeHead(302, { location: 'http://169.254.169.254/latest/' }).end(),
  );
  expect(await get(server.port)).toEqual(down('not_allowed', 'monitors may not reach 169.254.169.254'));
});

test('with private addresses refused a literal one is not connected to', async () => {
  await using server = await listenHttp((_, response) => response.end());
  const options = { policy: addressPolicy({ allowPrivate: false }) };
  expect(await get(server.port, options)).toEqual(down('not_allowed'));
  expect(server.accepted()).toBe(0);
});

test('a closed port is refused', async () => {
  expect(await get(await closedPort())).toEqual(down('connection_refused'));
});

const head = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n';
const endless = 'HTTP/1.0 200 OK\r\n\r\n';
const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

test.each([
  ['at once', ''],
  ['in the middle of the headers', 'HTTP/1.1 200 OK\r\nConte'],
  ['in the middle of a body', `${head}hello`],
  ['in the middle of a body without a length', `${endless}hello`],
  ['in the middle of a body in chunks', `${chunked}5\r\nhello\r\n`],
])('a reset %s is a reset', async (_, sent) => {
  await using server = await listen((socket) =>
    socket.once('data', () => {
      if (sent === '') socket.resetAndDestroy();
      else socket.write(sent, () => setTimeout(() => socket.resetAndDestroy(), 20));
    }),
  );
  expect(await get(server.port)).toEqual(down('connection_reset'));
});

test.each([
  ['nothing', ''],
  ['half of the headers', 'HTTP/1.1 200 OK\r\nConte'],
  ['what is not HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ['HTTP that is malformed', 'HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n'],
  ['an endless header', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`],
  ['an upgrade that nobody asked for', 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'],
  ['a body that is too short', `${head}hello`],
  ['half of a body in chunks', `${chunked}5\r\nhello\r\n`],
  ['a chunk that is malformed', `${chunked}zz\r\nhello\r\n`],
])('a server that sends %s and closes gives an invalid response', async (_, sent) => {
  await using server = await listenRaw(sent);
  expect(await get(server.port)).toEqual(down('invalid_response'));
});

test('a reset right after the handshake is a reset', async () => {
  await using server = await listen((socket) => socket.resetAndDestroy());
  expect(await get(server.port)).toEqual(down('connection_reset'));
  expect(await attempt(url, { url: `https://127.0.0.1:${server.port}/` })).toEqual(down('connection_reset'));
});

test('silence is a timeout that says what was waited for', async () => {
  await using deaf = await listenDeaf();
  const connecting = `no answer within 0.4 s: connecting to 127.0.0.1:${deaf.port}`;
  expect(await get(deaf.port, { timeout: 0.4 })).toEqual(down('timeout', connecting));

  await using silent = await listen(() => undefined);
  const firstByte = 'no answer within 0.4 s: waiting for the first byte';
  expect(await get(silent.port, { timeout: 0.4 })).toEqual(down('timeout', firstByte));
  await silent.idle();

  await using slow = await listen((socket) => trickle(socket));
  const body = expect.stringMatching(/^no answer within 0\.4 s: reading the body, [1-9]\d* bytes so far$/) as unknown;
  expect(await get(slow.port, { timeout: 0.4 })).toEqual(down('timeout', body));
  await slow.idle();
});

test('time is for the whole attempt, redirects included', async () => {
  await using server = await listenHttp((_, response) => {
    setTimeout(() => response.writeHead(302, { location: '/' }).end(), 150);
  });
  expect(await get(server.port, { timeout: 0.4 })).toEqual(down('timeout'));
});

test('no such name is down, a silent resolver says nothing', async () => {
  await using dns = await dnsServer({ 'silent.example': 'silent' });
  const options = { dnsServers: [dns.address], timeout: 0.4 };
  const missing = await attempt(url, { url: 'http://missing.example/' }, options);
  expect(missing).toEqual(down('dns_failure', 'no such name: missing.example'));
  expect(await attempt(url, { url: 'http://silent.example/' }, options)).toEqual(unchecked);
});

test('a dead address does not fail a check that another passes', async () => {
  await using server = await listenHttp((_, response) => response.end());
  await using deaf = await listenDeaf();
  await using beside = await listen((socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'), '127.0.0.2', deaf.port);
  await using dns = await dnsServer({
    'refused6.example': { addresses: ['::1', '127.0.0.1'] },
    'silent.example': { addresses: ['127.0.0.1', '127.0.0.2'] },
  });
  const options = { dnsServers: [dns.address] };
  expect(await attempt(url, { url: `http://refused6.example:${server.port}/` }, options)).toEqual(up);
  expect(await attempt(url, { url: `http://silent.example:${deaf.port}/` }, options)).toEqual(up);
  expect(beside.accepted()).toBe(1);
});

test('an attempt that is given up before it starts ends at once', async () => {
  await using server = await listen(() => undefined);
  expect(await get(server.port, { timeout: 0 })).toMatchObject({ kind: 'down', reason: { code: 'timeout' } });
});

function trickle(socket: Socket): void {
  socket.write(`${head}h`);
  const timer = setInterval(() => socket.write('h'), 50);
  socket.on('close', () => clearInterval(timer));
}
