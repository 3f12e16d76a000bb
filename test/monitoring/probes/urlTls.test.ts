import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { beforeAll, expect, test } from 'vitest';
import { url } from '../../../src/monitoring/probes/url.js';
import { authority, selfSigned } from '../../support/certificates.js';
import { attempt, down, up, type AttemptOptions } from '../../support/probing.js';
import { listen, listenHttp, listenTls } from '../../support/servers.js';

let trusted: Awaited<ReturnType<typeof authority>>;

beforeAll(async () => {
  trusted = await authority();
});

const get = (host: string, port: number, options: AttemptOptions = {}) =>
  attempt(url, { url: `https://${host}:${port}/` }, { ca: trusted.cert, ...options });

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const answering = (socket: Socket) => void socket.once('data', () => socket.end(ok));
const day = (date: Date) => date.toISOString().slice(0, 10);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

test('a certificate by a trusted authority is up, for a name and for addresses', async () => {
  const names: unknown[] = [];
  const pair = await trusted.issue();
  for (const [host, listened] of [
    ['localhost', '127.0.0.1'],
    ['127.0.0.1', '127.0.0.1'],
    ['[::1]', '::1'],
  ] as const) {
    const behave = (socket: Socket) => {
      names.push(socket instanceof TLSSocket && socket.servername);
      answering(socket);
    };
    await using server = await listenTls(pair, behave, listened);
    expect(await get(host, server.port)).toEqual(up);
    await server.idle();
  }
  // An address is never sent as the name of a server.
  expect(names).toEqual(['localhost', false, false]);
});

test('a name with a trailing dot is verified without it', async () => {
  await using server = await listenTls(await trusted.issue({ names: ['localhost'] }), answering);
  expect(await get('localhost.', server.port)).toEqual(up);
});

test('a certificate that proves nothing is down, and no request is sent', async () => {
  const other = await authority('Someone else');
  const cases = [
    [await trusted.issue({ notBefore: inDays(-9), notAfter: inDays(-2) }), `certificate expired ${day(inDays(-2))}`],
    [
      await trusted.issue({ notBefore: inDays(2), notAfter: inDays(9) }),
      `certificate is not valid before ${day(inDays(2))}`,
    ],
    [await selfSigned(), 'certificate is self-signed'],
    [
      await trusted.issue({ names: ['a.example', '192.0.2.1'] }),
      'certificate is for a.example, 192.0.2.1, not for localhost',
    ],
    [await other.issue(), 'certificate was issued by Someone else, which is not known'],
  ] as const;
  for (const [pair, detail] of cases) {
    let received = 0;
    await using server = await listenTls(pair, (socket) => {
      socket.on('error', () => undefined).on('data', () => (received += 1));
    });
    expect(await get('localhost', server.port)).toEqual(down('tls_error', detail));
    await server.idle();
    expect(received).toBe(0);
  }
});

test('a certificate for a name is not one for the address behind it', async () => {
  await using server = await listenTls(await trusted.issue({ names: ['localhost'] }), answering);
  expect(await get('127.0.0.1', server.port)).toEqual(
    down('tls_error', 'certificate is for localhost, not for 127.0.0.1'),
  );
});

test('an authority that is shown but not trusted is named', async () => {
  const pair = await trusted.issue();
  await using server = await listenTls({ ...pair, cert: `${pair.cert}\n${trusted.cert}` }, answering);
  const outcome = await get('localhost', server.port, { ca: undefined });
  const detail = 'certificate was issued by Test authority, an authority that is not trusted';
  expect(outcome).toEqual(down('tls_error', detail));
});

test('a port that speaks plain HTTP is a TLS error', async () => {
  await using server = await listenHttp((_, response) => response.end());
  expect(await get('127.0.0.1', server.port)).toEqual(down('tls_error'));
  await using greeting = await listen((socket) => socket.write('220 mail.example ESMTP\r\n'));
  expect(await get('127.0.0.1', greeting.port)).toEqual(down('tls_error', '127.0.0.1 does not speak TLS on this port'));
});

test('a peer without a protocol in common is a TLS error', async () => {
  const options = {
    ...(await trusted.issue()),
    minVersion: 'TLSv1.1',
    maxVersion: 'TLSv1.1',
    ciphers: 'ALL@SECLEVEL=0',
  } as const;
  await using server = await listenTls(options, answering);
  expect(await get('localhost', server.port)).toEqual(down('tls_error'));
});

test('a peer that asks for a certificate of ours is a TLS error', async () => {
  const options = { ...(await trusted.issue()), ca: trusted.cert, requestCert: true, rejectUnauthorized: true };
  await using server = await listenTls(options, answering);
  expect(await get('localhost', server.port)).toEqual(down('tls_error'));
});

test('closing during the handshake is a TLS error, a reset is a reset, silence a timeout', async () => {
  await using closing = await listen((socket) => socket.once('data', () => socket.end()));
  expect(await get('localhost', closing.port)).toEqual(
    down('tls_error', 'localhost closed the connection during the TLS handshake'),
  );
  await using resetting = await listen((socket) => socket.once('data', () => socket.resetAndDestroy()));
  expect(await get('localhost', resetting.port)).toEqual(
    down('connection_reset', 'localhost reset the connection during the TLS handshake'),
  );
  await using silent = await listen(() => undefined);
  expect(await get('localhost', silent.port, { timeout: 0.4 })).toEqual(
    down('timeout', 'no answer within 0.4 s: TLS handshake'),
  );
  await silent.idle();
});

test('silence and resets after the handshake are told as over plain HTTP', async () => {
  const pair = await trusted.issue();
  await using silent = await listenTls(pair, (socket) => socket.resume());
  expect(await get('localhost', silent.port, { timeout: 0.4 })).toEqual(
    down('timeout', 'no answer within 0.4 s: waiting for the first byte'),
  );
  await silent.idle();
  await using closing = await listenTls(pair, (socket) => socket.once('data', () => socket.end()));
  expect(await get('localhost', closing.port)).toEqual(
    down('invalid_response', 'localhost closed the connection without an answer'),
  );
  const raw: Socket[] = [];
  await using resetting = await listenTls(pair, (socket) => {
    socket.once('data', () => raw.at(-1)?.resetAndDestroy());
  });
  resetting.server.on('connection', (socket: Socket) => raw.push(socket));
  expect(await get('localhost', resetting.port)).toEqual(down('connection_reset'));
});

test('a redirect may lead from plain HTTP to TLS', async () => {
  await using secure = await listenTls(await trusted.issue(), answering);
  const location = `https://localhost:${secure.port}/`;
  await using plain = await listenHttp((_, response) => response.writeHead(301, { location }).end());
  const settings = { url: `http://127.0.0.1:${plain.port}/` };
  expect(await attempt(url, settings, { ca: trusted.cert })).toEqual(up);
  expect(await attempt(url, settings)).toEqual(down('tls_error'));
});
