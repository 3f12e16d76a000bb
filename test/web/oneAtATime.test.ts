import { expect, it } from 'vitest';
import { oneAtATime } from '../../src/web/site/oneAtATime.js';
import { until } from '../support/until.js';

/** Readings that end when a test says so. */
function staged(patience?: number) {
  const readings: { name: string; end: (value: string) => void; fail: () => void }[] = [];
  const share = oneAtATime<string>(patience);
  const ask = (name: string) =>
    share(
      name,
      () => new Promise((end, reject) => readings.push({ name, end, fail: () => reject(new Error('away')) })),
    );
  /** Resolves when so many have begun. */
  const begun = (count: number) =>
    until(
      () => Promise.resolve(readings.length),
      (length) => length === count,
    );
  return { readings, ask, begun };
}

it('who asks while one reads shares the next reading, which begins afterwards', async () => {
  const { readings, ask, begun } = staged();
  const first = ask('a');
  const others = [ask('a'), ask('a')];
  expect(readings).toHaveLength(1);
  readings[0]?.end('old');
  expect(await first).toBe('old');
  await begun(2);
  const late = ask('a');
  expect(readings).toHaveLength(2);
  readings[1]?.end('new');
  expect(await Promise.all(others)).toEqual(['new', 'new']);
  await begun(3);
  expect(readings).toHaveLength(3);
  readings[2]?.end('newest');
  expect(await late).toBe('newest');
});

it('others read at once, and so does who comes when all is over', async () => {
  const { readings, ask } = staged();
  const [one, other] = [ask('a'), ask('b')];
  expect(readings.map(({ name }) => name)).toEqual(['a', 'b']);
  for (const { end } of readings) end('done');
  await Promise.all([one, other]);
  void ask('a');
  expect(readings).toHaveLength(3);
});

it('a reading that fails fails for who asked for it, and the next one is made', async () => {
  const { readings, ask, begun } = staged();
  const first = ask('a');
  const second = ask('a');
  readings[0]?.fail();
  await expect(first).rejects.toThrow('away');
  await begun(2);
  readings[1]?.end('there');
  expect(await second).toBe('there');
});

it('a reading that does not end holds nobody up for good', async () => {
  const { readings, ask, begun } = staged(10);
  void ask('a');
  const second = ask('a');
  await begun(2);
  readings[1]?.end('there');
  expect(await second).toBe('there');
  void ask('a');
  expect(readings).toHaveLength(3);
});
