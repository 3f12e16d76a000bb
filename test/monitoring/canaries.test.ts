import { expect, test } from 'vitest';
import { openCanaries, type Canary } from '../../src/monitoring/canaries.js';
import { systemClock } from '../../src/platform/clock.js';
import { memoryLog } from '../support/log.js';
import { testNetwork } from '../support/probing.js';
import { closedPort, listen } from '../support/servers.js';
import { until } from '../support/until.js';

const host = '127.0.0.1';

function open(canaries: Canary[]) {
  const { log, lines } = memoryLog();
  return { ...openCanaries({ canaries, network: testNetwork(), clock: systemClock, log }), lines };
}

test('one that answers is enough, and nothing stays connected', async () => {
  await using server = await listen(() => undefined);
  const canaries = open([
    { host, port: await closedPort() },
    { host, port: server.port },
  ]);
  expect(await canaries.answer()).toBe(true);
  await server.idle();
  expect(canaries.areSilent()).toBe(false);
  canaries.close();
});

test('when none answers they are silent, which is told once, until one answers again without being asked for', async () => {
  const port = await closedPort();
  const canaries = open([{ host, port }]);
  expect(await canaries.answer()).toBe(false);
  expect(await canaries.answer()).toBe(false);
  expect(canaries.areSilent()).toBe(true);
  await using server = await listen(() => undefined, host, port);
  await until(
    () => Promise.resolve(canaries.areSilent()),
    (silent) => !silent,
  );
  canaries.close();
  await server.idle();
  expect(canaries.lines.map(({ level }) => level)).toEqual(['error', 'info']);
});

test('who asks while they are asked waits for the next answer, which is shared', async () => {
  await using server = await listen(() => undefined);
  const canaries = open([{ host, port: server.port }]);
  const first = canaries.answer();
  await until(
    () => Promise.resolve(server.accepted()),
    (accepted) => accepted === 1,
  );
  const later = [canaries.answer(), canaries.answer(), canaries.answer()];
  expect(await Promise.all([first, ...later])).toEqual([true, true, true, true]);
  expect(server.accepted()).toBe(2);
  canaries.close();
});

test('who waits when they are closed is let go', async () => {
  const canaries = open([{ host, port: await closedPort() }]);
  await canaries.answer();
  const waiting = canaries.answer();
  canaries.close();
  expect(await waiting).toBe(false);
});
