/** What is done now and then for the tables that checks fill: days made and dropped, hours rolled up, history purged. */
import cron from 'node-cron';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import type { Logger } from '../platform/logger.js';
import { wait } from '../platform/wait.js';
import { replanAtSteps } from './clockSteps.js';
import { purger } from './purge.js';
import { dropRollups, type Partitions } from './retention.js';
import { rollups } from './rollups.js';

export type UpkeepParts = {
  database: Database;
  days: Partitions;
  /** Days that single checks are kept. */
  retentionDays: number;
  clock: Clock;
  log: Logger;
  /** What node-cron is given to say what it has to. */
  cronLog: NonNullable<NonNullable<Parameters<typeof cron.schedule>[2]>['logger']>;
};

export type Upkeep = {
  /** Begins nothing more, and waits a moment for what is being done. */
  stop(): Promise<void>;
};

const dayMs = 86_400_000;
/** Milliseconds that a stop waits for a step to end: what it leaves undone, the next start does. */
const patience = 500;

/** Starts it: resolves when the days that come next were tried to be made. */
export async function startUpkeep({
  database,
  days,
  retentionDays,
  clock,
  log,
  cronLog,
}: UpkeepParts): Promise<Upkeep> {
  const rolls = rollups({ database });
  const purges = purger({ database, log });
  const ending = new AbortController();
  const running = new Set<Promise<void>>();

  async function turnDays(): Promise<void> {
    const now = clock.now();
    await days.ensure([now - dayMs, now, now + dayMs, now + 2 * dayMs]);
    const dropped = await days.drop(now, retentionDays);
    if (dropped.length > 0) log.info({ partitions: dropped }, 'dropped check results past their retention');
    await dropRollups(database, now);
  }

  /** A task that tells when it fails, and is tried again with its next turn. A turn that comes while it runs is left out. */
  function task(what: string, work: () => Promise<unknown>): () => Promise<void> {
    const run = async () => {
      try {
        await work();
      } catch (error) {
        if (!ending.signal.aborted) log.warn({ err: error }, `could not ${what}: trying again later`);
      }
    };
    let current: Promise<void> | undefined;
    return () => {
      if (current && running.has(current)) return current;
      const started = run().finally(() => running.delete(started));
      running.add((current = started));
      return started;
    };
  }

  const turn = task('turn the days of check results', turnDays);
  await turn();
  const options = { noOverlap: true, logger: cronLog };
  const tasks = [
    cron.schedule('23 7 * * * *', turn, options),
    cron.schedule(
      '41 * * * * *',
      task('roll up check results', () => rolls.run(clock.now(), ending.signal)),
      options,
    ),
    cron.schedule(
      '*/5 * * * * *',
      task('purge deleted monitors', () => purges.run(ending.signal)),
      options,
    ),
  ];

  const steps = replanAtSteps(clock, tasks);

  return {
    async stop() {
      ending.abort();
      steps.stop();
      for (const each of tasks) await each.stop();
      await Promise.race([Promise.all(running), wait(patience)]);
    },
  };
}
