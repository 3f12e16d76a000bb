import { setTimeout as pause } from 'node:timers/promises';
import { Counter, Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/platform/clock.js';
import { measureThread, mergeMetrics } from '../../src/platform/metrics.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { readMetrics } from '../support/exposition.js';
import { until } from '../support/until.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase({ max: 2 });
});
afterAll(async () => {
  await db.close();
});

function counted(name: string, label: string, count: number): Registry {
  const registry = new Registry();
  new Counter({ name, help: `counts ${name}`, labelNames: ['of'], registers: [registry] }).inc({ of: label }, count);
  return registry;
}

test('texts of several registries become one, in which each metric is told once', async () => {
  const registries = [counted('a', 'one\n\n"two"', 1), counted('a', 'three', 2), counted('b', '', 3), new Registry()];
  const texts = await Promise.all(registries.map((registry) => registry.metrics()));
  const merged = readMetrics(mergeMetrics(texts));
  expect(merged.names).toEqual(['a', 'b']);
  expect(merged.labelValues('a', 'of')).toEqual(['one\\n\\n\\"two\\"', 'three']);
  expect(merged.value('b', { of: '' })).toBe(3);
});

function measured() {
  const registry = new Registry();
  const thread = 'test';
  measureThread({ registry, prefix: 'service_', thread, pool: db.database.pool, clock: systemClock });
  return async (name: string, labels: Record<string, string> = {}) =>
    readMetrics(await registry.metrics()).value(`service_${name}`, { thread, ...labels });
}

test('an event loop that stood still is seen', async () => {
  const value = measured();
  const slow = async () => {
    const [all, below] = [
      await value('event_loop_lag_seconds_count'),
      await value('event_loop_lag_seconds_bucket', { le: '0.25' }),
    ];
    return (all ?? 0) - (below ?? 0);
  };
  await until(
    () => value('event_loop_lag_seconds_count'),
    (count) => count !== undefined && count > 2,
  );
  const before = await slow();
  const end = performance.now() + 500;
  while (performance.now() < end);
  await until(slow, (count) => count > before);
});

test('connections in use and statements that wait for one are seen', async () => {
  const value = measured();
  const clients = [await db.database.pool.connect(), await db.database.pool.connect()];
  const waits = db.database.query('SELECT 1');
  expect(await value('database_pool_connections', { state: 'total' })).toBe(2);
  expect(await value('database_pool_connections', { state: 'idle' })).toBe(0);
  expect(await value('database_pool_waiting')).toBe(1);
  for (const client of clients) client.release();
  await waits;
  await pause(0);
  expect(await value('database_pool_connections', { state: 'idle' })).toBe(2);
  expect(await value('database_pool_waiting')).toBe(0);
});
