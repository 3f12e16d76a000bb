import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { DueCheck } from '../../src/monitoring/due.js';
import { defineProbe, type Outcome, type ProbeTools } from '../../src/monitoring/probes/probe.js';
import type { Doubt } from '../../src/monitoring/doubt.js';
import { createEntrance } from '../../src/monitoring/entrance.js';
import { createRunner } from '../../src/monitoring/runner.js';
import { verdict, type Verdict } from '../../src/monitoring/verdict.js';
import { systemClock } from '../../src/platform/clock.js';
import { memoryLog } from '../support/log.js';

const second = 1000;
const up: Outcome = { kind: 'up', responseTime: 1 };
const down: Outcome = { kind: 'down', reason: { code: 'connection_refused', detail: 'refused' } };
const timedOut: Outcome = { kind: 'down', reason: { code: 'timeout', detail: 'no answer' } };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

let stood = 0;

const trusting: Doubt = {
  expect: () => undefined,
  note: () => undefined,
  settle: ({ due, attempts }) => Promise.resolve(verdict(due.standing, due.plan, attempts)),
};

type Limits = { inHand?: number; waiting?: number; places?: number; doubt?: Doubt };

/** A runner whose probe does what `attempt` says: the runner's own rules are under test, probes have their own tests. */
function runnerWith(
  attempt: (tools: ProbeTools, count: number) => Promise<Outcome>,
  { inHand = 10, waiting = inHand, places = 10, doubt = trusting }: Limits = {},
) {
  const { log, lines } = memoryLog();
  const starts: number[] = [];
  const verdicts: { due: DueCheck; verdict: Verdict }[] = [];
  stood = 0;
  const probe = defineProbe({
    type: 'test',
    collection: 'tests',
    about: 'It is up when the test says so.',
    settings: z.object({}),
    host: () => 'localhost',
    attempt: (_, tools) => {
      starts.push(Date.now());
      return attempt(tools, starts.length);
    },
  });
  const runner = createRunner({
    clock: systemClock,
    log,
    ceiling: { inHand, waiting },
    doubt,
    entrance: createEntrance({ places }),
    tools: {
      clock: systemClock,
      log,
      network: {} as ProbeTools['network'],
      icmp: {} as ProbeTools['icmp'],
      standstill: { total: () => stood, stop: () => undefined },
      probeOf: (type) => (type === 'test' ? probe : undefined),
    },
    onVerdict: (due, verdict) => {
      verdicts.push({ due, verdict });
    },
  });
  return { runner, starts, verdicts, lines };
}

function check(over: Partial<DueCheck> = {}): DueCheck {
  return {
    targetId: 1,
    type: 'test',
    settings: {},
    plan: { intervalSeconds: 60, timeout: 10, retries: 2 },
    slot: Date.now(),
    revision: 0,
    standing: { status: 'up', statusSince: 0, knownUntil: Date.now() },
    ...over,
  };
}

const untilAborted = ({ signal }: ProbeTools) =>
  new Promise<Outcome>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve(timedOut);
    });
  });

describe('a claimed check', () => {
  test('starts at its slot, not before', async () => {
    const { runner, starts } = runnerWith(() => Promise.resolve(up));
    const slot = Date.now() + 700;
    runner.start(check({ slot }));
    await vi.advanceTimersByTimeAsync(699);
    expect(starts).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(starts).toEqual([slot]);
  });

  test('whose slot has passed starts at once', async () => {
    const { runner, verdicts } = runnerWith(() => Promise.resolve(up));
    runner.start(check({ slot: Date.now() - 5 * second }));
    await vi.advanceTimersByTimeAsync(0);
    expect(verdicts).toHaveLength(1);
  });

  test('retries a second after the attempt before it ended, and fails only after its last one', async () => {
    const { runner, starts, verdicts } = runnerWith(() => Promise.resolve(down));
    const begin = Date.now();
    runner.start(check());
    await vi.advanceTimersByTimeAsync(1999);
    expect(verdicts).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(starts).toEqual([begin, begin + second, begin + 2 * second]);
    expect(verdicts[0]?.verdict).toMatchObject({ result: { outcome: 'down', attempts: 3, startedAt: begin } });
  });

  test('ends with its first success', async () => {
    const { runner, starts, verdicts } = runnerWith((_, count) => Promise.resolve(count === 2 ? up : down));
    runner.start(check());
    await vi.advanceTimersByTimeAsync(10 * second);
    expect(starts).toHaveLength(2);
    expect(verdicts[0]?.verdict.result).toMatchObject({ outcome: 'up', attempts: 2 });
  });

  test('gives each attempt its own timeout', async () => {
    const { runner, starts, verdicts } = runnerWith(untilAborted);
    const begin = Date.now();
    runner.start(check({ plan: { intervalSeconds: 60, timeout: 3, retries: 1 } }));
    await vi.advanceTimersByTimeAsync(6999);
    expect(verdicts).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(starts).toEqual([begin, begin + 4 * second]);
    expect(verdicts[0]?.verdict.result.outcome).toBe('down');
  });
});

describe('what says nothing about the target', () => {
  test('a silent target is not down while this process stood still', async () => {
    const { runner, verdicts } = runnerWith(async (tools) => {
      const outcome = await untilAborted(tools);
      stood += 1000;
      return outcome;
    });
    runner.start(check({ plan: { intervalSeconds: 60, timeout: 10, retries: 0 } }));
    await vi.advanceTimersByTimeAsync(10 * second);
    expect(verdicts[0]?.verdict.result.outcome).toBe('unchecked');
  });

  test('a probe that throws, or whose settings are not its own, is logged and leaves the check unchecked', async () => {
    const { runner, verdicts, lines } = runnerWith(() => Promise.reject(new Error('a fault of ours')));
    runner.start(check({ targetId: 1, plan: { intervalSeconds: 60, timeout: 1, retries: 0 } }));
    runner.start(check({ targetId: 2, type: 'unknown', plan: { intervalSeconds: 60, timeout: 1, retries: 0 } }));
    await vi.advanceTimersByTimeAsync(0);
    expect(verdicts.map(({ verdict }) => verdict.result.outcome)).toEqual(['unchecked', 'unchecked']);
    expect(lines.filter(({ level }) => level === 'error')).toHaveLength(2);
  });

  test('a probe that never returns is given up a second after its deadline', async () => {
    const { runner, verdicts } = runnerWith(() => new Promise<Outcome>(() => undefined));
    runner.start(check({ plan: { intervalSeconds: 60, timeout: 5, retries: 0 } }));
    await vi.advanceTimersByTimeAsync(6 * second);
    expect(verdicts[0]?.verdict.result.outcome).toBe('unchecked');
    expect(runner.free()).toBe(10);
  });
});

describe('doubt', () => {
  test('decides what a failed check is worth, and is told of its first attempt', async () => {
    const noted: string[] = [];
    const { runner, verdicts } = runnerWith(() => Promise.resolve(down), {
      doubt: {
        expect: ({ targetId }) => noted.push(`${targetId} expected`),
        note: ({ targetId }, { outcome }, host) => noted.push(`${targetId} ${outcome.kind} ${host()}`),
        settle: async ({ due, attempts, again }) => {
          const last = await again();
          return { ...verdict(due.standing, due.plan, attempts), knownUntil: last ? 42 : 0 };
        },
      },
    });
    runner.start(check({ plan: { intervalSeconds: 60, timeout: 1, retries: 1 } }));
    await vi.advanceTimersByTimeAsync(5 * second);
    expect(noted).toEqual(['1 expected', '1 down localhost']);
    expect(verdicts.map(({ verdict: { knownUntil } }) => knownUntil)).toEqual([42]);
  });

  test('is not asked about a check that is not down, and a check that waits for it can be abandoned', async () => {
    let asked = 0;
    const { runner, verdicts } = runnerWith((_, count) => Promise.resolve(count === 1 ? up : down), {
      doubt: {
        ...trusting,
        settle: async ({ due, attempts, signal }) => {
          asked += 1;
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
          return verdict(due.standing, due.plan, attempts);
        },
      },
    });
    runner.start(check());
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toBe(0);
    const doubted = check({ plan: { intervalSeconds: 60, timeout: 1, retries: 0 } });
    runner.start(doubted);
    await vi.advanceTimersByTimeAsync(0);
    expect(runner.inFlight()).toEqual([doubted]);
    runner.abandon(doubted);
    await vi.advanceTimersByTimeAsync(0);
    expect([asked, verdicts.length]).toEqual([1, 1]);
  });
});

describe('a check that is not wanted any more', () => {
  test('is abandoned at once, without a verdict, also between two attempts', async () => {
    const { runner, starts, verdicts } = runnerWith(() => Promise.resolve(down));
    const due = check();
    runner.start(due);
    await vi.advanceTimersByTimeAsync(500);
    runner.abandon(due);
    await vi.advanceTimersByTimeAsync(60 * second);
    expect(starts).toHaveLength(1);
    expect(verdicts).toEqual([]);
    expect(runner.inFlight()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('gives way to a newer one of the same monitor', async () => {
    const { runner, verdicts } = runnerWith(untilAborted);
    runner.start(check({ revision: 1 }));
    await vi.advanceTimersByTimeAsync(100);
    const newer = check({ revision: 2, plan: { intervalSeconds: 60, timeout: 1, retries: 0 } });
    runner.start(newer);
    await vi.advanceTimersByTimeAsync(60 * second);
    expect(verdicts.map(({ due }) => due)).toEqual([newer]);
  });
});

describe('the ceiling and the stop', () => {
  test('what waits and what runs counts against the ceiling', async () => {
    const { runner } = runnerWith(untilAborted, { inHand: 3 });
    runner.start(check({ targetId: 1 }));
    runner.start(check({ targetId: 2, slot: Date.now() + 900 }));
    expect(runner.free()).toBe(1);
    await vi.advanceTimersByTimeAsync(60 * second);
    expect(runner.free()).toBe(3);
  });

  test('no more are taken on to wait than the others that share the database could not begin sooner', async () => {
    const { runner } = runnerWith(untilAborted, { inHand: 10, waiting: 2 });
    runner.start(check({ targetId: 1, slot: Date.now() + 900 }));
    runner.start(check({ targetId: 2, slot: Date.now() + 900 }));
    expect(runner.free()).toBe(0);
    await vi.advanceTimersByTimeAsync(900);
    expect(runner.free()).toBe(2);
  });

  test('a check that finds no place begins when one is left, with its whole timeout before it', async () => {
    const { runner, starts, verdicts } = runnerWith(untilAborted, { places: 1 });
    const plan = { intervalSeconds: 60, timeout: 3, retries: 0 };
    const begin = Date.now();
    runner.start(check({ targetId: 1, plan }));
    runner.start(check({ targetId: 2, plan }));
    await vi.advanceTimersByTimeAsync(6 * second);
    expect(starts).toEqual([begin, begin + 3 * second]);
    expect(verdicts.map(({ verdict: { result } }) => result.startedAt)).toEqual([begin, begin + 3 * second]);
  });

  test('monitors that hang leave half of the places to those that answer', async () => {
    const { runner, verdicts } = runnerWith((tools) => (hangs(tools) ? untilAborted(tools) : Promise.resolve(up)), {
      places: 4,
    });
    const hangs = ({ timeout }: ProbeTools) => timeout === 10;
    const hanging = { status: 'down' as const, statusSince: 0, knownUntil: Date.now() };
    for (let targetId = 1; targetId <= 5; targetId += 1) runner.start(check({ targetId, standing: hanging }));
    await vi.advanceTimersByTimeAsync(0);
    const quick = { intervalSeconds: 60, timeout: 5, retries: 0 };
    for (let targetId = 6; targetId <= 9; targetId += 1) runner.start(check({ targetId, plan: quick }));
    await vi.advanceTimersByTimeAsync(0);
    expect(verdicts.map(({ due }) => due.targetId)).toEqual([6, 7, 8, 9]);
  });

  test('a stop lets running checks end, and gives back those that wait or take too long', async () => {
    const { runner, verdicts } = runnerWith((tools, count) =>
      count === 1 ? new Promise((resolve) => setTimeout(resolve, 300, up)) : untilAborted(tools),
    );
    const quick = check({ targetId: 1 });
    const slow = check({ targetId: 2 });
    const waiting = check({ targetId: 3, slot: Date.now() + 900 });
    [quick, slow, waiting].forEach((due) => runner.start(due));
    await vi.advanceTimersByTimeAsync(0);
    const stopped = runner.stop(2 * second);
    await vi.advanceTimersByTimeAsync(2 * second);
    await stopped;
    expect(runner.unrun()).toEqual([waiting, slow]);
    expect(verdicts.map(({ due }) => due)).toEqual([quick]);
  });

  test('a check that was claimed while the runner stopped is not begun: it is given back like those that waited', async () => {
    const { runner, starts } = runnerWith(() => Promise.resolve(up));
    const stopped = runner.stop(2 * second);
    const late = check();
    runner.start(late);
    await vi.advanceTimersByTimeAsync(2 * second);
    await stopped;
    runner.start({ ...late, targetId: 2 });
    await vi.advanceTimersByTimeAsync(2 * second);
    expect(starts).toEqual([]);
    expect(runner.unrun()).toEqual([late, { ...late, targetId: 2 }]);
  });
});
