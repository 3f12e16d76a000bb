/** Writes finished checks in batches, and keeps them while the database is away. */
import type { Clock } from '../platform/clock.js';
import { isAway } from '../platform/database/away.js';
import type { Logger } from '../platform/logger.js';
import { wait } from '../platform/wait.js';
import type { DueCheck } from './due.js';
import type { Finished, MonitoringStore } from './store.js';
import type { Verdict } from './verdict.js';

export type Recorder = {
  /** Takes a verdict to be written soon. */
  record(due: DueCheck, verdict: Verdict): void;
  /** The monitors whose verdicts are not written yet. */
  holding(): number[];
  /** Verdicts that were given up: because too many waited, or because the database refuses them. */
  dropped(): number;
  /** Writes what waits, for `patience` milliseconds at most. */
  close(patience: number): Promise<void>;
};

export type RecorderParts = {
  store: Pick<MonitoringStore, 'record'>;
  /** Makes sure that results of these instants can be stored. */
  ensurePartitions(starts: readonly number[]): Promise<void>;
  /** Told after a check that took so long that its monitor's next slot may come before the next beat. */
  onSoonDue?(): void;
  clock: Clock;
  log: Logger;
  /** How many verdicts may wait. */
  bound?: number;
};

const batchSize = 500;
/** Milliseconds that a verdict may wait for others to be written with it. */
const gather = 100;
/** Milliseconds to a slot that the next beat may be too late for. */
const soon = 2000;
/** Milliseconds between two tries while the database is away. */
const retryAfter = 1000;

export function createRecorder({
  store,
  ensurePartitions,
  onSoonDue,
  clock,
  log,
  bound = 100_000,
}: RecorderParts): Recorder {
  const waiting: Finished[] = [];
  let writing: readonly Finished[] = [];
  let dropped = 0;
  let away = false;
  let timer: NodeJS.Timeout | undefined;
  let flushing: Promise<void> | undefined;
  let closing = false;

  function schedule(delay: number): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void flush();
    }, delay);
  }

  function flush(): Promise<void> {
    flushing ??= writeAll().finally(() => {
      flushing = undefined;
      if (waiting.length > 0 && !closing) schedule(away ? retryAfter : 0);
    });
    return flushing;
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, batchSize);
      writing = batch;
      try {
        await write(batch);
        if (away)
          log.info({ waiting: waiting.length }, 'the database takes results again: writing those that were kept');
        away = false;
      } catch (error) {
        waiting.unshift(...batch);
        if (!away) log.warn({ err: error }, 'the database takes no results: they are kept until it does');
        away = true;
        return;
      } finally {
        writing = [];
      }
    }
  }

  /** Writes a batch; where the database refuses it, each verdict alone, so that a bad one does not hold the others up. */
  async function write(batch: Finished[]): Promise<void> {
    try {
      await ensurePartitions(batch.map(({ verdict }) => verdict.result.startedAt));
      const written = await store.record(batch, clock.now());
      for (const { due, verdict } of written) if (verdict.change) announce(due, verdict.change);
      if (written.some(({ due }) => untilNextSlot(due, clock.now()) < soon)) onSoonDue?.();
    } catch (error) {
      if (!isOfOneValue(error)) throw error;
      const [only, ...others] = batch;
      if (only && others.length > 0) {
        for (const finished of batch) await write([finished]);
      } else if (only) {
        dropped += 1;
        log.error({ err: error, target_id: only.due.targetId }, 'the database refuses a result: it is dropped');
      }
    }
  }

  function announce({ targetId }: DueCheck, { type, startedAt, reason }: NonNullable<Verdict['change']>): void {
    const since = new Date(startedAt).toISOString();
    log.info({ target_id: targetId, status: type, since, reason }, `monitor ${targetId} is ${type}`);
  }

  return {
    record(due, verdict) {
      if (waiting.length >= bound) {
        waiting.shift();
        dropped += 1;
        if (dropped === 1) log.error({ bound }, 'too many results wait for the database: the oldest are dropped');
      }
      waiting.push({ due, verdict });
      if (waiting.length >= batchSize && !away) void flush();
      else schedule(away ? retryAfter : gather);
    },
    holding: () => [...writing, ...waiting].map(({ due }) => due.targetId),
    dropped: () => dropped,
    async close(patience) {
      closing = true;
      clearTimeout(timer);
      const end = clock.elapsed() + patience;
      while ((waiting.length > 0 || flushing) && clock.elapsed() < end) {
        const written = new AbortController();
        await Promise.race([flush(), wait(end - clock.elapsed(), written.signal)]);
        written.abort();
        if (away) await wait(Math.min(100, end - clock.elapsed()));
      }
      const lost = waiting.length + writing.length;
      if (lost > 0) log.error({ lost }, 'stopped before every result could be written');
    },
  };
}

/**
 * Whether an error may be the fault of a single result: data and constraint exceptions (SQLSTATE classes 22 and 23), and
 * faults of our own. Whatever else the database says, a later try of the same may succeed.
 */
function isOfOneValue(error: unknown): boolean {
  if (isAway(error)) return false;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code !== 'string' || /^2[23]/.test(code);
}

/** Milliseconds from `now` to the next slot of a check's monitor. */
function untilNextSlot({ slot, plan }: DueCheck, now: number): number {
  const interval = plan.intervalSeconds * 1000;
  return interval - ((now - slot) % interval);
}
