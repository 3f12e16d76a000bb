import { pbkdf2 } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNames } from '../../../src/monitoring/network/names.js';
import { testClock } from '../../support/clock.js';
import { dnsServer, type DnsServer } from '../../support/dnsServer.js';

let server: DnsServer;

beforeAll(async () => {
  server = await dnsServer({
    'both.example': { addresses: ['192.0.2.1', '192.0.2.2', '2001:db8::1'] },
    'four.example': { addresses: ['192.0.2.1'] },
    'six.example': { addresses: ['2001:db8::1'] },
    'slow4.example': { addresses: ['192.0.2.1', '2001:db8::1'], silentFor: 4 },
    'slow6.example': { addresses: ['192.0.2.1', '2001:db8::1'], silentFor: 6 },
    'denied.example': { addresses: ['192.0.2.1'], deniedFor: 6, slowFor: 4 },
    'gone.example': { addresses: [], deniedFor: 6, silentFor: 4 },
    'half.example': { addresses: [], silentFor: 6 },
    'empty.example': { addresses: [] },
    'broken.example': 'servfail',
    'refused.example': 'refused',
    'silent.example': 'silent',
    'xn--mnchen-3ya.example': { addresses: ['192.0.2.9'] },
    '_a_b.example': { addresses: ['192.0.2.8'] },
  });
});

afterAll(() => server[Symbol.asyncDispose]());

async function lookUp(host: string, { timeout = 5, servers = [server.address], hostsPath = '/dev/null' } = {}) {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), timeout * 1000);
  const startedAt = performance.now();
  const result = await openNames({ servers, hostsPath })(host, { signal: deadline.signal, timeout });
  clearTimeout(timer);
  return { result, took: performance.now() - startedAt };
}

const found = (...addresses: string[]) => ({ kind: 'found', addresses });

test.each([
  ['192.0.2.7', found('192.0.2.7')],
  ['2001:db8::7', found('2001:db8::7')],
  ['both.example', found('2001:db8::1', '192.0.2.1', '192.0.2.2')],
  ['BOTH.example.', found('2001:db8::1', '192.0.2.1', '192.0.2.2')],
  ['four.example', found('192.0.2.1')],
  ['six.example', found('2001:db8::1')],
  ['münchen.example', found('192.0.2.9')],
  ['_a_b.example', found('192.0.2.8')],
  ['localhost', found('127.0.0.1', '::1')],
  ['any.localhost.', found('127.0.0.1', '::1')],
])('%s is resolved', async (host, expected) => {
  expect((await lookUp(host)).result).toEqual(expected);
});

test.each([
  ['missing.example', 'no such name: missing.example'],
  ['empty.example', 'no address for empty.example'],
  ['broken.example', 'the name servers of broken.example fail (SERVFAIL)'],
])('%s is the fault of the name', async (host, detail) => {
  expect((await lookUp(host)).result).toEqual({ kind: 'down', reason: { code: 'dns_failure', detail } });
});

test('a family that answers does not wait long for the other', async () => {
  for (const [host, address] of [
    ['slow4.example', '2001:db8::1'],
    ['slow6.example', '192.0.2.1'],
  ] as const) {
    const { result, took } = await lookUp(host);
    expect(result).toEqual(found(address));
    expect(took).toBeLessThan(900);
  }
});

test('a name that is denied for one family and known for the other is there', async () => {
  expect((await lookUp('denied.example')).result).toEqual(found('192.0.2.1'));
  expect((await lookUp('gone.example')).result).toMatchObject({ kind: 'down', reason: { code: 'dns_failure' } });
});

test('no address of one family and silence about the other says nothing', async () => {
  expect((await lookUp('half.example', { timeout: 0.3 })).result).toMatchObject({ kind: 'unchecked' });
});

test('a resolver that is silent until the deadline leaves the name unchecked', async () => {
  const { result, took } = await lookUp('silent.example', { timeout: 0.3 });
  expect(result).toMatchObject({ kind: 'unchecked' });
  expect(took).toBeLessThan(900);
});

test('a resolver that refuses, or is not there, leaves the name unchecked', async () => {
  expect((await lookUp('refused.example')).result).toMatchObject({ kind: 'unchecked' });
  expect((await lookUp('four.example', { servers: ['127.0.0.1:1'] })).result).toMatchObject({ kind: 'unchecked' });
});

test('a dead resolver before a working one costs a second or two, not the check', async () => {
  await using dead = await dnsServer({ 'four.example': 'silent' });
  const { result } = await lookUp('four.example', { servers: [dead.address, server.address] });
  expect(result).toEqual(found('192.0.2.1'));
});

test('the hosts file comes before DNS and is read again within a second of a change', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hosts-'));
  const hostsPath = join(folder, 'hosts');
  const clock = testClock(0);
  const resolve = openNames({ servers: [server.address], hostsPath, clock });
  const limit = { signal: new AbortController().signal, timeout: 5 };
  expect(await resolve('four.example', limit)).toEqual(found('192.0.2.1'));
  await writeFile(
    hostsPath,
    '192.0.2.50 Four.example other # comment\n2001:db8::50 four.example\nfe80::1%lo0 four.example\n',
  );
  clock.advance(1000);
  expect(await resolve('four.example', limit)).toEqual(found('192.0.2.50', '2001:db8::50'));
  // Emptied, it may be about to be written anew: what it had holds until the next look.
  await rm(hostsPath);
  clock.advance(1000);
  expect(await resolve('four.example', limit)).toEqual(found('192.0.2.50', '2001:db8::50'));
  clock.advance(1000);
  expect(await resolve('four.example', limit)).toEqual(found('192.0.2.1'));
  await rm(folder, { recursive: true });
});

test('password work on the thread pool does not delay names', async () => {
  let hashed = 0;
  const hash = () =>
    new Promise<void>((resolve) => {
      pbkdf2('a', 'b', 150_000, 64, 'sha512', () => {
        hashed += 1;
        resolve();
      });
    });
  const busy = Array.from({ length: 16 }, hash);
  expect((await lookUp('four.example')).result).toEqual(found('192.0.2.1'));
  // On the pool it would have waited for most of them.
  expect(hashed).toBeLessThan(8);
  await Promise.all(busy);
});
