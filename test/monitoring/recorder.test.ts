import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DueCheck } from '../../src/monitoring/due.js';
import { createRecorder } from '../../src/monitoring/recorder.js';
import type { Finished } from '../../src/monitoring/store.js';
import { verdict, type Verdict } from '../../src/monitoring/verdict.js';
import { systemClock } from '../../src/platform/clock.js';
import { memoryLog } from '../support/log.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const away = () => Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));

/** A recorder over a database that does what `write` says. */
function recorderWith(write: (batch: readonly Finished[]) => Promise<Finished[]>, bound?: number) {
  const { log, lines } = memoryLog();
  const soon: number[] = [];
  const written: number[] = [];
  const recorder = createRecorder({
    store: {
      async record(batch) {
        const done = await write(batch);
        written.push(...done.map(({ due }) => due.targetId));
        return done;
      },
    },
    ensurePartitions: () => Promise.resolve(),
    onSoonDue: () => soon.push(Date.now()),
    clock: systemClock,
    log,
    ...(bound === undefined ? {} : { bound }),
  });
  return { recorder, written, lines, soon };
}

function finished(targetId: number): [DueCheck, Verdict] {
  const plan = { intervalSeconds: 60, timeout: 10, retries: 0 };
  const standing = { status: 'pending' as const, statusSince: 0, knownUntil: null };
  const due = { targetId, type: 'test', settings: {}, plan, slot: 0, revision: 0, standing };
  return [due, verdict(standing, plan, [{ startedAt: Date.now(), outcome: { kind: 'up', responseTime: 1 } }])];
}

test('verdicts that come together are written together', async () => {
  const sizes: number[] = [];
  const { recorder, written } = recorderWith((batch) => {
    sizes.push(batch.length);
    return Promise.resolve([...batch]);
  });
  for (let id = 1; id <= 20; id++) recorder.record(...finished(id));
  expect(recorder.holding()).toHaveLength(20);
  await vi.advanceTimersByTimeAsync(100);
  expect(sizes).toEqual([20]);
  expect(written).toHaveLength(20);
  expect(recorder.holding()).toEqual([]);
});

test('the next slot is looked for at once after a check that took nearly until it', async () => {
  const { recorder, soon } = recorderWith((batch) => Promise.resolve([...batch]));
  const [due, judged] = finished(1);
  recorder.record({ ...due, slot: Date.now() - 3000 }, judged);
  await vi.advanceTimersByTimeAsync(100);
  expect(soon).toEqual([]);
  recorder.record({ ...due, slot: Date.now() - 59_000 }, judged);
  await vi.advanceTimersByTimeAsync(100);
  expect(soon).toHaveLength(1);
});

test('a change of status is told in the log once it is written', async () => {
  const { recorder, lines } = recorderWith((batch) => Promise.resolve([...batch]));
  recorder.record(...finished(7));
  await vi.advanceTimersByTimeAsync(100);
  expect(lines).toEqual([expect.objectContaining({ level: 'info', target_id: 7, status: 'up' })]);
});

test('results of a time without a database are kept and written in order when it is back', async () => {
  let there = false;
  const { recorder, written, lines } = recorderWith((batch) => (there ? Promise.resolve([...batch]) : away()));
  recorder.record(...finished(1));
  await vi.advanceTimersByTimeAsync(5000);
  recorder.record(...finished(2));
  await vi.advanceTimersByTimeAsync(5000);
  expect(recorder.holding()).toEqual([1, 2]);
  there = true;
  await vi.advanceTimersByTimeAsync(1000);
  expect(written).toEqual([1, 2]);
  expect(lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
});

test('what is kept is bounded: the oldest are dropped, counted and told once', async () => {
  const { recorder, lines } = recorderWith(away, 3);
  for (let id = 1; id <= 5; id++) recorder.record(...finished(id));
  await vi.advanceTimersByTimeAsync(1000);
  expect(recorder.holding()).toEqual([3, 4, 5]);
  expect(recorder.dropped()).toBe(2);
  expect(lines.filter(({ level }) => level === 'error')).toHaveLength(1);
});

test('a result that the database refuses is dropped alone', async () => {
  const { recorder, written, lines } = recorderWith((batch) =>
    batch.some(({ due }) => due.targetId === 2)
      ? Promise.reject(Object.assign(new Error('value out of range'), { code: '22003' }))
      : Promise.resolve([...batch]),
  );
  for (let id = 1; id <= 3; id++) recorder.record(...finished(id));
  await vi.advanceTimersByTimeAsync(100);
  expect(written).toEqual([1, 3]);
  expect(recorder.dropped()).toBe(1);
  expect(lines).toContainEqual(expect.objectContaining({ level: 'error', target_id: 2 }));
});

test('results that the database does not take for now, as a standby after a failover, are kept', async () => {
  let isStandby = true;
  const { recorder, written } = recorderWith((batch) =>
    isStandby
      ? Promise.reject(Object.assign(new Error('cannot execute UPDATE in a read-only transaction'), { code: '25006' }))
      : Promise.resolve([...batch]),
  );
  recorder.record(...finished(1));
  await vi.advanceTimersByTimeAsync(3000);
  expect(recorder.dropped()).toBe(0);
  isStandby = false;
  await vi.advanceTimersByTimeAsync(1000);
  expect(written).toEqual([1]);
});

test('closing writes what waits', async () => {
  const { recorder, written } = recorderWith((batch) => Promise.resolve([...batch]));
  recorder.record(...finished(1));
  const closed = recorder.close(1000);
  await vi.advanceTimersByTimeAsync(0);
  await closed;
  expect(written).toEqual([1]);
  expect(vi.getTimerCount()).toBe(0);
});

test('closing does not wait longer than it may for a database that is away', async () => {
  const { recorder, lines } = recorderWith(away);
  recorder.record(...finished(1));
  const closed = recorder.close(1000);
  await vi.advanceTimersByTimeAsync(1100);
  await closed;
  expect(lines).toContainEqual(expect.objectContaining({ level: 'error', lost: 1 }));
});
