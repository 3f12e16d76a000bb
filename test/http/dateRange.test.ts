import { describe, expect, test } from 'vitest';
import { dateRangeParams, presentRange, resolveRange } from '../../src/http/dateRange.js';
import { judgeParams } from '../../src/http/params/judge.js';
import { pathOf, treeOf } from '../../src/http/params/tree.js';
import { z } from 'zod';

const params = z.object({ date_range: dateRangeParams });

function judge(given: Record<string, string>) {
  return judgeParams(params, treeOf(Object.entries(given).map(([name, leaf]) => ({ path: pathOf(name), leaf }))));
}

/** R as it is printed, or the code on `date_range[from]`. */
function range(from: string, to: string, options: { now?: string; zone?: string } = {}) {
  const { problems, params: judged } = judge({ 'date_range[from]': from, 'date_range[to]': to });
  if (problems.length > 0) return problems.map(({ param, code }) => `${param} ${code}`);
  const timeZone = options.zone ?? 'Europe/Madrid';
  const now = new Date(options.now ?? '2026-01-31T12:00:00.789Z');
  const resolved = resolveRange((judged as z.output<typeof params>).date_range, { now, timeZone });
  if ('problem' in resolved) return [`${resolved.problem.param} ${resolved.problem.code}`];
  const printed = presentRange(resolved.range, timeZone);
  return [printed.from, printed.to];
}

const now = '2026-01-31T13:00:00+01:00';
const today = '2026-01-31T00:00:00+01:00';

describe('what was given', () => {
  test('nothing: today until now, to the whole second', () => {
    expect(range('', '')).toEqual([today, now]);
  });

  test('nothing, at midnight: an empty range', () => {
    expect(range('', '', { now: '2026-01-30T23:00:00.5Z' })).toEqual([today, today]);
  });

  test('only from: until now', () => {
    expect(range('2026-01-15', '')).toEqual(['2026-01-15T00:00:00+01:00', now]);
    expect(range('2026-01-15T10:30', '')).toEqual(['2026-01-15T10:30:00+01:00', now]);
  });

  test('only to: from the midnight of the day it falls in', () => {
    expect(range('', '2026-01-15T10:30')).toEqual(['2026-01-15T00:00:00+01:00', '2026-01-15T10:30:00+01:00']);
    expect(range('', '2026-01-15')).toEqual(['2026-01-15T00:00:00+01:00', '2026-01-16T00:00:00+01:00']);
    expect(range('', '2026-01-14T23:30Z')).toEqual(['2026-01-15T00:00:00+01:00', '2026-01-15T00:30:00+01:00']);
    expect(range('', '2026-01-15T00:00')).toEqual(['2026-01-15T00:00:00+01:00', '2026-01-15T00:00:00+01:00']);
  });

  test('only to, yesterday, while today begins: yesterday', () => {
    expect(range('', '2026-01-30', { now: '2026-01-30T23:00:00Z' })).toEqual(['2026-01-30T00:00:00+01:00', today]);
  });

  test('both dates: the whole of the last one', () => {
    expect(range('2026-01-15', '2026-01-15')).toEqual(['2026-01-15T00:00:00+01:00', '2026-01-16T00:00:00+01:00']);
  });

  test('an unencoded plus is the same as an encoded one', () => {
    expect(range('2026-01-15T10:00:00 02:00', '2026-01-15T10:00:00+02:00')).toEqual([
      '2026-01-15T09:00:00+01:00',
      '2026-01-15T09:00:00+01:00',
    ]);
  });
});

describe('the range', () => {
  test('a later to is cut to now', () => {
    expect(range('2026-01-15', '2026-01-31')).toEqual(['2026-01-15T00:00:00+01:00', now]);
    expect(range('2026-01-15', '9999-12-31')).toEqual(['2026-01-15T00:00:00+01:00', now]);
    expect(range('', '2026-02-10')).toEqual([today, now]);
    expect(range('', '2026-02-10T10:00')).toEqual([today, now]);
  });

  test('from after to, or in the future, is out of range', () => {
    const refused = ['date_range[from] out_of_range'];
    expect(range('2026-01-15T10:00:01', '2026-01-15T10:00:00')).toEqual(refused);
    expect(range('2026-01-16', '2026-01-15T23:00')).toEqual(refused);
    expect(range('2026-01-16', '2026-01-15')).toEqual(refused);
    expect(range('2026-01-17', '2026-01-15')).toEqual(refused);
    expect(range('2026-01-31T13:00:01', '')).toEqual(refused);
    expect(range('2026-02-01', '2026-02-02')).toEqual(refused);
  });

  test('equal ends are an empty range, also at now', () => {
    expect(range('2026-01-15T10:00', '2026-01-15T10:00')).toEqual([
      '2026-01-15T10:00:00+01:00',
      '2026-01-15T10:00:00+01:00',
    ]);
    expect(range('2026-01-31T13:00:00', '')).toEqual([now, now]);
  });

  test('fractions of a second are cut off before the ends are compared', () => {
    expect(range('2026-01-15T10:00:00.9', '2026-01-15T10:00:00.1')).toEqual([
      '2026-01-15T10:00:00+01:00',
      '2026-01-15T10:00:00+01:00',
    ]);
  });

  test('a day of daylight saving has 23 or 25 hours', () => {
    const hours = ([from = '', to = '']: string[]) => (Date.parse(to) - Date.parse(from)) / 3_600_000;
    expect(hours(range('2025-03-30', '2025-03-30'))).toBe(23);
    expect(hours(range('2025-10-26', '2025-10-26'))).toBe(25);
    expect(hours(range('2025-04-06', '2025-04-06', { zone: 'Australia/Lord_Howe' }))).toBe(24.5);
    expect(range('2025-10-26T02:30', '2025-10-26')[0]).toBe('2025-10-26T02:30:00+02:00');
  });

  test('days are those of the zone', () => {
    expect(range('2026-01-15', '2026-01-15', { zone: 'Asia/Kathmandu' })).toEqual([
      '2026-01-15T00:00:00+05:45',
      '2026-01-16T00:00:00+05:45',
    ]);
  });

  test('the year 1 is not too early', () => {
    expect(range('0001-01-01', '0001-01-01', { zone: 'UTC' })).toEqual([
      '0001-01-01T00:00:00+00:00',
      '0001-01-02T00:00:00+00:00',
    ]);
  });
});

describe('what can not be read', () => {
  test('each end is invalid by itself', () => {
    expect(range('yesterday', '2026-02-30')).toEqual(['date_range[from] invalid', 'date_range[to] invalid']);
  });

  test('a member that is not known is told', () => {
    const { problems } = judge({ 'date_range[until]': '2026-01-15' });
    expect(problems).toMatchObject([{ param: 'date_range[until]', code: 'unknown_param' }]);
  });

  test('a date_range that is no wrapper is invalid', () => {
    expect(judge({ date_range: '2026-01-15' }).problems).toMatchObject([{ param: 'date_range', code: 'invalid' }]);
  });
});
