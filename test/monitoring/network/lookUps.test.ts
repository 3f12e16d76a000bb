import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Channels } from '../../../src/monitoring/network/channels.js';
import { openLookUps } from '../../../src/monitoring/network/lookUps.js';
import { openNames } from '../../../src/monitoring/network/names.js';
import { testClock } from '../../support/clock.js';
import { dnsServer, type DnsEntry } from '../../support/dnsServer.js';

const found = (...addresses: string[]) => ({ kind: 'found', addresses });
const hasDescriptors = existsSync('/proc/self/fd');
const four: DnsEntry = { addresses: ['192.0.2.1'] };

/** A resolver over a DNS server that knows `names`, each answer for `ttl` seconds, on a clock that the test moves. */
async function asking(names: Record<string, DnsEntry>, ttl = 30) {
  const server = await dnsServer(names, ttl);
  const clock = testClock(0);
  const resolve = openNames({ servers: [server.address], hostsPath: '/dev/null', clock });
  const ask = async (host: string, limit: { signal?: AbortSignal; freshFrom?: number } = {}) =>
    resolve(host, { signal: AbortSignal.timeout(5000), timeout: 5, ...limit });
  return {
    ask,
    clock,
    /** How often the name was asked for over the wire, by its A. */
    asked: (host: string) => server.questions.filter((question) => question === `${host} A`).length,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

test('an answer is kept for its TTL and no longer', async () => {
  await using dns = await asking({ 'four.example': four });
  expect(await dns.ask('four.example')).toEqual(found('192.0.2.1'));
  dns.clock.advance(29_999);
  expect(await dns.ask('FOUR.example.')).toEqual(found('192.0.2.1'));
  expect(dns.asked('four.example')).toBe(1);
  dns.clock.advance(1);
  expect(await dns.ask('four.example')).toEqual(found('192.0.2.1'));
  expect(dns.asked('four.example')).toBe(2);
});

test('a long TTL counts as a minute, and an answer without one is not kept', async () => {
  await using long = await asking({ 'four.example': four }, 86_400);
  await long.ask('four.example');
  long.clock.advance(59_999);
  await long.ask('four.example');
  expect(long.asked('four.example')).toBe(1);
  long.clock.advance(1);
  await long.ask('four.example');
  expect(long.asked('four.example')).toBe(2);

  await using none = await asking({ 'four.example': four }, 0);
  await none.ask('four.example');
  await none.ask('four.example');
  expect(none.asked('four.example')).toBe(2);
});

test('neither failures are kept, nor half of what there may be', async () => {
  await using dns = await asking({
    'broken.example': 'servfail',
    'silent6.example': { ...four, silentFor: 6 },
    'failed6.example': { ...four, failedFor: 6 },
    'denied6.example': { ...four, deniedFor: 6 },
  });
  for (const host of ['none.example', 'broken.example', 'silent6.example', 'failed6.example']) {
    const first = await dns.ask(host);
    expect(await dns.ask(host)).toEqual(first);
    expect([host, dns.asked(host)]).toEqual([host, 2]);
  }
  // Here the answer is whole: there is nothing of the other family.
  await dns.ask('denied6.example');
  await dns.ask('denied6.example');
  expect(dns.asked('denied6.example')).toBe(1);
});

test('those who ask at the same time share one question, and one that gives up takes nothing from the others', async () => {
  await using dns = await asking({ 'slow.example': { ...four, slowFor: 4 } });
  const impatient = new AbortController();
  const answers = [
    dns.ask('slow.example', { signal: impatient.signal }),
    ...Array.from({ length: 50 }, () => dns.ask('slow.example')),
  ];
  impatient.abort();
  const [first, ...others] = await Promise.all(answers);
  expect(first).toMatchObject({ kind: 'unchecked' });
  expect(others).toEqual(others.map(() => found('192.0.2.1')));
  expect(dns.asked('slow.example')).toBe(1);
});

test.runIf(hasDescriptors)('a question that nobody waits for any more is taken back', async () => {
  await using dns = await asking({ 'silent.example': 'silent', 'hush.example': 'silent' });
  const before = descriptors();
  const given = new AbortController();
  const answers = [
    dns.ask('silent.example', { signal: given.signal }),
    dns.ask('silent.example', { signal: given.signal }),
    dns.ask('hush.example', { signal: given.signal }),
  ];
  await expect.poll(() => dns.asked('hush.example')).toBe(1);
  expect(descriptors()).toBeGreaterThan(before);
  given.abort();
  expect((await Promise.all(answers)).map(({ kind }) => kind)).toEqual(['unchecked', 'unchecked', 'unchecked']);
  expect(descriptors()).toBe(before);
});

test('a retry asks afresh, and what it hears replaces what was kept', async () => {
  const names: Record<string, DnsEntry> = { 'moved.example': four, 'gone.example': four };
  await using dns = await asking(names);
  await dns.ask('moved.example');
  await dns.ask('gone.example');
  names['moved.example'] = { addresses: ['192.0.2.2'] };
  names['gone.example'] = 'nxdomain';
  dns.clock.advance(1000);
  expect(await dns.ask('moved.example')).toEqual(found('192.0.2.1'));
  const freshFrom = dns.clock.elapsed();
  expect(await dns.ask('moved.example', { freshFrom })).toEqual(found('192.0.2.2'));
  expect(await dns.ask('gone.example', { freshFrom })).toMatchObject({ kind: 'down' });
  dns.clock.advance(1000);
  expect(await dns.ask('moved.example')).toEqual(found('192.0.2.2'));
  expect(await dns.ask('gone.example')).toMatchObject({ kind: 'down' });
  // Later in the same attempt, as after a redirect, it is fresh still.
  expect(await dns.ask('moved.example', { freshFrom })).toEqual(found('192.0.2.2'));
  expect(dns.asked('moved.example')).toBe(2);
});

test('a retry does not wait for a question from before it, while those of the same instant share theirs', async () => {
  const names: Record<string, DnsEntry> = { 'hung.example': 'silent' };
  await using dns = await asking(names);
  const given = new AbortController();
  const hung = dns.ask('hung.example', { signal: given.signal });
  await expect.poll(() => dns.asked('hung.example')).toBe(1);
  names['hung.example'] = four;
  dns.clock.advance(100);
  const retries = [1, 2, 3].map(() => dns.ask('hung.example', { freshFrom: dns.clock.elapsed() }));
  const startedAt = performance.now();
  expect(await Promise.all(retries)).toEqual(retries.map(() => found('192.0.2.1')));
  // The hung question would have been asked again after a second.
  expect(performance.now() - startedAt).toBeLessThan(900);
  expect(dns.asked('hung.example')).toBe(2);
  given.abort();
  expect(await hung).toMatchObject({ kind: 'unchecked' });
});

test('a question that has been silent for a second takes on nobody more', async () => {
  const names: Record<string, DnsEntry> = { 'hung.example': 'silent' };
  await using dns = await asking(names);
  const given = new AbortController();
  const hung = dns.ask('hung.example', { signal: given.signal });
  await expect.poll(() => dns.asked('hung.example')).toBe(1);
  names['hung.example'] = four;
  dns.clock.advance(1000);
  expect(await Promise.race([dns.ask('hung.example'), hung])).toEqual(found('192.0.2.1'));
  expect(dns.asked('hung.example')).toBe(2);
  given.abort();
  await hung;
});

test('a lost packet is asked for again while there is time', async () => {
  const names: Record<string, DnsEntry> = { 'lost.example': 'silent' };
  await using dns = await asking(names);
  const answer = dns.ask('lost.example');
  await expect.poll(() => dns.asked('lost.example')).toBe(1);
  names['lost.example'] = four;
  expect(await answer).toEqual(found('192.0.2.1'));
});

test('a retry gives the other family more time, as its want may be why the attempt before failed', async () => {
  await using dns = await asking({ 'slow4.example': { addresses: ['2001:db8::1', '192.0.2.1'], slowFor: 4 } });
  expect(await dns.ask('slow4.example')).toEqual(found('2001:db8::1'));
  expect(await dns.ask('slow4.example', { freshFrom: dns.clock.elapsed() })).toEqual(found('2001:db8::1', '192.0.2.1'));
});

test('of ten thousand and one names the one asked longest ago is forgotten', async () => {
  const asked: string[] = [];
  const channels: Channels = {
    ask(name) {
      asked.push(name);
      return { answer: Promise.resolve({ addresses: ['192.0.2.1'], ttl: 60 }), drop: () => undefined };
    },
  };
  const lookUp = openLookUps({ channels, clock: testClock(0) });
  const limit = { signal: new AbortController().signal, timeout: 5 };
  const names = Array.from({ length: 10_001 }, (_, index) => `n${index}.example`);
  for (const name of names) await lookUp(name, limit);
  asked.length = 0;
  for (const name of names.slice(1)) await lookUp(name, limit);
  expect(asked).toEqual([]);
  await lookUp('n0.example', limit);
  expect(asked).toEqual(['n0.example', 'n0.example']);
});

test.runIf(hasDescriptors)(
  'a zone that never answers harms only its own names, and takes few descriptors',
  async () => {
    const names: Record<string, DnsEntry> = {};
    for (let index = 0; index < 300; index += 1) {
      names[`n${index}.well.example`] = four;
      names[`n${index}.silent.example`] = 'silent';
    }
    await using dns = await asking(names);
    const before = descriptors();
    let firstSilent = Infinity;
    let lastWell = 0;
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, descriptors() - before)), 50);
    const results = await Promise.all(
      Object.keys(names).map(async (host) => {
        const { kind } = await dns.ask(host);
        if (kind === 'found') lastWell = performance.now();
        else firstSilent = Math.min(firstSilent, performance.now());
        return `${host.replace(/^n\d+\./, '')} ${kind}`;
      }),
    );
    clearInterval(watch);
    expect(new Set(results)).toEqual(new Set(['well.example found', 'silent.example unchecked']));
    expect(lastWell).toBeLessThan(firstSilent);
    expect(most).toBeLessThan(100);
    await expect.poll(() => descriptors() - before).toBeLessThanOrEqual(0);
  },
);

function descriptors(): number {
  return readdirSync('/proc/self/fd').length;
}
