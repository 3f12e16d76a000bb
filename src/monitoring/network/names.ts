/** Names to addresses: literals as they are, then the hosts file, then DNS. */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { systemClock, type Clock } from '../../platform/clock.js';
import { found, type Found } from './answers.js';
import { openChannels } from './channels.js';
import { down, type Failure, type Limit } from './failure.js';
import { openHostsFile } from './hostsFile.js';
import { openLookUps } from './lookUps.js';

/**
 * `freshFrom`: answers to questions from before this instant, on the clock of `elapsed()`, do not count; without it one
 * that was kept or is being waited for will do.
 */
export type NameLimit = Limit & { freshFrom?: number | undefined };

export type Resolve = (host: string, limit: NameLimit) => Found | Failure | Promise<Found | Failure>;

export type NamesOptions = {
  /** Resolvers as `address` or `address:port`, in place of the system's; none or an empty list: the system's. */
  servers?: readonly string[] | undefined;
  hostsPath?: string | undefined;
  clock?: Clock | undefined;
};

const loopback = ['127.0.0.1', '::1'];

/** A resolver, which answers at once where it need not ask. */
export function openNames({ servers = [], hostsPath = '/etc/hosts', clock = systemClock }: NamesOptions): Resolve {
  const hosts = openHostsFile(hostsPath, clock);
  const lookUp = openLookUps({ channels: openChannels(servers), clock });
  return (host, limit) => {
    if (isIP(host)) return { kind: 'found', addresses: [host] };
    const ascii = domainToASCII(host);
    const name = ascii.endsWith('.') ? ascii.slice(0, -1) : ascii;
    if (name === '') return down('dns_failure', `no such name: ${host}`);
    const listed = hosts.addressesOf(name);
    if (name === 'localhost' || name.endsWith('.localhost')) return found([...listed, ...loopback]);
    if (listed.length > 0) return found(listed);
    return lookUp(name, limit);
  };
}
