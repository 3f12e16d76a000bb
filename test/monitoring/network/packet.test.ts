import { expect, test } from 'vitest';
import { canonical, readPacket } from '../../../src/monitoring/icmp/packet.js';

const hex = (...parts: string[]) => Buffer.from(parts.join('').replaceAll(' ', ''), 'hex');

// An IPv4 header without options: protocol ICMP, from `from` to `to`.
const ip4 = (from: string, to: string) => `45000054 00000000 40010000 ${from} ${to}`;
const ip6 = (from: string, to: string) => `60000000 00103a40 ${from} ${to}`;
const request = '08 00 0000 1234 0007';
const [here, there, router] = ['c0000201', 'c6336401', 'cb007101'];
const [here6, there6] = ['20010db8000000000000000000000001', '20010db8000000000000000000000002'];

test('a reply is for the address that it comes from', () => {
  const packet = hex(ip4(there, here), '00 00 0000 1234 0007');
  expect(readPacket(4, packet, '198.51.100.1')).toEqual({
    kind: 'reply',
    sessionId: 0x1234,
    sequence: 7,
    asked: '198.51.100.1',
  });
  expect(readPacket(6, hex('81 00 0000 1234 0007'), '2001:db8::2')).toMatchObject({
    kind: 'reply',
    asked: '2001:db8::2',
  });
});

test('options in the header are passed over', () => {
  const packet = hex(`46${ip4(there, here).slice(2)}`, '00000000', '00 00 0000 1234 0007');
  expect(readPacket(4, packet, '198.51.100.1')).toMatchObject({ kind: 'reply', sequence: 7 });
});

test('an error is for the address that the request it quotes went to', () => {
  const expired = hex(ip4(router, here), '0b 00 0000 00000000', ip4(here, there), request);
  expect(readPacket(4, expired, '203.0.113.1')).toMatchObject({ kind: 'expired', sequence: 7, asked: '198.51.100.1' });
  const unreachable = hex(ip4(router, here), '03 01 0000 00000000', ip4(here, there), request);
  expect(readPacket(4, unreachable, '203.0.113.1')).toMatchObject({ kind: 'unreachable', asked: '198.51.100.1' });
  const six = hex('01 03 0000 00000000', ip6(here6, there6), '80 00 0000 1234 0007');
  expect(readPacket(6, six, '2001:db8::9')).toMatchObject({ kind: 'unreachable', sequence: 7, asked: '2001:db8::2' });
});

test.each([
  ['our own request, which loopback hands back', hex(ip4(here, here), request)],
  ['a redirect, which is advice', hex(ip4(router, here), '05 01 0000 00000000', ip4(here, there), request)],
  [
    'an error about another protocol',
    hex(ip4(router, here), '03 03 0000 00000000', ip4(here, there), '0035 0035 0008 0000'),
  ],
  ['an error that quotes too little', hex(ip4(router, here), '03 01 0000 00000000', ip4(here, there))],
  ['a packet that is cut short', hex(ip4(there, here), '00 00')],
  ['nothing', Buffer.alloc(0)],
])('%s is no answer', (_, packet) => {
  expect(readPacket(4, packet, '203.0.113.1')).toBeUndefined();
});

test('an address has one spelling', () => {
  expect(canonical('2001:DB8:0::0:1')).toBe('2001:db8::1');
  expect(canonical('192.0.2.1')).toBe('192.0.2.1');
});
