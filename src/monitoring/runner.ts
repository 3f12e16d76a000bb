/** Runs claimed checks: each starts at its slot, its attempts follow each other, and none outlasts its deadline. */
import type { Clock } from '../platform/clock.js';
import type { Logger } from '../platform/logger.js';
import { wait } from '../platform/wait.js';
import type { DueCheck } from './due.js';
import { attemptOnce, type AttemptTools } from './attempt.js';
import { verdict, type Attempt, type Verdict } from './verdict.js';

/** Milliseconds ahead of its slot that a check is claimed at most; a clock set back in between must not hold it. */
const longestWait = 5000;
/** Milliseconds between the end of a failed attempt and the next one (contract §6). */
const retryDelay = 1000;

export type Runner = {
  /** How many more checks may be taken on. */
  free(): number;
  /** Takes a check on: it starts at its slot, or at once where that has passed. */
  start(due: DueCheck): void;
  /** The checks that wait for their slot or run. */
  inFlight(): DueCheck[];
  /** Ends a check without a result: its monitor was changed or deleted. */
  abandon(due: DueCheck): void;
  /**
   * Starts nothing more and waits for what runs, `patience` milliseconds at most. Resolves to the checks that have no
   * result.
   */
  stop(patience: number): Promise<DueCheck[]>;
};

export type RunnerParts = {
  clock: Clock;
  log: Logger;
  tools: AttemptTools;
  /** How many checks may wait or run at once. */
  ceiling: number;
  onVerdict(due: DueCheck, verdict: Verdict): void;
  /** Told of each start: how many milliseconds after its slot. */
  onStart?(due: DueCheck, lateness: number): void;
};

type Flight = { due: DueCheck; abort: AbortController; begun: boolean; done: Promise<void> };

export function createRunner({ clock, log, tools, ceiling, onVerdict, onStart }: RunnerParts): Runner {
  const flights = new Map<number, Flight>();

  async function fly(flight: Flight): Promise<void> {
    const { due, abort } = flight;
    const isOver = () => abort.signal.aborted;
    await wait(Math.min(due.slot - clock.now(), longestWait), abort.signal);
    // Timers count whole milliseconds and may fire one too early.
    await wait(Math.min(due.slot - clock.now(), 2), abort.signal);
    if (isOver()) return;
    flight.begun = true;
    onStart?.(due, clock.now() - due.slot);
    const first = await attemptOnce(due, abort.signal, tools);
    const attempts: [Attempt, ...Attempt[]] = [first];
    let last = first;
    while (last.outcome.kind !== 'up' && attempts.length <= due.plan.retries && !isOver()) {
      await wait(retryDelay, abort.signal);
      if (isOver()) break;
      last = await attemptOnce(due, abort.signal, tools);
      attempts.push(last);
    }
    if (!isOver()) onVerdict(due, verdict(due.standing, due.plan, attempts));
  }

  function abandon(due: DueCheck): void {
    const flight = flights.get(due.targetId);
    if (flight?.due !== due) return;
    flights.delete(due.targetId);
    flight.abort.abort();
  }

  return {
    free: () => Math.max(0, ceiling - flights.size),
    inFlight: () => [...flights.values()].map(({ due }) => due),
    abandon,
    start(due) {
      const older = flights.get(due.targetId);
      if (older) abandon(older.due);
      const flight: Flight = { due, abort: new AbortController(), begun: false, done: Promise.resolve() };
      flights.set(due.targetId, flight);
      flight.done = fly(flight)
        .catch((error: unknown) => log.error({ err: error, target_id: due.targetId }, 'a check failed to run'))
        .finally(() => {
          if (flights.get(due.targetId) === flight) flights.delete(due.targetId);
        });
    },
    async stop(patience) {
      const waiting = [...flights.values()].filter(({ begun }) => !begun).map(({ due }) => due);
      waiting.forEach(abandon);
      const enough = new AbortController();
      const running = [...flights.values()];
      await Promise.race([Promise.all(running.map(({ done }) => done)), wait(patience, enough.signal)]);
      enough.abort();
      const cut = running.map(({ due }) => due).filter((due) => flights.get(due.targetId)?.due === due);
      cut.forEach(abandon);
      return [...waiting, ...cut];
    },
  };
}
