import { expect, test } from 'vitest';
import { addressPolicy } from '../../../src/monitoring/addressPolicy.js';

const open = addressPolicy({ allowPrivate: true });
const strict = addressPolicy({ allowPrivate: false });

const never = [
  ['169.254.169.254', 'the metadata address of most clouds'],
  ['100.100.100.200', 'the metadata address of Alibaba'],
  ['168.63.129.16', 'the metadata address of Azure'],
  ['fd00:ec2::254', 'the metadata address of AWS over IPv6'],
  ['fd00:0ec2:0:0::0254', 'the same, written differently'],
  ['metadata.google.internal', 'the metadata name of Google'],
  ['Metadata.Google.Internal.', 'the same in another case and with a dot'],
  ['ｍetadata.google.internal', 'the same with a full-width letter'],
  ['0.0.0.0', 'this host'],
  ['0.1.2.3', 'this network'],
  ['::', 'this host over IPv6'],
  ['[::]', 'the same in brackets'],
  ['224.0.0.1', 'multicast'],
  ['239.255.255.250', 'multicast'],
  ['ff02::1', 'multicast over IPv6'],
  ['255.255.255.255', 'broadcast'],
  ['::ffff:169.254.169.254', 'a mapped address'],
  ['::ffff:a9fe:a9fe', 'a mapped address in hexadecimal'],
  ['::a9fe:a9fe', 'a compatible address'],
  ['64:ff9b::169.254.169.254', 'a NAT64 address'],
  ['2002:a9fe:a9fe::1', 'a 6to4 address'],
  ['::ffff:0:a9fe:a9fe', 'a translated address'],
] as const;

test.each(never)('%s is never reached: %s', (host) => {
  expect(open.refuses(host)).toBe(true);
  expect(strict.refuses(host)).toBe(true);
});

const byChoice = [
  ...['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '127.0.0.1', '127.1.2.3', '127.1', '2130706433'],
  ...['169.254.1.1', '100.64.0.1', '::1', '[::1]', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12::1', 'fec0::1'],
  ...['::ffff:10.0.0.1', '64:ff9b::10.0.0.1', '2002:0a00:0001::1', 'localhost', 'LOCALHOST.', 'db.localhost'],
];

test.each(byChoice)('%s is reached only where private addresses are allowed', (host) => {
  expect(open.refuses(host)).toBe(false);
  expect(strict.refuses(host)).toBe(true);
});

const always = [
  '1.1.1.1',
  '172.32.0.1',
  '100.63.0.1',
  '2606:4700::1111',
  '::ffff:1.1.1.1',
  'example.com',
  'a.internal',
];

test.each([...always, 'mylocalhost', 'münchen.de', '2002:0101:0101::1'])('%s is reached', (host) => {
  expect(open.refuses(host)).toBe(false);
  expect(strict.refuses(host)).toBe(false);
});
