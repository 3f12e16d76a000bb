/** Claims what falls due and hands it to the runner, a beat each second and whenever monitors were changed. */
import type { Clock } from '../platform/clock.js';
import type { Logger } from '../platform/logger.js';
import type { Runner } from './runner.js';
import { claimAhead, deadAfterSeconds, type MonitoringStore } from './store.js';

export type Scheduler = {
  /** The beat of each second. Never throws; beats do not overlap. */
  tick(): Promise<void>;
  /** Monitors were made, changed or deleted: what is due is claimed, and what is not wanted any more is abandoned. */
  changed(): Promise<void>;
  /** When the last beat reached the database, in `clock.elapsed()` milliseconds; undefined before it. */
  lastBeat(): number | undefined;
  /** No more claims; resolves when the one that runs has ended. */
  stop(): Promise<void>;
};

export type SchedulerParts = {
  store: MonitoringStore;
  runner: Runner;
  /** The monitors whose verdicts wait to be written: theirs are claims that are still held. */
  unwritten(): number[];
  /** Told of each beat that reached the database, before what is due is claimed. */
  onBeat?(): void;
  clock: Clock;
  log: Logger;
};

/** Rows that one statement claims. */
const claimAtOnce = 1000;
/** Beats after which claims that nobody in this process holds are given back, should a fault have lost any. */
const auditEvery = 30;
/** Beats between two looks for claims of processes that are gone. */
const takeOverEvery = 3;
/** Milliseconds by which the system's clock must differ from what has passed to count as set back. */
const step = 1000;

export function createScheduler({ store, runner, unwritten, onBeat, clock, log }: SchedulerParts): Scheduler {
  let stopped = false;
  let busy: Promise<void> = Promise.resolve();
  let pendingChange: Promise<void> | undefined;
  let lastBeat: number | undefined;
  let steadySince: number | undefined;
  let clockOffset = clock.now() - clock.elapsed();
  let failing = false;
  // Whether a claim may have been made whose answer never came.
  let unheard = false;
  let beats = 0;
  let full = false;

  /** Runs `work` after what runs already: claims of one process never overlap. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    busy = busy.then(async () => {
      if (stopped) return;
      try {
        await work();
        if (failing) log.info('the database is back: checks go on');
        failing = false;
      } catch (error) {
        steadySince = undefined;
        unheard = true;
        if (!failing) log.warn({ err: error }, 'no checks can be claimed until the database is back');
        failing = true;
      }
    });
    return busy;
  }

  async function claim(): Promise<void> {
    while (!stopped) {
      const limit = Math.min(claimAtOnce, runner.free());
      if (limit === 0) {
        if (!full)
          log.warn('as many checks wait or run as this process takes on at once: others that are due come later');
        full = true;
        return;
      }
      full = false;
      const now = clock.now();
      const due = await store.claim({ until: now + claimAhead, now, limit });
      due.forEach((check) => {
        runner.start(check);
      });
      if (due.length < limit) return;
    }
  }

  async function beat(): Promise<void> {
    await followClock();
    const isNew = await store.beat();
    lastBeat = clock.elapsed();
    onBeat?.();
    // Others took this process for dead while it stood still: what it had in hand may be theirs by now.
    if (isNew && steadySince !== undefined) await abandonUnwanted();
    if (++beats % auditEvery === 0 || unheard) await audit();
    await claim();
    lastBeat = clock.elapsed();
    steadySince ??= lastBeat;
    // Where the database was away for all, the others had no chance to be seen: they get one before they count as dead.
    if (lastBeat - steadySince > deadAfterSeconds * 1000 && beats % takeOverEvery === 0) await takeOver();
  }

  async function audit(): Promise<void> {
    if (stopped) return;
    const held = [...runner.inFlight().map(({ targetId }) => targetId), ...unwritten()];
    const lost = await store.releaseAllBut(held, clock.now());
    // The database may have gone between a claim and the word of it; nothing else may lose one.
    if (lost > 0)
      log[unheard ? 'warn' : 'error']({ monitors: lost }, 'claims were held by no check: they are due again');
    unheard = false;
  }

  async function takeOver(): Promise<void> {
    const taken = await store.takeOver(clock.now());
    if (taken > 0) log.warn({ monitors: taken }, 'took over the checks of a process that is gone');
  }

  async function followClock(): Promise<void> {
    const offset = clock.now() - clock.elapsed();
    const setBack = offset - clockOffset < -step;
    if (!setBack && steadySince !== undefined) {
      clockOffset = offset;
      return;
    }
    const moved = await store.pullBack(clock.now());
    clockOffset = offset;
    if (moved > 0) log.warn({ monitors: moved }, 'the clock was set back: checks were planned anew');
  }

  async function abandonUnwanted(): Promise<void> {
    const checks = runner.inFlight();
    if (checks.length === 0) return;
    const wanted = new Set(await store.stillWanted(checks));
    checks.filter((check) => !wanted.has(check)).forEach((check) => runner.abandon(check));
  }

  async function review(): Promise<void> {
    await abandonUnwanted();
    await claim();
  }

  return {
    tick: () => inTurn(beat),
    changed() {
      // Changes that come while one waits for its turn are seen by that one.
      pendingChange ??= inTurn(() => {
        pendingChange = undefined;
        return review();
      });
      return pendingChange;
    },
    lastBeat: () => lastBeat,
    async stop() {
      stopped = true;
      await busy;
    },
  };
}
