/** A TCP port: up when the handshake completes (contract §3). */
import { z } from 'zod';
import { wholeNumber } from '../../platform/fields.js';
import { closed } from '../network/dial.js';
import { hostName } from './host.js';
import { defineProbe } from './probe.js';

export const customPort = defineProbe({
  type: 'target_custom_port',
  collection: 'custom_ports',
  settings: z.object({ host: hostName, port_number: wholeNumber({ min: 1, max: 65535 }) }),
  host: ({ host }) => host,
  async attempt({ host, port_number }, { network, signal, timeout, freshFrom }) {
    const limit = { signal, timeout, freshFrom };
    const found = await network.resolve(host, limit);
    if (found.kind !== 'found') return found;
    const connection = await network.connect(found.addresses, port_number, limit);
    if (connection.kind !== 'connected') return connection;
    await closed(connection.socket);
    return { kind: 'up', responseTime: connection.connectTime };
  },
});
