/** One attempt: a probe under its deadline, judged by whether this process could look at all. */
import type { Clock } from '../platform/clock.js';
import type { Logger } from '../platform/logger.js';
import { over } from '../platform/wait.js';
import type { DueCheck } from './due.js';
import type { Outcome, Probe, ProbeTools } from './probes/probe.js';
import type { Standstill } from './standstill.js';
import type { Attempt } from './verdict.js';

export type AttemptTools = Pick<ProbeTools, 'network' | 'icmp'> & {
  clock: Clock;
  log: Logger;
  standstill: Standstill;
  probeOf(type: string): Probe | undefined;
};

/** Milliseconds beyond its deadline after which a probe that has not returned is given up. */
const stuckAfter = 1000;

/** Milliseconds of standstill from which no failed attempt is believed; less is enough where the target was silent. */
const distorted = { always: 1000, silence: 250 };

/**
 * Runs one attempt of `due`. Never throws, and returns soon after `signal` aborts or the deadline has passed. `isRetry`:
 * an attempt before it failed, so names are asked for afresh.
 */
export async function attemptOnce(
  due: DueCheck,
  signal: AbortSignal,
  tools: AttemptTools,
  isRetry = false,
): Promise<Attempt> {
  const { clock, standstill } = tools;
  const startedAt = clock.now();
  const stoodBefore = standstill.total();
  const outcome = await probe(due, signal, tools, isRetry ? clock.elapsed() : undefined);
  return { startedAt, outcome: believed(outcome, standstill.total() - stoodBefore, due.plan.timeout) };
}

/** The host that `due` looks at first. */
export function hostOf({ type, settings }: DueCheck, { probeOf }: Pick<AttemptTools, 'probeOf'>): string {
  const kind = probeOf(type);
  const parsed = kind?.settings.safeParse(settings);
  return kind && parsed?.success ? kind.host(parsed.data) : '';
}

async function probe(
  due: DueCheck,
  signal: AbortSignal,
  tools: AttemptTools,
  freshFrom: number | undefined,
): Promise<Outcome> {
  const { log, network, icmp, probeOf } = tools;
  const kind = probeOf(due.type);
  const settings = kind?.settings.safeParse(due.settings);
  if (!kind || !settings?.success) {
    log.error({ target_id: due.targetId, type: due.type }, 'a monitor has settings that its probe does not take');
    return { kind: 'unchecked', why: 'unusable settings' };
  }
  const deadline = new AbortController();
  const end = () => deadline.abort(over);
  signal.addEventListener('abort', end);
  let timer: NodeJS.Timeout | undefined;
  const stuck = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      end();
      timer = setTimeout(resolve, stuckAfter, undefined);
    }, due.plan.timeout * 1000);
  });
  try {
    const tools = { network, icmp, signal: deadline.signal, timeout: due.plan.timeout, freshFrom };
    const outcome = await Promise.race([kind.attempt(settings.data, tools), stuck]);
    if (outcome) return outcome;
    log.error({ target_id: due.targetId, type: due.type }, 'a probe did not return by its deadline');
    return { kind: 'unchecked', why: 'the probe did not return' };
  } catch (error) {
    log.error({ err: error, target_id: due.targetId, type: due.type }, 'a probe threw');
    return { kind: 'unchecked', why: 'the probe failed' };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

// A target that answered did answer; one that was silent while we stood still may have answered to nobody.
function believed(outcome: Outcome, stood: number, timeout: number): Outcome {
  if (outcome.kind !== 'down') return outcome;
  const silent = outcome.reason.code === 'timeout' || outcome.reason.code === 'no_reply';
  const tenth = timeout * 100;
  const limit = silent ? Math.min(distorted.always, Math.max(distorted.silence, tenth)) : distorted.always;
  return stood < limit ? outcome : { kind: 'unchecked', why: 'this process stood still during the attempt' };
}
