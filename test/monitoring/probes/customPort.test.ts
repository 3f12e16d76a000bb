import { expect, test } from 'vitest';
import { addressPolicy } from '../../../src/monitoring/addressPolicy.js';
import { customPort } from '../../../src/monitoring/probes/customPort.js';
import { dnsServer } from '../../support/dnsServer.js';
import { hasNamespaces, runInNamespace } from '../../support/namespace.js';
import { attempt, down, unchecked, up } from '../../support/probing.js';
import { closedPort, listen, listenDeaf } from '../../support/servers.js';

test('an open port is up, over IPv4 and IPv6, and nothing stays connected', async () => {
  for (const host of ['127.0.0.1', '::1']) {
    await using server = await listen(() => undefined, host);
    expect(await attempt(customPort, { host, port_number: server.port })).toEqual(up);
    await server.idle();
    expect(server.accepted()).toBe(1);
  }
});

test('a closed port is refused', async () => {
  const port = await closedPort();
  const outcome = await attempt(customPort, { host: '127.0.0.1', port_number: port });
  expect(outcome).toEqual(down('connection_refused', `127.0.0.1:${port} refused the connection`));
});

test('a port that does not answer is a timeout in connecting', async () => {
  await using deaf = await listenDeaf();
  const outcome = await attempt(customPort, { host: '127.0.0.1', port_number: deaf.port }, { timeout: 0.4 });
  expect(outcome).toEqual(down('timeout', `no answer within 0.4 s: connecting to 127.0.0.1:${deaf.port}`));
});

test('a port that accepts and resets at once is up: the handshake completed', async () => {
  await using server = await listen((socket) => socket.resetAndDestroy());
  expect(await attempt(customPort, { host: '127.0.0.1', port_number: server.port })).toEqual(up);
});

test('a dead address of one family does not fail a check that the other passes', async () => {
  await using server = await listen(() => undefined);
  expect(await attempt(customPort, { host: 'localhost', port_number: server.port })).toEqual(up);
  await using dns = await dnsServer({ 'two.example': { addresses: ['::1', '127.0.0.1'] } });
  const settings = { host: 'two.example', port_number: server.port };
  expect(await attempt(customPort, settings, { dnsServers: [dns.address] })).toEqual(up);
});

test('a silent address is passed over for the next one, whose own time counts', async () => {
  await using deaf = await listenDeaf();
  await using dns = await dnsServer({ 'two.example': { addresses: ['127.0.0.1', '127.0.0.2'] } });
  await using server = await listen(() => undefined, '127.0.0.2', deaf.port);
  const settings = { host: 'two.example', port_number: deaf.port };
  const outcome = await attempt(customPort, settings, { dnsServers: [dns.address] });
  expect(outcome).toEqual(up);
  expect(outcome.kind === 'up' && outcome.responseTime).toBeLessThan(200);
  expect(server.accepted()).toBe(1);
});

test('an address that the policy refuses is not connected to, by name or as it is', async () => {
  await using server = await listen(() => undefined);
  await using dns = await dnsServer({
    'inside.example': { addresses: ['127.0.0.1'] },
    'mapped.example': { addresses: ['::ffff:127.0.0.1'] },
    'cloud.example': { addresses: ['169.254.169.254'] },
  });
  const options = { policy: addressPolicy({ allowPrivate: false }), dnsServers: [dns.address] };
  for (const host of ['127.0.0.1', 'localhost', 'inside.example', 'mapped.example', 'cloud.example']) {
    expect(await attempt(customPort, { host, port_number: server.port }, options)).toEqual(down('not_allowed'));
  }
  const metadata = { host: 'metadata.google.internal', port_number: 80 };
  expect(await attempt(customPort, metadata)).toEqual(down('not_allowed'));
  expect(server.accepted()).toBe(0);
});

test('an allowed address beside a refused one is used', async () => {
  await using server = await listen(() => undefined);
  await using dns = await dnsServer({ 'mixed.example': { addresses: ['169.254.169.254', '127.0.0.1'] } });
  const settings = { host: 'mixed.example', port_number: server.port };
  expect(await attempt(customPort, settings, { dnsServers: [dns.address] })).toEqual(up);
});

test('no such name is down, a silent resolver says nothing', async () => {
  await using dns = await dnsServer({ 'silent.example': 'silent', 'broken.example': 'servfail' });
  const options = { dnsServers: [dns.address], timeout: 0.4 };
  const at = (host: string) => attempt(customPort, { host, port_number: 80 }, options);
  expect(await at('missing.example')).toEqual(down('dns_failure', 'no such name: missing.example'));
  expect(await at('broken.example')).toEqual(down('dns_failure'));
  expect(await at('silent.example')).toEqual(unchecked);
});

const routes = 'ip link set lo up && ip route add unreachable 192.0.2.0/24';
const attempts = `
  const { addressPolicy } = await import(built + 'monitoring/addressPolicy.js');
  const { openNetwork } = await import(built + 'monitoring/network.js');
  const { customPort } = await import(built + 'monitoring/probes/customPort.js');
  const network = openNetwork({ policy: addressPolicy({ allowPrivate: true }) });
  const tools = { network, signal: new AbortController().signal, timeout: 5 };
  const outcomes = [];
  for (const host of ['192.0.2.1', '203.0.113.1', '2001:db8::1']) {
    outcomes.push(await customPort.attempt({ host, port_number: 80 }, tools));
  }
  console.log(JSON.stringify(outcomes));`;

test.runIf(hasNamespaces(routes))('an unreachable host is down, while no route of our own says nothing', () => {
  const [unreachable, ...noRoute] = runInNamespace(routes, attempts) as unknown[];
  expect(unreachable).toEqual(down('host_unreachable', '192.0.2.1:80 is unreachable'));
  expect(noRoute).toEqual([unchecked, unchecked]);
});
