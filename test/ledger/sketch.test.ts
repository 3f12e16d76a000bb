import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWriter } from '../../src/ledger/bytes.js';
import {
  addTo,
  bucketCount,
  bucketOf,
  emptySketch,
  mergeSketch,
  percentile,
  rankOf,
  writeSketch,
  type Sketch,
} from '../../src/ledger/sketch.js';
import { randomCases } from '../support/properties.js';

const { parameters, within } = randomCases();

const longest = 2 ** 31 - 1;
const responseTime = fc.oneof(
  fc.integer({ min: 0, max: longest }),
  fc.nat(300),
  fc.nat(60_000_000),
  fc.constantFrom(0, 1, 99, 100, 101, longest - 1, longest),
);
// Many equal ones too: their counts need more than half a byte.
const responseTimes = fc
  .array(fc.tuple(responseTime, fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 40 }))), { minLength: 1 })
  .map((runs) => runs.flatMap(([time, count]) => Array<number>(count).fill(time)));

function sketchOf(times: readonly number[]): Sketch {
  const sketch = emptySketch();
  for (const time of times) addTo(sketch, time);
  return sketch;
}

function packed(sketch: Sketch): Buffer {
  const writer = createWriter();
  writeSketch(writer, sketch);
  return writer.take();
}

/** The first microsecond of each bucket: each is as wide as a value within 1 % of all of it allows. */
function firsts(): number[] {
  const list = [];
  for (let first = 0; first <= longest;) {
    list.push(first);
    const value = Math.floor((first * 101) / 100);
    first = Math.floor((value * 100) / 99) + 1;
  }
  return list;
}

const isNear = (value: number, exact: number) => Math.abs(value - exact) * 100 <= exact;

describe('buckets', () => {
  test('begin where they always did', () => {
    expect(bucketCount).toBe(942);
    const list = firsts();
    expect(list).toHaveLength(bucketCount);
    expect([1, 98, 99, 100, 200, 500, 941].map((bucket) => list[bucket])).toEqual([
      1, 98, 99, 101, 781, 314_664, 2_130_363_047,
    ]);
    for (const [bucket, first] of list.entries()) {
      expect(bucketOf(first)).toBe(bucket);
      if (first > 0) expect(bucketOf(first - 1)).toBe(bucket - 1);
    }
    expect(bucketOf(longest)).toBe(bucketCount - 1);
  });

  test('of longer response times are not before those of shorter ones', within, () => {
    fc.assert(
      fc.property(responseTime, responseTime, (one, other) => {
        expect(bucketOf(Math.min(one, other))).toBeLessThanOrEqual(bucketOf(Math.max(one, other)));
      }),
      parameters,
    );
  });

  test('have a value within 1 % of every response time in them', within, () => {
    fc.assert(
      fc.property(responseTime, (time) => {
        expect(isNear(percentile(sketchOf([time]), 1, 0.5), time)).toBe(true);
      }),
      parameters,
    );
    const ends = firsts().flatMap((first) => [first, first - 1]);
    expect(ends.slice(2).filter((time) => !isNear(percentile(sketchOf([time]), 1, 1), time))).toEqual([]);
  });
});

test('percentiles are within 1 % of those of nearest rank', within, () => {
  fc.assert(
    fc.property(responseTimes, (times) => {
      const sorted = times.toSorted((a, b) => a - b);
      for (const percent of [50, 95, 99]) {
        const exact = sorted[Math.ceil((percent * times.length) / 100) - 1] ?? NaN;
        const told = percentile(sketchOf(times), times.length, percent / 100);
        if (!isNear(told, exact)) expect.fail(`p${percent} is ${exact}, not ${told}`);
      }
    }),
    parameters,
  );
});

test('the rank at a share of any count is the nearest one', within, () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 2 ** 40 })), (count) => {
      for (const percent of [50, 95, 99]) expect(rankOf(percent / 100, count)).toBe(Math.ceil((percent * count) / 100));
    }),
    parameters,
  );
});

test('more response times than a sketch has can not be asked for', () => {
  expect(() => percentile(sketchOf([1]), 2, 1)).toThrow(RangeError);
});

describe('the stored form', () => {
  test('is read as it was written, in the midst of other bytes', within, () => {
    fc.assert(
      fc.property(responseTimes, (times) => {
        const sketch = sketchOf(times);
        const bytes = packed(sketch);
        const read = emptySketch();
        const from = { bytes: Buffer.concat([Buffer.of(7), bytes, Buffer.of(0x11)]), at: 1 };
        mergeSketch(from, 1 + bytes.length, read);
        expect(read.join()).toBe(sketch.join());
        expect(from.at).toBe(1 + bytes.length);
      }),
      parameters,
    );
  });

  test('merges to what adding all response times gives', within, () => {
    fc.assert(
      fc.property(fc.array(responseTimes, { maxLength: 5 }), (lists) => {
        const merged = emptySketch();
        for (const bytes of lists.map((times) => packed(sketchOf(times)))) {
          mergeSketch({ bytes, at: 0 }, bytes.length, merged);
        }
        expect(merged.join()).toBe(sketchOf(lists.flat()).join());
      }),
      parameters,
    );
  });

  test('never changes', () => {
    const times = [0, 0, 120, 12_345, 12_400, ...Array<number>(20).fill(60_000_000), longest];
    expect(packed(sketchOf(times)).toString('hex')).toBe('12006a0100e8010200a8031400b30101');
  });
});
