import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import type { DueCheck } from '../../src/monitoring/due.js';
import { checkMetrics } from '../../src/monitoring/metrics.js';
import type { Verdict } from '../../src/monitoring/verdict.js';
import { testClock } from '../support/clock.js';
import { readMetrics } from '../support/exposition.js';

const now = Date.UTC(2026, 0, 31, 12);
const kind = 'target_ping';

function dueCheck(type = kind): DueCheck {
  const standing = { status: 'up' as const, statusSince: now, knownUntil: null };
  const plan = { intervalSeconds: 10, timeout: 10, retries: 2 };
  return { targetId: 1, type, settings: {}, plan, slot: now, revision: 0, standing };
}

function verdictOf(outcome: 'up' | 'down' | 'unchecked', startedAt = now): Verdict {
  const result = { outcome, startedAt, attempts: 1, responseTime: null, reason: null };
  return { result, change: null, gap: null, knownUntil: null };
}

function metrics() {
  const clock = testClock(now);
  const registry = new Registry();
  const state: { inFlight: number; waiting: number; dropped: number; overdue: number | undefined; cutOff: boolean } = {
    inFlight: 1,
    waiting: 2,
    dropped: 3,
    overdue: undefined,
    cutOff: false,
  };
  const told = checkMetrics(registry, clock, {
    inFlight: () => state.inFlight,
    waiting: () => state.waiting,
    dropped: () => state.dropped,
    overdue: () => state.overdue,
    cutOff: () => state.cutOff,
  });
  const read = async () => {
    const text = readMetrics(await registry.metrics());
    return (name: string, labels: Record<string, string> = {}) => text.value(`port_monitor_${name}`, labels);
  };
  return { ...told, clock, state, read };
}

test('checks count by kind and outcome, all of which are there from the beginning', async () => {
  const { onVerdict, read } = metrics();
  const before = await read();
  for (const outcome of ['up', 'down', 'unchecked'] as const) {
    expect(before('checks_total', { kind, outcome })).toBe(0);
    onVerdict(dueCheck(), verdictOf(outcome));
  }
  onVerdict(dueCheck('target_url'), verdictOf('down'));
  onVerdict(dueCheck(), verdictOf('up'));
  const after = await read();
  expect(after('checks_total', { kind, outcome: 'up' })).toBe(2);
  expect(after('checks_total', { kind, outcome: 'down' })).toBe(1);
  expect(after('checks_total', { kind, outcome: 'unchecked' })).toBe(1);
  expect(after('checks_total', { kind: 'target_url', outcome: 'down' })).toBe(1);
});

test('lateness and duration are in seconds, and never below none where a clock was set back', async () => {
  const { onStart, onVerdict, clock, read } = metrics();
  onStart(dueCheck(), 3);
  onStart(dueCheck(), -1);
  clock.advance(32_000);
  onVerdict(dueCheck(), verdictOf('down'));
  clock.step(-60_000);
  onVerdict(dueCheck(), verdictOf('down'));
  const value = await read();
  expect(value('check_lateness_seconds_sum', { kind })).toBe(0.003);
  expect(value('check_lateness_seconds_bucket', { kind, le: '0.001' })).toBe(1);
  expect(value('check_lateness_seconds_bucket', { kind, le: '0.005' })).toBe(2);
  expect(value('check_duration_seconds_sum', { kind })).toBe(32);
  expect(value('check_duration_seconds_bucket', { kind, le: '30' })).toBe(1);
  expect(value('check_duration_seconds_bucket', { kind, le: '60' })).toBe(2);
});

test('what is in hand is asked for at each scrape; overdue monitors are absent while nobody knows', async () => {
  const { state, read } = metrics();
  const before = await read();
  expect([before('checks_in_flight'), before('results_waiting'), before('results_dropped_total')]).toEqual([1, 2, 3]);
  expect(before('monitors_overdue')).toBeUndefined();
  Object.assign(state, { inFlight: 4, dropped: 5, overdue: 0 });
  const after = await read();
  expect([after('checks_in_flight'), after('results_dropped_total'), after('monitors_overdue')]).toEqual([4, 5, 0]);
  expect(after('cut_off')).toBe(0);
  Object.assign(state, { overdue: undefined, cutOff: true });
  expect((await read())('cut_off')).toBe(1);
  expect((await read())('monitors_overdue')).toBeUndefined();
});

test('a kind that this version does not know counts nowhere, and disturbs nothing', async () => {
  const { onStart, onVerdict, read } = metrics();
  onStart(dueCheck('target_of_tomorrow'), 1);
  onVerdict(dueCheck('target_of_tomorrow'), verdictOf('unchecked'));
  expect((await read())('checks_total', { kind: 'target_of_tomorrow', outcome: 'unchecked' })).toBeUndefined();
});
