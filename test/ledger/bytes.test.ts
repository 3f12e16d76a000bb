import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWriter, readByte, readNumber } from '../../src/ledger/bytes.js';
import { randomCases } from '../support/properties.js';

const { parameters, within } = randomCases();

type Part = { byte: number } | { number: number } | { bytes: string };

const part = fc.oneof(
  fc.record({ byte: fc.nat(255) }),
  fc.record({ number: fc.oneof(fc.nat(300), fc.maxSafeNat()) }),
  // Longer than what a new writer has room for.
  fc.record({ bytes: fc.nat(6000).map((length) => 'x'.repeat(length)) }),
);

test('what was written is read again, in order and to the end', within, () => {
  const writer = createWriter();
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts: Part[]) => {
      for (const each of parts) {
        if ('byte' in each) writer.byte(each.byte);
        else if ('number' in each) writer.number(each.number);
        else writer.bytes(Buffer.from(each.bytes));
      }
      const from = { bytes: writer.take(), at: 0 };
      const read = parts.map((each) => {
        if ('byte' in each) return { byte: readByte(from) };
        if ('number' in each) return { number: readNumber(from) };
        from.at += each.bytes.length;
        return { bytes: from.bytes.toString('latin1', from.at - each.bytes.length, from.at) };
      });
      expect(read).toEqual(parts);
      expect(from.at).toBe(from.bytes.length);
    }),
    parameters,
  );
});

test.each([
  [0, '00'],
  [127, '7f'],
  [128, '8001'],
  [16_383, 'ff7f'],
  [16_384, '808001'],
  [2 ** 31 - 1, 'ffffffff07'],
  [2 ** 32, '8080808010'],
  [2 ** 53 - 1, 'ffffffffffffff0f'],
])('%i is stored as %s', (value, hex) => {
  const writer = createWriter();
  writer.number(value);
  const bytes = writer.take();
  expect(bytes.toString('hex')).toBe(hex);
  expect(readNumber({ bytes, at: 0 })).toBe(value);
});

test('what was taken does not change when the writer goes on', () => {
  const writer = createWriter();
  writer.byte(1);
  const taken = writer.take();
  writer.byte(2);
  expect([...taken, ...writer.take()]).toEqual([1, 2]);
});

test('bytes that end too early are refused', () => {
  expect(() => readByte({ bytes: Buffer.alloc(0), at: 0 })).toThrow(RangeError);
  expect(() => readNumber({ bytes: Buffer.from('8080', 'hex'), at: 0 })).toThrow(RangeError);
});
