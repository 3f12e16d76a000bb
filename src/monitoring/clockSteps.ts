/**
 * node-cron plans by the system's clock: set back by an hour, it would wait for an hour. Set forth or back, what it has
 * scheduled is planned anew.
 */
import type { ScheduledTask } from 'node-cron';
import type { Clock } from '../platform/clock.js';

/** Milliseconds between two looks at the clock. */
const every = 500;
/** Milliseconds by which it must differ from what has passed since the last look to count as set. */
const step = 1000;

/** Plans `tasks` anew whenever the clock was set, until it is stopped: before they are. */
export function replanAtSteps(clock: Clock, tasks: readonly ScheduledTask[]): { stop(): void } {
  const offsetNow = () => clock.now() - clock.elapsed();
  let offset = offsetNow();
  let isStopped = false;

  async function replan(task: ScheduledTask): Promise<void> {
    await task.stop();
    if (!isStopped) await task.start();
  }

  const timer = setInterval(() => {
    const before = offset;
    offset = offsetNow();
    if (Math.abs(offset - before) > step) for (const task of tasks) void replan(task);
  }, every);
  return {
    stop() {
      isStopped = true;
      clearInterval(timer);
    },
  };
}
