import cron, { type ScheduledTask } from 'node-cron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { replanAtSteps } from '../../src/monitoring/clockSteps.js';

const hour = 3_600_000;
let elapsed: number;
let beats: number;
let task: ScheduledTask;
let steps: { stop(): void };

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 15, 12) });
  elapsed = 0;
  beats = 0;
  task = cron.schedule('* * * * * *', () => void (beats += 1));
  steps = replanAtSteps({ now: () => Date.now(), elapsed: () => elapsed }, [task]);
});
afterEach(async () => {
  steps.stop();
  await task.stop();
  vi.useRealTimers();
});

async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 100) {
    elapsed += 100;
    await vi.advanceTimersByTimeAsync(100);
  }
}

test.each([
  ['back', -hour],
  ['forth', hour],
])('a task of each second goes on within seconds after the clock was set %s by an hour', async (_, step) => {
  await pass(3000);
  expect(beats).toBe(3);
  vi.setSystemTime(Date.now() + step);
  await pass(2000);
  const soon = beats;
  await pass(5000);
  expect(beats - soon).toBe(5);
});

test('a stop in the midst of planning anew is a stop', async () => {
  await pass(3000);
  const before = beats;
  const halt = task.stop.bind(task);
  task.stop = async () => {
    steps.stop();
    await halt();
  };
  vi.setSystemTime(Date.now() - hour);
  await pass(5000);
  expect(beats).toBe(before);
});

test('nothing is planned anew once it was stopped', async () => {
  steps.stop();
  await task.stop();
  vi.setSystemTime(Date.now() - hour);
  await pass(5000);
  expect(beats).toBe(0);
});
