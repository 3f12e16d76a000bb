/** One attempt of a probe, as the runner makes it, and a check that it left nothing behind. */
import { expect } from 'vitest';
import type { z } from 'zod';
import { addressPolicy } from '../../src/monitoring/addressPolicy.js';
import type { Icmp } from '../../src/monitoring/icmp/icmp.js';
import { openNetwork, type Network, type NetworkOptions } from '../../src/monitoring/network.js';
import type { Outcome, Probe } from '../../src/monitoring/probes/probe.js';

export const noIcmp: Icmp = {
  echo: () => Promise.resolve({ kind: 'unchecked', why: 'there is no ICMP in this test' }),
  close: () => undefined,
};

/** Milliseconds for a machine that is busy with other tests. */
const slack = 500;

export type AttemptOptions = Partial<NetworkOptions> & {
  /** Seconds; fractions are fine here. */
  timeout?: number;
  icmp?: Icmp;
  /** In place of a network of its own, which is closed afterwards. */
  network?: Network;
  freshFrom?: number;
};

/** Runs one attempt, and expects that it took no longer than its time and that no socket or timer of its own is left. */
export async function attempt<Shape extends z.ZodRawShape>(
  probe: Probe<Shape>,
  settings: unknown,
  { timeout = 5, icmp = noIcmp, network: shared, freshFrom, ...options }: AttemptOptions = {},
): Promise<Outcome> {
  const network = shared ?? testNetwork(options);
  const deadline = new AbortController();
  const before = resources();
  const startedAt = performance.now();
  const timer = setTimeout(() => deadline.abort(), timeout * 1000);
  const outcome = await probe.attempt(probe.settings.parse(settings), {
    network,
    icmp,
    signal: deadline.signal,
    timeout,
    freshFrom,
  });
  const took = performance.now() - startedAt;
  clearTimeout(timer);
  if (!shared) network.close();
  expect(took).toBeLessThan(timeout * 1000 + slack);
  await expect.poll(() => resources().filter((name) => !before.includes(name))).toEqual([]);
  return outcome;
}

export function testNetwork(options: Partial<NetworkOptions> = {}): Network {
  return openNetwork({ policy: addressPolicy({ allowPrivate: true }), ...options });
}

// Each with its count, so that one more of a kind shows.
function resources(): string[] {
  const counts = new Map<string, number>();
  return process
    .getActiveResourcesInfo()
    .filter((name) => /TCP|TLS|UDP|DNS|QUERY|ChannelWrap|ProcessWrap/i.test(name))
    .map((name) => {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      return `${name} ${counts.get(name)}`;
    });
}

/** `detail` of a down outcome with this code. */
export function down(code: string, detail: unknown = expect.any(String)): unknown {
  return { kind: 'down', reason: { code, detail } };
}

export const up: unknown = { kind: 'up', responseTime: expect.any(Number) as number };
export const unchecked: unknown = { kind: 'unchecked', why: expect.any(String) as string };
