import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { transportReader } from '../../src/http/transport.js';

type Seen = { from: string; encrypted?: boolean; for?: string; proto?: string };

function read(trusted: string[], seen: Seen) {
  const request = {
    socket: { remoteAddress: seen.from, ...(seen.encrypted && { encrypted: true }) },
    headers: { 'x-forwarded-for': seen.for, 'x-forwarded-proto': seen.proto },
  };
  return transportReader(trusted)(request as unknown as IncomingMessage);
}

describe('the address of the client', () => {
  it.each<[string, string[], Seen, string]>([
    ["is the peer's", [], { from: '192.0.2.1', for: '10.0.0.9' }, '192.0.2.1'],
    ["is the peer's in its IPv4 form", [], { from: '::ffff:192.0.2.1' }, '192.0.2.1'],
    ['is what a trusted proxy saw', ['10.0.0.0/8'], { from: '10.0.0.1', for: '192.0.2.1' }, '192.0.2.1'],
    ['is found through a mapped address', ['10.0.0.0/8'], { from: '::ffff:10.0.0.1', for: '192.0.2.1' }, '192.0.2.1'],
    ['is found through a mapped range', ['::ffff:10.0.0.0/104'], { from: '10.0.0.1', for: '192.0.2.1' }, '192.0.2.1'],
    [
      'is the last one not trusted',
      ['10.0.0.1', '10.0.0.2'],
      { from: '10.0.0.1', for: '1.1.1.1, 192.0.2.1,10.0.0.2' },
      '192.0.2.1',
    ],
    ['has no port', ['::1'], { from: '::1', for: '192.0.2.1:5000' }, '192.0.2.1'],
    ['has no brackets', ['::1'], { from: '::1', for: '[2001:db8::1]:5000' }, '2001:db8::1'],
    ["is the proxy's where it says nothing sane", ['::1'], { from: '::1', for: '192.0.2.1, unknown' }, '::1'],
  ])('%s', (_, trusted, seen, address) => {
    expect(read(trusted, seen).address).toBe(address);
  });
});

describe('a request is over SSL', () => {
  it.each<[string, Seen, boolean]>([
    ['when its socket is', { from: '192.0.2.1', encrypted: true }, true],
    ['not when it claims so itself', { from: '192.0.2.1', proto: 'https' }, false],
    ['when the proxy says so', { from: '10.0.0.1', proto: 'https' }, true],
    ['not when the proxy says otherwise', { from: '10.0.0.1', encrypted: true, proto: 'http' }, false],
    ['when the proxy speaks TLS and says nothing', { from: '10.0.0.1', encrypted: true }, true],
    ['not when only the client says so', { from: '10.0.0.1', for: '192.0.2.1', proto: 'https, http' }, false],
    ['whatever the client said', { from: '10.0.0.1', for: '192.0.2.1', proto: 'http, https' }, true],
    ['when both proxies say so', { from: '10.0.0.1', for: '192.0.2.1, 10.0.0.2', proto: 'https, https' }, true],
    ['not when one stretch was plain', { from: '10.0.0.1', for: '192.0.2.1, 10.0.0.2', proto: 'http, https' }, false],
  ])('%s', (_, seen, ssl) => {
    expect(read(['10.0.0.0/8'], seen).ssl).toBe(ssl);
  });
});
