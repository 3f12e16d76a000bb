/** What all probes share: names to addresses, the policy on addresses, connections, and verified TLS, HTTP. */
import type { Socket } from 'node:net';
import { createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import type { Clock } from '../platform/clock.js';
import type { AddressPolicy } from './addressPolicy.js';
import { dial, type Connection } from './network/dial.js';
import { openExchanges, type Answer } from './network/exchange.js';
import { down, type Failure, type Limit } from './network/failure.js';
import type { Found } from './network/answers.js';
import { openNames, type NameLimit } from './network/names.js';
import { secure } from './network/tls.js';

export type Network = {
  /**
   * The addresses of a name or an address literal that the policy lets through, at least one. Where this process could
   * not ask, or the time ran out while it asked, the outcome is `unchecked`. What is kept of earlier answers is judged
   * like any other.
   */
  resolve(host: string, limit: NameLimit): Promise<Found | Failure>;
  /** A TCP connection to the first of `addresses` that answers. Each is judged again: this is where it counts. */
  connect(addresses: readonly string[], port: number, limit: Limit): Promise<Connection | Failure>;
  /** TLS over `socket`, the peer verified as `host`; where that fails `socket` is closed. */
  secure(socket: Socket, host: string, limit: Limit): Promise<{ kind: 'secured'; socket: TLSSocket } | Failure>;
  /** A GET of `url` over `socket`, which is closed then. The body of a redirect or of an error status is not waited for. */
  ask(url: URL, socket: Socket, limit: Limit): Promise<Answer | Failure>;
  close(): void;
};

export type NetworkOptions = {
  policy: AddressPolicy;
  /** Resolvers as `address` or `address:port`; without it the system's. */
  dnsServers?: readonly string[] | undefined;
  /** Certificates of authorities to trust in place of Node's. */
  ca?: string | undefined;
  hostsPath?: string | undefined;
  /** Without it the system's. */
  clock?: Clock | undefined;
};

export function openNetwork({ policy, dnsServers, ca, hostsPath, clock }: NetworkOptions): Network {
  const resolveName = openNames({ servers: dnsServers, hostsPath, clock });
  const exchanges = openExchanges();
  let context: SecureContext | undefined;

  const permitted = (host: string, addresses: readonly string[]): Found | Failure => {
    const allowed = addresses.filter((address) => !policy.refuses(address));
    if (allowed.length > 0) return { kind: 'found', addresses: allowed };
    const [address = host] = addresses;
    const through = address === host ? '' : ` (${host})`;
    return down('not_allowed', `monitors may not reach ${address}${through}`);
  };

  return {
    async resolve(host, limit) {
      if (policy.refuses(host)) return permitted(host, []);
      const result = await resolveName(host, limit);
      return result.kind === 'found' ? permitted(host, result.addresses) : result;
    },
    async connect(addresses, port, limit) {
      const result = permitted('an unknown address', addresses);
      return result.kind === 'found' ? dial(result.addresses, port, limit) : result;
    },
    secure(socket, host, limit) {
      // Made once: it holds all authorities.
      context ??= createSecureContext(ca === undefined ? {} : { ca });
      return secure(socket, host, { ...limit, context });
    },
    ask: (url, socket, limit) => exchanges.ask(url, socket, limit),
    close() {
      exchanges.close();
      context = undefined;
    },
  };
}
