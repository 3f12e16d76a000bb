import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eachHour, eachQuarter, rollUp, type DayRollup, type Sample, type Tally } from '../../src/ledger/rollup.js';
import { addTo, emptySketch, mergeSketch, type Sketch } from '../../src/ledger/sketch.js';
import { randomCases } from '../support/properties.js';

// An example rolls a day up many times.
const { parameters, within } = randomCases(5);

const second = fc.oneof(
  fc.nat(86_399),
  fc.tuple(fc.nat(95), fc.constantFrom(0, 1, 899)).map(([quarter, rest]) => quarter * 900 + rest),
  // Many in one quarter of an hour.
  fc.nat(899).map((rest) => 36_000 + rest),
);
const sample: fc.Arbitrary<Sample> = fc.record({
  second,
  responseTime: fc.option(fc.oneof(fc.nat(60_000_000), fc.constantFrom(0, 1, 2 ** 31 - 1)), { freq: 4 }),
});
const samples = fc.array(sample, { maxLength: 80, size: 'max' });

const hourOf = ({ second }: Sample) => Math.floor(second / 3600);
const everyHour = new Set(Array.from({ length: 24 }, (_, hour) => hour));
const wholeDay = (list: readonly Sample[]) => rollUp(undefined, everyHour, list);

function tallyOf(list: readonly Sample[]): Tally {
  const times = list.flatMap(({ responseTime }) => (responseTime === null ? [] : [responseTime]));
  return {
    failed: list.length - times.length,
    up: times.length,
    sum: times.reduce((sum, time) => sum + time, 0),
    minimum: times.length === 0 ? 0 : Math.min(...times),
    maximum: Math.max(0, ...times),
  };
}

function sketchOf(list: readonly Sample[]): Sketch {
  const sketch = emptySketch();
  for (const { responseTime } of list) if (responseTime !== null) addTo(sketch, responseTime);
  return sketch;
}

/** What each part of the day that has any has to be, by its place. */
function parts(list: readonly Sample[], seconds: number): Map<number, Sample[]> {
  const found = new Map<number, Sample[]>();
  for (let place = 0; place * seconds < 86_400; place += 1) {
    const those = list.filter((each) => Math.floor(each.second / seconds) === place);
    if (those.length > 0) found.set(place, those);
  }
  return found;
}

function hoursIn({ hours }: DayRollup): [place: number, tally: Tally][] {
  const read: [number, Tally][] = [];
  eachHour(hours, (place, tally) => read.push([place, { ...tally }]));
  return read;
}

describe('a day', () => {
  test('has the counts, response times and sketch of its checks, by hours and quarter hours', within, () => {
    fc.assert(
      fc.property(samples, (list) => {
        const day = wholeDay(list);
        const { failed } = tallyOf(list);
        expect({ checks: day.checks, failed: day.failed }).toEqual({ checks: list.length, failed });
        const sketch = emptySketch();
        mergeSketch({ bytes: day.sketch, at: 0 }, day.sketch.length, sketch);
        expect(sketch.join()).toBe(sketchOf(list).join());

        expect(hoursIn(day)).toEqual([...parts(list, 3600)].map(([place, those]) => [place, tallyOf(those)]));

        const quarters: [number, Tally][] = [];
        const sketches = new Map<number, Sketch>();
        eachQuarter(day.quarters, (place, tally) => {
          quarters.push([place, { ...tally }]);
          if (place % 3 === 0) return undefined;
          const own = emptySketch();
          sketches.set(place, own);
          return own;
        });
        const expected = [...parts(list, 900)];
        expect(quarters).toEqual(expected.map(([place, those]) => [place, tallyOf(those)]));
        const asked = expected.filter(([place]) => place % 3 !== 0);
        const told = [...sketches].map(([place, own]) => [place, own.join()]);
        expect(told).toEqual(asked.map(([place, those]) => [place, sketchOf(those).join()]));
      }),
      parameters,
    );
  });

  test('is the same rolled up at once, and hour by hour in any order, some of them twice', within, () => {
    const order = fc.shuffledSubarray([...everyHour], { minLength: 24 });
    const again = fc.subarray([...everyHour]);
    fc.assert(
      fc.property(samples, order, again, (list, hours, twice) => {
        let before: DayRollup | undefined;
        for (const hour of [...hours, ...twice]) {
          const those = list.filter((each) => hourOf(each) === hour);
          before = rollUp(before?.quarters, new Set([hour]), those.toReversed());
        }
        expect(before).toEqual(wholeDay(list));
      }),
      parameters,
    );
  });

  test('has nothing left of what its hours were before they were rolled up again', within, () => {
    fc.assert(
      fc.property(samples, samples, fc.subarray([...everyHour]), (old, late, hours) => {
        const replaced = new Set(hours);
        const those = late.filter((each) => replaced.has(hourOf(each)));
        const kept = old.filter((each) => !replaced.has(hourOf(each)));
        expect(rollUp(wholeDay(old).quarters, replaced, those)).toEqual(wholeDay([...kept, ...those]));
      }),
      parameters,
    );
  });

  test('without checks is empty', () => {
    const none = Buffer.alloc(0);
    expect(wholeDay([])).toEqual({ checks: 0, failed: 0, hours: none, sketch: none, quarters: none });
  });
});

test('the stored form never changes', () => {
  const day = wholeDay([
    { second: 0, responseTime: 0 },
    { second: 899, responseTime: null },
    { second: 900, responseTime: 12_345 },
    { second: 901, responseTime: 12_400 },
    { second: 902, responseTime: 60_000_000 },
    { second: 43_200, responseTime: null },
    { second: 86_399, responseTime: 2 ** 31 - 1 },
  ]);
  expect({ ...day, hours: hex(day.hours), sketch: hex(day.sketch), quarters: hex(day.quarters) }).toEqual({
    ...{ checks: 7, failed: 2 },
    hours: '00010400808ece1ca9cfcf1c0c0100170001ffffffff070000',
    sketch: '1100d2020200a8030100b30101',
    quarters: '000601010000001101140003b960c7adcd1cfeadcd1c00d3020200a80301300201005f0d0001ffffffff07000000ae0701',
  });
});

function hex(bytes: Buffer): string {
  return bytes.toString('hex');
}
