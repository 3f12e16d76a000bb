/** What a check's attempts mean, given how its monitor stands: pure, so that every case can be told from a table. */
import type { Outcome, Reason } from './probes/probe.js';

/** How a monitor stands when its check is claimed. Times are in milliseconds since the epoch. */
export type Standing = {
  status: 'pending' | 'up' | 'down';
  statusSince: number;
  /** Until when the last check that looked vouches for the status; null before the first one. */
  knownUntil: number | null;
};

/** A monitor's plan: what decides how long a check may take and vouches for. */
export type Plan = {
  intervalSeconds: number;
  /** Seconds for one attempt. */
  timeout: number;
  retries: number;
};

/** `startedAt` is in milliseconds since the epoch. */
export type Attempt = { startedAt: number; outcome: Outcome };

/** The attempts of a check, in order. */
export type Attempts = readonly [Attempt, ...Attempt[]];

/** What one check showed, as `check_results` keeps it. */
export type Result = {
  outcome: Outcome['kind'];
  startedAt: number;
  attempts: number;
  /** Milliseconds of the attempt that succeeded. */
  responseTime: number | null;
  reason: Reason | null;
};

/** A change of status: an event that begins, and ends the one before it. */
export type Change = { type: 'up' | 'down'; startedAt: number; reason: Reason | null };

/** A stretch in which nobody looked. */
export type Gap = { startedAt: number; endedAt: number };

export type Verdict = { result: Result; change: Change | null; gap: Gap | null; knownUntil: number | null };

/** Seconds that may pass beyond a check's worst case before its time counts as unknown (contract §6). */
export const graceSeconds = 5;

/** Milliseconds that one check may take at worst: every attempt times out, a second between two (contract §6). */
export function worstCase({ timeout, retries }: Plan): number {
  return (timeout * (1 + retries) + retries) * 1000;
}

/**
 * Judges a check by its attempts, the first of them at its start (contract §3): one success makes it a success, only
 * attempts that all looked and failed make it a failure, and anything else says nothing about the target.
 */
export function verdict(standing: Standing, plan: Plan, attempts: Attempts): Verdict {
  const result = judge(plan, attempts);
  if (result.outcome === 'unchecked') return nothingKnown(standing, result);
  return {
    result,
    change: changeOf(standing, result.outcome, result),
    gap: gapBefore(standing, plan, result.startedAt),
    knownUntil: Math.max(standing.knownUntil ?? 0, result.startedAt + plan.intervalSeconds * 1000),
  };
}

/**
 * Judges a check whose failure was tried once more before it was believed. That attempt looked as well: what it showed
 * holds for an interval from then, or the time that it took would be a gap.
 */
export function confirmed(standing: Standing, plan: Plan, attempts: Attempts, last: Attempt): Verdict {
  const judged = verdict(standing, plan, [...attempts, last]);
  if (judged.result.outcome === 'unchecked') return judged;
  return { ...judged, knownUntil: Math.max(judged.knownUntil ?? 0, last.startedAt + plan.intervalSeconds * 1000) };
}

/** The same check where it turns out that we could not look, whatever its attempts seemed to show. */
export function withdrawn({ result }: Verdict, standing: Standing): Verdict {
  return nothingKnown(standing, { ...result, outcome: 'unchecked', responseTime: null, reason: null });
}

function nothingKnown({ knownUntil }: Standing, result: Result): Verdict {
  return { result, change: null, gap: null, knownUntil };
}

function judge(plan: Plan, attempts: Attempts): Result {
  const [first] = attempts;
  const base = { startedAt: first.startedAt, attempts: attempts.length, responseTime: null, reason: null };
  for (const { outcome } of attempts) {
    if (outcome.kind === 'up') return { ...base, outcome: 'up', responseTime: outcome.responseTime };
  }
  const { outcome } = attempts.at(-1) ?? first;
  const allFailed = attempts.length > plan.retries && attempts.every((attempt) => attempt.outcome.kind === 'down');
  if (allFailed && outcome.kind === 'down') return { ...base, outcome: 'down', reason: outcome.reason };
  return { ...base, outcome: 'unchecked' };
}

// Never before the status that it ends, even where the clock was set back in between.
function changeOf(standing: Standing, outcome: 'up' | 'down', { startedAt, reason }: Result): Change | null {
  if (standing.status === outcome) return null;
  const begin = standing.status === 'pending' ? startedAt : Math.max(startedAt, standing.statusSince);
  return { type: outcome, startedAt: begin, reason };
}

function gapBefore({ knownUntil }: Standing, plan: Plan, startedAt: number): Gap | null {
  if (knownUntil === null || startedAt <= knownUntil + worstCase(plan) + graceSeconds * 1000) return null;
  return { startedAt: knownUntil, endedAt: startedAt };
}
