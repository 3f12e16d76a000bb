import { expect, test } from 'vitest';
import { failureOf } from '../../../src/platform/fields.js';
import { hostName, httpUrl } from '../../../src/monitoring/probes/host.js';
import { probeIn, probeOf, probes } from '../../../src/monitoring/probes/index.js';

function codeOf(field: typeof hostName, value: unknown): string | undefined {
  const parsed = field.safeParse(value);
  return parsed.success ? undefined : failureOf(parsed.error.issues[0] ?? {})?.code;
}

const label = 'a'.repeat(63);
const longest = `${label}.${label}.${label}.${'a'.repeat(61)}`;

test.each([
  ...[
    'example.com',
    'example.com.',
    'EXAMPLE.com',
    'a',
    '_dmarc._tcp.example.com',
    'a-b.c',
    'münchen.de',
    '例え。テスト',
  ],
  ...['192.0.2.1', '::1', '2001:db8::1', '::ffff:192.0.2.1', '1a.2b', '1.example', longest, `${longest}.`],
])('%s is a host, kept as it was given', (host) => {
  expect(hostName.parse(host)).toBe(host);
});

test.each([
  ...[
    '127.1',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.4.',
    '256.1.1.1',
    '01.2.3.4',
    '1',
    '0x7f.1',
    '0x7f000001',
    '１２７.０.０.１',
  ],
  ...[
    '[::1]',
    'fe80::1%eth0',
    '::1%1',
    '::g',
    'http://a',
    'a:80',
    'a b',
    ' a',
    'a ',
    'a\t',
    'a%41',
    'a/b',
    'a?b',
    'a#b',
  ],
  ...['a@b', 'a\\b', 'a..b', '.a', '.', 'a..', '*.a', `a${label}.de`, 'a,b', 'foo.1', 'ü'.repeat(63) + '.de'],
])('%s is no host', (host) => {
  expect(codeOf(hostName, host)).toBe('invalid');
});

test('a name longer than DNS allows is too long', () => {
  expect(codeOf(hostName, `${longest}a`)).toBe('too_long');
  expect(codeOf(hostName, '')).toBe('required');
  expect(codeOf(hostName, 7)).toBe('invalid');
});

const path = (length: number) => `http://a.de/${'😀'.repeat(length - 12)}`;

test.each([
  ...[
    'http://example.com',
    'HTTPS://Example.com:8443/a?b#c',
    'http://[::1]:80/',
    'http://127.1/',
    'http://münchen.de/ü',
  ],
  ...['http://a.de/ b', ' http://a.de ', 'http://a.de/@b', 'http://a_b.de', path(2048)],
])('%s is a URL, kept as it was given', (url) => {
  expect(httpUrl.parse(url)).toBe(url);
});

test.each([
  ...[
    'http:/a.de',
    'http:a.de',
    'http:///a.de',
    'http:\\\\a.de',
    'http://\t/a.de',
    '//a.de',
    'a.de',
    'ftp://a.de',
    'http://',
  ],
  ...[
    'http://u@a.de',
    'http://u:p@a.de',
    'http://@a.de',
    'http://:@a.de',
    'http://a.de:0',
    'http://a.de:65536',
    'http://a b',
  ],
  ...[
    'http://1.2.3.4.5/',
    'http://[fe80::1%25eth0]/',
    'javascript:alert(1)',
    'http://?a',
    'http://:80',
    '\x7fhttp://a.de',
  ],
])('%s is no URL', (url) => {
  expect(codeOf(httpUrl, url)).toBe('invalid');
});

test('a URL of more than 2,048 characters is too long', () => {
  expect(codeOf(httpUrl, path(2049))).toBe('too_long');
});

test('the registry knows each kind by its type and by its collection', () => {
  expect(probes.map(({ type, collection }) => [type, collection])).toEqual([
    ['target_url', 'urls'],
    ['target_custom_port', 'custom_ports'],
    ['target_ping', 'pings'],
  ]);
  for (const probe of probes) {
    expect(probeOf(probe.type)).toBe(probe);
    expect(probeIn(probe.collection)).toBe(probe);
  }
  expect(probeOf('urls')).toBeUndefined();
});

test('a probe names the host that it would connect to first', () => {
  expect(probeOf('target_url')?.host({ url: 'http://[::1]:80/' })).toBe('::1');
  expect(probeOf('target_url')?.host({ url: 'https://127.1/' })).toBe('127.0.0.1');
  expect(probeOf('target_ping')?.host({ host: 'a.de' })).toBe('a.de');
});

test('what was stored is read by the same schema', () => {
  const settings = { host: 'a.de', port_number: 80 };
  expect(probeOf('target_custom_port')?.settings.parse(settings)).toEqual(settings);
});
