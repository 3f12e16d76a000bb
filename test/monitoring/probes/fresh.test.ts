import { expect, test } from 'vitest';
import type { Icmp } from '../../../src/monitoring/icmp/icmp.js';
import { customPort } from '../../../src/monitoring/probes/customPort.js';
import { ping } from '../../../src/monitoring/probes/ping.js';
import { url } from '../../../src/monitoring/probes/url.js';
import { dnsServer } from '../../support/dnsServer.js';
import { attempt, testNetwork, up, type AttemptOptions } from '../../support/probing.js';
import { listenHttp } from '../../support/servers.js';

const icmp: Icmp = { echo: () => Promise.resolve({ kind: 'up', responseTime: 1 }), close: () => undefined };

test('a first attempt takes names that are known, at each redirect too, and a further one asks afresh', async () => {
  await using server = await listenHttp((request, response) => {
    const location = `http://second.example:${request.socket.localPort}/`;
    if (request.headers.host?.startsWith('first')) response.writeHead(302, { location }).end();
    else response.end();
  });
  const address = { addresses: ['127.0.0.1'] };
  await using dns = await dnsServer({ 'first.example': address, 'second.example': address }, 60);
  const attempts: [string[], (options: AttemptOptions) => Promise<unknown>][] = [
    [['first', 'second'], (options) => attempt(url, { url: `http://first.example:${server.port}/` }, options)],
    [['first'], (options) => attempt(customPort, { host: 'first.example', port_number: server.port }, options)],
    [['first'], (options) => attempt(ping, { host: 'first.example' }, { ...options, icmp })],
  ];
  for (const [hosts, make] of attempts) {
    const network = testNetwork({ dnsServers: [dns.address] });
    const asked = async (options: AttemptOptions) => {
      dns.questions.length = 0;
      expect(await make({ network, ...options })).toEqual(up);
      return dns.questions.filter((question) => question.endsWith(' A'));
    };
    const questions = hosts.map((host) => `${host}.example A`);
    expect(await asked({})).toEqual(questions);
    expect(await asked({})).toEqual([]);
    expect(await asked({ freshFrom: performance.now() })).toEqual(questions);
    expect(await asked({})).toEqual([]);
  }
});
