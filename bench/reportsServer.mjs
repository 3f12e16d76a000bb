// The API over a database of the bench, and a client of it that keeps nothing of what it reads.
import { Buffer } from 'node:buffer';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { createApp } from '../dist/app.js';
import { addressPolicy } from '../dist/monitoring/addressPolicy.js';
import { openPrisma } from '../dist/platform/database/prisma.js';

export const key = 'bench-app-key-0123456789';
export const account = { email: 'bench@example.com', password: 'bench password' };

/** Starts it, logged in as the account. */
export async function serve({ database, clock, log }) {
  const app = createApp({
    database,
    prisma: openPrisma(database),
    clock,
    log,
    settings: { trustProxy: ['127.0.0.1'], rateLimitPerMinute: 0, loginLimitPerMinute: 0, tokenTtlDays: 90 },
    addressPolicy: addressPolicy({ allowPrivate: true }),
    ready: () => Promise.resolve({ ok: true }),
    stopping: new AbortController().signal,
  });
  const http = createServer(app);
  await new Promise((resolve) => http.listen(0, '127.0.0.1', resolve));
  const login = await ask(http, 'POST', '/api/users/login', { user: account });
  const token = JSON.parse(login.text).auth_token;
  return {
    get: (path) => ask(http, 'GET', path, undefined, token),
    reader: (path, times) => readerOf(`http://127.0.0.1:${http.address().port}${path}`, headersOf(token), times),
    close: () => http.close(),
  };
}

function headersOf(token) {
  const headers = { 'X-App-Key': key, 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '127.0.0.1' };
  return token ? { ...headers, Authorization: `Bearer ${token}` } : headers;
}

/** One request, to its last byte. Only what was posted has a text: a client that streams keeps none. */
function ask(http, method, path, body, token) {
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    const headers = headersOf(token);
    if (body) headers['Content-Type'] = 'application/json';
    const sent = request({ port: http.address().port, host: '127.0.0.1', method, path, headers }, (answer) => {
      let bytes = 0;
      const pieces = [];
      answer.on('data', (piece) => {
        bytes += piece.length;
        if (body) pieces.push(piece);
      });
      answer.on('error', reject);
      answer.on('end', () => {
        if (answer.statusCode >= 300) reject(new Error(`${path}: ${answer.statusCode}`));
        else resolve({ ms: performance.now() - begin, bytes, text: Buffer.concat(pieces).toString() });
      });
    });
    sent.on('error', reject);
    sent.end(body && JSON.stringify(body));
  });
}

/** Another process, just beginning to read an answer so many times: what a client does is not what the server does. */
async function readerOf(url, headers, times) {
  const reader = fork(new URL('reader.mjs', import.meta.url), [url, JSON.stringify(headers), String(times)]);
  await once(reader, 'message');
  return reader;
}
