import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { OptionError, readOptions } from '../../src/seed/options.js';

const now = { now: Date.parse('2026-03-10T15:25:59.999Z') };

test('options have defaults, and the password is a new one each time', () => {
  const [one, two] = [readOptions([], now), readOptions([], now)];
  const until = new Date('2026-03-10T15:25:00Z');
  expect(one).toMatchObject({ monitors: 20, days: 30, interval: 60, resultsDays: undefined, seed: 1, until });
  expect(one?.password).not.toBe(two?.password);
  expect(readOptions(['--help'], now)).toBeUndefined();
});

test.each([
  ['--monitors', '0'],
  ['--monitors', 'many'],
  ['--days', '1.5'],
  ['--interval', '4'],
  ['--results-days', '0'],
  ['--until', '2026-01-31'],
  ['--until', '2999-01-01T00:00:00Z'],
  ['--email', 'demo'],
  ['--password', 'short'],
  ['--password', '🦊🦊🦊🦊🦊🦊🦊'],
  ['--password', 'ñ'.repeat(37)],
  ['--monitor', '5'],
])('%s %s is refused by its name', (name, value) => {
  const read = () => readOptions([name, value], now);
  expect(read).toThrow(OptionError);
  expect(read).toThrow(name);
});

test.each(['8 chars!', 'ñ'.repeat(36), '🦊'.repeat(8)])(
  'the password %s is one that an account may have',
  (password) => {
    expect(readOptions(['--password', password], now)).toMatchObject({ password });
  },
);

const run = (...args: string[]) =>
  spawnSync(process.execPath, ['dist/seedCommand.js', ...args], {
    env: { ...process.env, PORT: 'nowhere' },
    encoding: 'utf8',
  });

test('what is asked for comes before settings that can not be used: help is given in any case', () => {
  expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--results-days N') as string });
  expect(run('--days', '0')).toMatchObject({ status: 2, stderr: expect.stringContaining('--days') as string });
  expect(run()).toMatchObject({ status: 1, stderr: expect.stringContaining('PORT') as string });
});
