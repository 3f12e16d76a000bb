/** Runs claimed checks: each starts at its slot, its attempts follow each other, and none outlasts its deadline. */
import type { Clock } from '../platform/clock.js';
import type { Logger } from '../platform/logger.js';
import { over, wait } from '../platform/wait.js';
import type { DueCheck } from './due.js';
import { attemptOnce, hostOf, type AttemptTools } from './attempt.js';
import type { Doubt } from './doubt.js';
import type { Entrance } from './entrance.js';
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
  /** Starts nothing more and waits for what runs, `patience` milliseconds at most. */
  stop(patience: number): Promise<void>;
  /** The checks that the stop left without a result, those among them that were claimed when it had begun. */
  unrun(): DueCheck[];
};

/** How many checks a process takes on. */
export type Ceiling = {
  /** Checks that wait for their slot, wait for a place or run. */
  inHand: number;
  /** Of these, checks that have not begun: what others that share the database could begin sooner is left to them. */
  waiting: number;
};

export type RunnerParts = {
  clock: Clock;
  log: Logger;
  tools: AttemptTools;
  doubt: Doubt;
  entrance: Entrance;
  ceiling: Ceiling;
  onVerdict(due: DueCheck, verdict: Verdict): void;
  /** Told of each start: how many milliseconds after its slot. */
  onStart?(due: DueCheck, lateness: number): void;
};

type Flight = { due: DueCheck; abort: AbortController; begun: boolean; done: Promise<void> };

export function createRunner(parts: RunnerParts): Runner {
  const { clock, log, tools, doubt, entrance, ceiling, onVerdict, onStart } = parts;
  const flights = new Map<number, Flight>();
  // By monitor: one that was edited meanwhile may be claimed once more.
  const unrun = new Map<number, DueCheck>();
  let waiting = 0;
  let stopped = false;

  function begin(flight: Flight): void {
    if (flight.begun) return;
    flight.begun = true;
    waiting -= 1;
    onStart?.(flight.due, clock.now() - flight.due.slot);
  }

  /** One attempt in a place of its own; undefined where the check was abandoned before it got one. */
  async function attempt(flight: Flight): Promise<Attempt | undefined> {
    const { due, abort, begun: isRetry } = flight;
    const { signal } = abort;
    const isOver = () => signal.aborted;
    // A monitor that fails, or has just failed, may be one that is waited for until its timeout.
    const claimant = due.standing.status === 'down' || isRetry ? 'doubtful' : 'trusted';
    const leave = entrance.enter(claimant, signal);
    const left = leave instanceof Promise ? await leave : leave;
    if (!left) return undefined;
    try {
      begin(flight);
      // Abandoned in the moment in which a place was found.
      if (isOver()) return undefined;
      const made = await attemptOnce(due, signal, tools, isRetry);
      if (!isRetry && !isOver()) doubt.note(due, made, () => hostOf(due, tools));
      return made;
    } finally {
      left();
    }
  }

  async function fly(flight: Flight): Promise<void> {
    const { due, abort } = flight;
    const { signal } = abort;
    await wait(Math.min(due.slot - clock.now(), longestWait), signal);
    // Timers count whole milliseconds and may fire one too early.
    await wait(Math.min(due.slot - clock.now(), 2), signal);
    const beganAt = clock.elapsed();
    const first = signal.aborted ? undefined : await attempt(flight);
    if (!first) return;
    const failedAt = clock.elapsed();
    const attempts: [Attempt, ...Attempt[]] = [first];
    let last = first;
    while (last.outcome.kind !== 'up' && attempts.length <= due.plan.retries) {
      await wait(retryDelay, signal);
      const next = signal.aborted ? undefined : await attempt(flight);
      if (!next) return;
      last = next;
      attempts.push(last);
    }
    let judged = verdict(due.standing, due.plan, attempts);
    if (judged.result.outcome === 'down') {
      const again = () => attempt(flight);
      judged = await doubt.settle({ due, attempts, beganAt, failedAt, again, signal });
    }
    if (!signal.aborted) onVerdict(due, judged);
  }

  function abandon(due: DueCheck): void {
    const flight = flights.get(due.targetId);
    if (flight?.due !== due) return;
    flights.delete(due.targetId);
    flight.abort.abort(over);
  }

  function giveUp(those: readonly Flight[]): void {
    for (const { due } of those) {
      abandon(due);
      unrun.set(due.targetId, due);
    }
  }

  function end(flight: Flight): void {
    if (!flight.begun) waiting -= 1;
    flight.begun = true;
    if (flights.get(flight.due.targetId) === flight) flights.delete(flight.due.targetId);
  }

  return {
    free: () => (stopped ? 0 : Math.max(0, Math.min(ceiling.inHand - flights.size, ceiling.waiting - waiting))),
    inFlight: () => [...flights.values()].map(({ due }) => due),
    abandon,
    unrun: () => [...unrun.values()],
    start(due) {
      if (stopped) {
        unrun.set(due.targetId, due);
        return;
      }
      const older = flights.get(due.targetId);
      if (older) abandon(older.due);
      const flight: Flight = { due, abort: new AbortController(), begun: false, done: Promise.resolve() };
      flights.set(due.targetId, flight);
      waiting += 1;
      doubt.expect(due);
      flight.done = fly(flight)
        .catch((error: unknown) => log.error({ err: error, target_id: due.targetId }, 'a check failed to run'))
        .finally(() => {
          end(flight);
        });
    },
    async stop(patience) {
      stopped = true;
      giveUp([...flights.values()].filter(({ begun }) => !begun));
      const enough = new AbortController();
      const running = [...flights.values()];
      await Promise.race([Promise.all(running.map(({ done }) => done)), wait(patience, enough.signal)]);
      enough.abort();
      giveUp([...flights.values()]);
    },
  };
}
