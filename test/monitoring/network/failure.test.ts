import { expect, test } from 'vitest';
import { down, mostTelling, socketFailure, unchecked } from '../../../src/monitoring/network/failure.js';

const failing = (code: string) => socketFailure(Object.assign(new Error(code), { code }), '192.0.2.1:80');

test.each([
  ['ECONNREFUSED', 'connection_refused'],
  ['ECONNRESET', 'connection_reset'],
  ['EPIPE', 'connection_reset'],
  ['ECONNABORTED', 'connection_reset'],
  ['EHOSTUNREACH', 'host_unreachable'],
  ['EHOSTDOWN', 'host_unreachable'],
  ['ETIMEDOUT', 'timeout'],
  ['EPROTONOSUPPORT', 'error'],
  ['toString', 'error'],
])('%s is the target being down: %s', (error, code) => {
  expect(failing(error)).toMatchObject({ kind: 'down', reason: { code } });
});

const ours = ['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM', 'EADDRNOTAVAIL', 'ENETUNREACH', 'ENETDOWN', 'EPERM', 'EACCES'];

test.each(ours)('%s is ours and says nothing about the target', (error) => {
  expect(failing(error)).toMatchObject({ kind: 'unchecked' });
});

test('a reason from an address that was looked at says more than one that could not be', () => {
  const refused = down('connection_refused', 'refused');
  expect(mostTelling([refused, unchecked('no route')])).toBe(refused);
  expect(mostTelling([unchecked('no route'), refused])).toBe(refused);
});

test('a detail can be stored and shown, whatever the target sent', () => {
  expect(down('error', `a\0b\nc\ud800${'x'.repeat(1000)}`)).toEqual({
    kind: 'down',
    reason: { code: 'error', detail: `a b c\ufffd${'x'.repeat(294)}…` },
  });
});
