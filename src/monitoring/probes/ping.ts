/** A ping: up when an ICMP echo reply comes from the address asked (contract §3). */
import { z } from 'zod';
import type { Failure } from '../network/failure.js';
import { race } from '../network/race.js';
import { hostName } from './host.js';
import { defineProbe, type Outcome } from './probe.js';

type Reply = Extract<Outcome, { kind: 'up' }>;

export const ping = defineProbe({
  type: 'target_ping',
  collection: 'pings',
  about:
    'It is up when an ICMP echo reply comes from the address asked. The response time runs from the request to the reply.',
  settings: z.object({ host: hostName }),
  host: ({ host }) => host,
  async attempt({ host }, { network, icmp, signal, timeout, freshFrom }) {
    const found = await network.resolve(host, { signal, timeout, freshFrom });
    if (found.kind !== 'found') return found;
    return race<Reply>(found.addresses, {
      start: (address, signal): Promise<Reply | Failure> => icmp.echo(address, { signal, timeoutMs: timeout * 1000 }),
      discard: () => Promise.resolve(),
      signal,
    });
  },
});
