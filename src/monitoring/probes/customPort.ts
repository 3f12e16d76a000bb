/** A TCP port: up when the handshake completes (contract §3). */
import { z } from 'zod';
import { wholeNumber } from '../../platform/fields.js';
import { closed } from '../network/dial.js';
import { hostName } from './host.js';
import { defineProbe } from './probe.js';

const portNumber = wholeNumber({ min: 1, max: 65535 }).meta({ description: 'A TCP port.' });

export const customPort = defineProbe({
  type: 'target_custom_port',
  collection: 'custom_ports',
  about:
    'It is up when the TCP handshake completes. The response time runs from the start of the connect to its completion.',
  settings: z.object({ host: hostName, port_number: portNumber }),
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
