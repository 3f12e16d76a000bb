import { describe, expect, test } from 'vitest';
import {
  bucketEdges,
  daysAfter,
  endOf,
  firstInstant,
  formatDate,
  parseMoment,
  startOfDay,
  utcOffset,
  type BucketSize,
} from '../../src/platform/time.js';
import { seeded } from '../support/ledger.js';

const madrid = 'Europe/Madrid';
const lordHowe = 'Australia/Lord_Howe';
// Finding the changes of a zone for the first time takes 10 ms: a part of the 418 zones tells as much.
const someZones = Intl.supportedValuesOf('timeZone').filter((_zone, n) => n % 7 === 0);

describe('formatDate', () => {
  test.each([
    ['2013-01-30T22:00:00Z', 'Europe/Helsinki', '2013-01-31T00:00:00+02:00'],
    ['2026-01-31T12:00:00Z', 'UTC', '2026-01-31T12:00:00+00:00'],
    ['2026-01-31T12:00:00.999Z', 'UTC', '2026-01-31T12:00:00+00:00'],
    ['1969-12-31T23:59:59.001Z', 'UTC', '1969-12-31T23:59:59+00:00'],
    ['2026-01-31T12:00:00Z', 'Asia/Kolkata', '2026-01-31T17:30:00+05:30'],
    ['2026-01-31T12:00:00Z', 'Asia/Kathmandu', '2026-01-31T17:45:00+05:45'],
    ['2026-01-31T12:00:00Z', 'America/St_Johns', '2026-01-31T08:30:00-03:30'],
    ['2026-01-31T12:00:00Z', 'Pacific/Kiritimati', '2026-02-01T02:00:00+14:00'],
    ['0001-01-01T00:00:00Z', 'UTC', '0001-01-01T00:00:00+00:00'],
    ['9999-12-31T23:59:59Z', 'UTC', '9999-12-31T23:59:59+00:00'],
  ])('%s in %s is %s', (at, zone, text) => {
    expect(formatDate(new Date(at), zone)).toBe(text);
  });

  test('the offset follows daylight saving to the second', () => {
    const change = Date.parse('2026-03-29T01:00:00Z');
    expect(formatDate(new Date(change - 1), madrid)).toBe('2026-03-29T01:59:59+01:00');
    expect(formatDate(new Date(change), madrid)).toBe('2026-03-29T03:00:00+02:00');
    expect(formatDate(new Date('2026-10-25T00:59:59Z'), madrid)).toBe('2026-10-25T02:59:59+02:00');
    expect(formatDate(new Date('2026-10-25T01:00:00Z'), madrid)).toBe('2026-10-25T02:00:00+01:00');
  });

  test('an offset of the days of local mean time is printed in whole minutes, and the instant stays exact', () => {
    const at = new Date('1850-06-01T12:00:00Z');
    const text = formatDate(at, madrid);
    expect(text).toMatch(/-00:15$/);
    expect(Date.parse(text)).toBe(at.getTime());
  });

  test('at any instant in any zone it is the local time that Intl tells', () => {
    const random = seeded(1);
    for (const zone of someZones) {
      const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
      for (let n = 0; n < 5; n += 1) {
        const at = new Date(Date.UTC(1975, 0) + Math.floor(random() * (Date.UTC(2037, 0) - Date.UTC(1975, 0))));
        const text = formatDate(at, zone);
        expect(`${zone} ${text.slice(0, 19).replace('T', ' ')}`).toBe(`${zone} ${format.format(at)}`);
        expect(Date.parse(text)).toBe(Math.floor(at.getTime() / 1000) * 1000);
      }
    }
  });
});

test('utcOffset is that of the instant', () => {
  expect(utcOffset(new Date('2026-01-01T00:00Z'), madrid)).toBe('+01:00');
  expect(utcOffset(new Date('2026-07-01T00:00Z'), madrid)).toBe('+02:00');
  expect(utcOffset(new Date('2026-07-01T00:00Z'), 'UTC')).toBe('+00:00');
  expect(utcOffset(new Date('2026-07-01T00:00Z'), 'America/St_Johns')).toBe('-02:30');
});

describe('parseMoment', () => {
  const instant = (text: string, zone = madrid) => {
    const moment = parseMoment(text);
    return moment && firstInstant(moment, zone).toISOString();
  };

  test.each([
    ['2013-01-31', '2013-01-30T23:00:00.000Z'],
    ['2013-01-31T00:00', '2013-01-30T23:00:00.000Z'],
    ['2013-01-31T00:00:01', '2013-01-30T23:00:01.000Z'],
    ['2013-01-31T00:00:01.987654321012', '2013-01-30T23:00:01.000Z'],
    ['2013-01-31T00:00Z', '2013-01-31T00:00:00.000Z'],
    ['2013-01-31T00:00:00+02:00', '2013-01-30T22:00:00.000Z'],
    ['2013-01-31T00:00:00 02:00', '2013-01-30T22:00:00.000Z'],
    ['2013-01-31T00:00:00 0200', '2013-01-30T22:00:00.000Z'],
    ['2013-01-31T00:00+0530', '2013-01-30T18:30:00.000Z'],
    ['2013-01-31T00:00-03:30', '2013-01-31T03:30:00.000Z'],
    ['2013-01-31T00:00:00.5-00:00', '2013-01-31T00:00:00.000Z'],
    ['2024-02-29', '2024-02-28T23:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(instant(text)).toBe(expected);
  });

  test('the years 1 and 9999 are read, the year 0 is not', () => {
    expect(instant('0001-01-01', 'UTC')).toBe('0001-01-01T00:00:00.000Z');
    expect(instant('9999-12-31T23:59:59', 'UTC')).toBe('9999-12-31T23:59:59.000Z');
    expect(instant('0000-01-01', 'UTC')).toBeUndefined();
  });

  test.each([
    ...['', 'yesterday', '2013', '2013-01', '20130131', '2013-1-31', '2013-01-31T', '2013-01-31 00:00', ' 2013-01-31'],
    ...['2013-01-31\n', '2013-01-31T00', '2013-01-31T0000', '2013-01-31t00:00', '2013-01-31T00:00z', '2013-01-31Z'],
    ...['2026-02-30', '2026-02-29', '2026-13-01', '2026-00-01', '2026-01-00', '2026-01-01T24:00', '2026-01-01T12:60'],
    ...['2026-01-01T12:00:60', '2026-01-01T12:00:00.', '2026-01-01T12:00:00,5', '2026-01-01T12:00.5', '1767225600'],
    ...['2026-01-01T12:00+2', '2026-01-01T12:00+02', '2026-01-01T12:00+24:00', '2026-01-01T12:00+02:60'],
    ...['2026-01-01T12:00+02:00[Europe/Madrid]', '+002026-01-01', '-2026-01-01', '２０２６-01-01'],
  ])('%j is not one of the forms', (text) => {
    expect(parseMoment(text)).toBeUndefined();
  });

  test('a local time that daylight saving skips is moved on, one that it repeats is the first of the two', () => {
    expect(instant('2026-03-29T02:30')).toBe('2026-03-29T01:30:00.000Z');
    expect(instant('2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z');
  });

  test('a date begins where its midnight would be skipped, and ends where the next one begins', () => {
    const moment = parseMoment('2018-11-04');
    if (!moment) throw new Error('not read');
    expect(firstInstant(moment, 'America/Sao_Paulo').toISOString()).toBe('2018-11-04T03:00:00.000Z');
    expect(endOf(moment, 'America/Sao_Paulo').toISOString()).toBe('2018-11-05T02:00:00.000Z');
  });

  test('a date that a zone left out is empty', () => {
    const moment = parseMoment('2011-12-30');
    if (!moment) throw new Error('not read');
    expect(endOf(moment, 'Pacific/Apia')).toEqual(firstInstant(moment, 'Pacific/Apia'));
  });
});

test('startOfDay is the local midnight', () => {
  expect(startOfDay(new Date('2026-01-31T23:30Z'), madrid).toISOString()).toBe('2026-01-31T23:00:00.000Z');
  expect(startOfDay(new Date('2026-10-25T22:30Z'), madrid).toISOString()).toBe('2026-10-24T22:00:00.000Z');
});

test('daysAfter keeps the time of day over a change of the offset', () => {
  expect(daysAfter(new Date('2026-10-24T10:00Z'), 2, madrid).toISOString()).toBe('2026-10-26T11:00:00.000Z');
});

describe('bucketEdges', () => {
  const edges = (from: string, to: string, size: BucketSize, zone: string) =>
    [...bucketEdges({ from: new Date(from), to: new Date(to) }, size, zone)].map((edge) => formatDate(edge, zone));

  test('the first edge is not after the range begins, the last before it ends', () => {
    expect(edges('2026-01-31T12:00:30Z', '2026-01-31T12:02:00Z', 'minute', 'UTC')).toEqual([
      '2026-01-31T12:00:00+00:00',
      '2026-01-31T12:01:00+00:00',
    ]);
    expect(edges('2026-01-31T12:03:00Z', '2026-01-31T12:10:01Z', '5minutes', 'UTC')).toEqual([
      '2026-01-31T12:00:00+00:00',
      '2026-01-31T12:05:00+00:00',
      '2026-01-31T12:10:00+00:00',
    ]);
  });

  test('an empty range has none', () => {
    for (const size of ['minute', '5minutes', 'hour', 'day'] as const)
      expect(edges('2026-01-31T12:00:00Z', '2026-01-31T12:00:00Z', size, 'UTC')).toEqual([]);
  });

  test.each(['Asia/Kolkata', 'Asia/Kathmandu', 'America/St_Johns', 'Australia/Eucla'])(
    'hours are those of the clocks in %s',
    (zone) => {
      const all = edges('2026-01-31T12:10:00Z', '2026-01-31T16:00:00Z', 'hour', zone);
      expect(all.length).toBe(5);
      for (const edge of all) expect(edge.slice(14, 19)).toBe('00:00');
    },
  );

  test('a repeated hour has two buckets, a skipped one none', () => {
    expect(edges('2026-10-24T23:00Z', '2026-10-25T02:00Z', 'hour', madrid)).toEqual([
      '2026-10-25T01:00:00+02:00',
      '2026-10-25T02:00:00+02:00',
      '2026-10-25T02:00:00+01:00',
    ]);
    expect(edges('2026-03-29T00:00Z', '2026-03-29T02:00Z', 'hour', madrid)).toEqual([
      '2026-03-29T01:00:00+01:00',
      '2026-03-29T03:00:00+02:00',
    ]);
  });

  test('where daylight saving is half an hour, hours stay those of the clock on both sides of it', () => {
    expect(edges('2026-04-04T14:00Z', '2026-04-04T17:00Z', 'hour', lordHowe)).toEqual([
      '2026-04-05T01:00:00+11:00',
      '2026-04-05T01:30:00+10:30',
      '2026-04-05T02:00:00+10:30',
      '2026-04-05T03:00:00+10:30',
    ]);
    expect(edges('2026-10-03T14:30Z', '2026-10-03T17:00Z', 'hour', lordHowe)).toEqual([
      '2026-10-04T01:00:00+10:30',
      '2026-10-04T02:30:00+11:00',
      '2026-10-04T03:00:00+11:00',
    ]);
  });

  test('days have 23 to 25 hours', () => {
    const hours = (from: string, to: string, zone: string) => {
      const all = [...bucketEdges({ from: new Date(from), to: new Date(to) }, 'day', zone)].map(Number);
      return all.slice(1).map((edge, n) => (edge - (all[n] ?? 0)) / 3_600_000);
    };
    expect(hours('2026-03-28T00:00Z', '2026-03-31T00:00Z', madrid)).toEqual([24, 23, 24]);
    expect(hours('2026-10-24T00:00Z', '2026-10-27T00:00Z', madrid)).toEqual([24, 25, 24]);
    expect(hours('2026-04-04T00:00Z', '2026-04-06T00:00Z', lordHowe)).toEqual([24, 24.5]);
    expect(hours('2011-12-29T00:00Z', '2012-01-01T00:00Z', 'Pacific/Apia')).toEqual([24, 24, 24]);
  });

  test('edges ascend, cover the range and are aligned in any zone', () => {
    const random = seeded(2);
    const steps = { minute: 60_000, '5minutes': 300_000, hour: 3_600_000, day: 86_400_000 };
    for (const zone of someZones) {
      for (const size of ['5minutes', 'hour', 'day'] as const) {
        const from = Date.UTC(2015, 0) + Math.floor(random() * 4e11);
        const to = from + Math.floor(random() * 40 * steps[size]);
        const all = [...bucketEdges({ from: new Date(from), to: new Date(to) }, size, zone)].map(Number);
        expect(all[0]).toBeLessThanOrEqual(from);
        expect(all.at(-1)).toBeLessThan(to);
        for (const [n, edge] of all.entries()) {
          const next = all[n + 1] ?? to;
          expect(next).toBeGreaterThan(edge);
          expect(next - edge).toBeLessThanOrEqual(size === 'day' ? 90_000_000 : steps[size]);
        }
      }
    }
  });
});
