import { expect, test } from 'vitest';
import { attemptOnce } from '../../src/monitoring/attempt.js';
import { customPort } from '../../src/monitoring/probes/customPort.js';
import { systemClock } from '../../src/platform/clock.js';
import { dnsServer } from '../support/dnsServer.js';
import { memoryLog } from '../support/log.js';
import { noIcmp, testNetwork, up } from '../support/probing.js';
import { listen } from '../support/servers.js';

test('the first attempt of a check takes a name that is known, a further one asks afresh', async () => {
  await using server = await listen(() => undefined);
  await using dns = await dnsServer({ 'four.example': { addresses: ['127.0.0.1'] } }, 60);
  const tools = {
    clock: systemClock,
    log: memoryLog().log,
    network: testNetwork({ dnsServers: [dns.address] }),
    icmp: noIcmp,
    standstill: { total: () => 0, stop: () => undefined },
    probeOf: () => customPort,
  };
  const due = {
    targetId: 1,
    type: customPort.type,
    settings: { host: 'four.example', port_number: server.port },
    plan: { intervalSeconds: 60, timeout: 5, retries: 2 },
    slot: Date.now(),
    revision: 0,
    standing: { status: 'up' as const, statusSince: 0, knownUntil: null },
  };
  const asked = async (isRetry?: boolean) => {
    dns.questions.length = 0;
    const { signal } = new AbortController();
    expect((await attemptOnce(due, signal, tools, isRetry)).outcome).toEqual(up);
    return dns.questions.sort();
  };
  expect(await asked()).toEqual(['four.example A', 'four.example AAAA']);
  expect(await asked()).toEqual([]);
  expect(await asked(true)).toEqual(['four.example A', 'four.example AAAA']);
});
