import { expect, test } from 'vitest';
import type { DueCheck } from '../../src/monitoring/due.js';
import type { Runner } from '../../src/monitoring/runner.js';
import { createScheduler } from '../../src/monitoring/scheduler.js';
import type { MonitoringStore } from '../../src/monitoring/store.js';
import { testClock } from '../support/clock.js';
import { memoryLog } from '../support/log.js';

const start = Date.UTC(2026, 0, 31, 12);
const second = 1000;

function due(targetId: number, revision = 0): DueCheck {
  const plan = { intervalSeconds: 60, timeout: 10, retries: 2 };
  const standing = { status: 'up' as const, statusSince: start, knownUntil: start };
  return { targetId, type: 'test', settings: {}, plan, slot: start, revision, standing };
}

/** A scheduler whose store and runner keep a list of what they were asked; the queries have tests of their own. */
function schedulerWith(over: Partial<MonitoringStore> = {}, free = 10, onBeat = () => undefined) {
  const calls: string[] = [];
  const flying: DueCheck[] = [];
  const clock = testClock(start);
  const { log, lines } = memoryLog();
  const said = <T>(word: string, value: T) => {
    calls.push(word);
    return Promise.resolve(value);
  };
  const store: MonitoringStore = {
    beat: () => said('beat', calls.length === 0),
    claim: () => said('claim', []),
    stillWanted: (checks) => said('stillWanted', [...checks]),
    releaseAllBut: () => said('releaseAllBut', 0),
    leave: () => said('leave', undefined),
    takeOver: () => said('takeOver', 0),
    pullBack: () => said('pullBack', 0),
    overdue: () => said('overdue', { count: 0, worst: 0 }),
    record: () => said('record', []),
    ...over,
  };
  const runner: Runner = {
    free: () => free - flying.length,
    start: (check) => flying.push(check),
    inFlight: () => flying,
    abandon: (check) => flying.splice(flying.indexOf(check), 1),
    stop: () => Promise.resolve(),
    unrun: () => [],
  };
  const scheduler = createScheduler({ store, runner, unwritten: () => [], onBeat, clock, log });
  return { scheduler, calls, flying, clock, lines };
}

test('a beat says that the process lives, then starts what it claimed up to two seconds ahead', async () => {
  const asked: unknown[] = [];
  const { scheduler, calls, flying } = schedulerWith({
    claim: (request) => {
      asked.push(request);
      return Promise.resolve([due(1)]);
    },
  });
  await scheduler.tick();
  expect(calls).toContain('beat');
  expect(asked).toEqual([{ until: start + 2 * second, now: start, limit: 10 }]);
  expect(flying).toEqual([due(1)]);
});

test('a beat is told of as soon as it reached the database, however long it takes to claim what is due', async () => {
  const told: string[] = [];
  const { scheduler } = schedulerWith(
    {
      claim: () => {
        told.push(`claim after ${scheduler.lastBeat()}`);
        return Promise.resolve([]);
      },
    },
    10,
    () => void told.push('beat'),
  );
  await scheduler.tick();
  expect(told).toEqual(['beat', 'claim after 0']);
});

test('nothing is claimed beyond what the runner may take on', async () => {
  const { scheduler, calls } = schedulerWith({}, 0);
  await scheduler.tick();
  expect(calls).not.toContain('claim');
});

test('claims of one process never overlap, and changes that come together are looked at once', async () => {
  let running = 0;
  let most = 0;
  const { scheduler } = schedulerWith({
    claim: async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return [];
    },
  });
  const first = scheduler.changed();
  expect(scheduler.changed()).toBe(first);
  await Promise.all([scheduler.tick(), first, scheduler.tick()]);
  expect(most).toBe(1);
});

test('checks whose monitors were changed or deleted are abandoned at once', async () => {
  const { scheduler, flying } = schedulerWith({
    stillWanted: (checks) => Promise.resolve(checks.filter(({ targetId }) => targetId !== 1)),
  });
  flying.push(due(1), due(2));
  await scheduler.changed();
  expect(flying).toEqual([due(2)]);
});

test('a database that is away stops no beat: it is told once, and once when it is back', async () => {
  let there = false;
  const { scheduler, lines } = schedulerWith({
    beat: () => (there ? Promise.resolve(false) : Promise.reject(new Error('ECONNREFUSED'))),
  });
  await scheduler.tick();
  await scheduler.tick();
  expect(scheduler.lastBeat()).toBeUndefined();
  there = true;
  await scheduler.tick();
  expect(scheduler.lastBeat()).toBe(0);
  expect(lines.map(({ level }) => level)).toEqual(['warn', 'info']);
});

test('others are taken for dead only after this process has reached the database for as long as they get', async () => {
  let there = true;
  const { scheduler, calls, clock } = schedulerWith({
    beat: () => (there ? Promise.resolve(false) : Promise.reject(new Error('ECONNREFUSED'))),
  });
  const beats = async (count: number) => {
    for (let i = 0; i < count; i++) {
      await scheduler.tick();
      clock.advance(second);
    }
  };
  await beats(6);
  expect(calls).not.toContain('takeOver');
  await beats(3);
  expect(calls).toContain('takeOver');
  there = false;
  await beats(1);
  there = true;
  calls.length = 0;
  await beats(6);
  expect(calls).not.toContain('takeOver');
});

test('a process that others took for dead abandons what is theirs by now', async () => {
  let isNew = true;
  const { scheduler, flying } = schedulerWith({
    beat: () => Promise.resolve(isNew),
    stillWanted: () => Promise.resolve([]),
  });
  flying.push(due(1));
  await scheduler.tick();
  expect(flying).toEqual([due(1)]);
  isNew = false;
  await scheduler.tick();
  expect(flying).toEqual([due(1)]);
  isNew = true;
  await scheduler.tick();
  expect(flying).toEqual([]);
});

test('it is told once that no more checks can be taken on', async () => {
  const { scheduler, lines } = schedulerWith({}, 0);
  await scheduler.tick();
  await scheduler.tick();
  expect(lines.map(({ level }) => level)).toEqual(['warn']);
});

test('a clock that is set back brings the slots back, one that goes on or is set forth does not', async () => {
  const { scheduler, calls, clock } = schedulerWith();
  await scheduler.tick();
  calls.length = 0;
  clock.advance(second);
  await scheduler.tick();
  clock.step(3600 * second);
  await scheduler.tick();
  expect(calls).not.toContain('pullBack');
  clock.step(-3600 * second);
  await scheduler.tick();
  expect(calls).toContain('pullBack');
});

test('claims that a fault has lost are looked for now and then', async () => {
  const { scheduler, calls, lines } = schedulerWith({ releaseAllBut: () => Promise.resolve(2) });
  for (let i = 0; i < 30; i++) await scheduler.tick();
  expect(calls.filter((call) => call === 'beat')).toHaveLength(30);
  expect(lines).toContainEqual(expect.objectContaining({ level: 'error', monitors: 2 }));
});

test('claims whose answer was lost with the database are given back in the beat in which it is back', async () => {
  let away = false;
  const { scheduler, calls } = schedulerWith({
    beat: () => (away ? Promise.reject(new Error('away')) : Promise.resolve(false)),
  });
  await scheduler.tick();
  away = true;
  await scheduler.tick();
  away = false;
  calls.length = 0;
  await scheduler.tick();
  expect(calls.indexOf('releaseAllBut')).toBeGreaterThan(-1);
  expect(calls.indexOf('releaseAllBut')).toBeLessThan(calls.indexOf('claim'));
  calls.length = 0;
  await scheduler.tick();
  expect(calls).not.toContain('releaseAllBut');
});

test('a stop ends the claiming that is under way', async () => {
  let rounds = 0;
  const claim: MonitoringStore['claim'] = ({ limit }) => {
    rounds += 1;
    void scheduler.stop();
    return Promise.resolve(Array.from({ length: limit }, (_, id) => due(id)));
  };
  const { scheduler } = schedulerWith({ claim }, 3000);
  await scheduler.tick();
  expect(rounds).toBe(1);
});

test('after a stop nothing is claimed', async () => {
  const { scheduler, calls } = schedulerWith();
  await scheduler.stop();
  await scheduler.tick();
  await scheduler.changed();
  expect(calls).toEqual([]);
});
