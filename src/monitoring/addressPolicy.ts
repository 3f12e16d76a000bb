/** Which hosts no monitor may reach (contract §3 and §6, Refused addresses). Pure: nothing is resolved here. */
import { domainToASCII } from 'node:url';
import ipaddr from 'ipaddr.js';

type Ip = ipaddr.IPv4 | ipaddr.IPv6;

export type AddressPolicy = {
  /**
   * Whether `hostOrAddress` may not be reached. A name is judged as a name alone; the addresses that it leads to are
   * judged one by one when they are known.
   */
  refuses(hostOrAddress: string): boolean;
};

const metadataAddresses = new Set(['169.254.169.254', '100.100.100.200', '168.63.129.16', 'fd00:ec2::254']);
const metadataName = 'metadata.google.internal';

// ipaddr.js calls all of 0.0.0.0/8 unspecified.
const neverReached = new Set<string>(['unspecified', 'multicast', 'broadcast']);
const privateRanges = new Set<string>([
  'private',
  'loopback',
  'linkLocal',
  'uniqueLocal',
  'carrierGradeNat',
  'deprecatedSiteLocal',
]);

/** Hosts whose judgement is remembered. */
const mostRemembered = 20_000;

export function addressPolicy({ allowPrivate }: { allowPrivate: boolean }): AddressPolicy {
  const refusesAddress = (address: Ip): boolean => {
    const range: string = address.range();
    if (neverReached.has(range) || metadataAddresses.has(withoutZone(address))) return true;
    return !allowPrivate && privateRanges.has(range);
  };
  const refusesName = (name: string): boolean => {
    const isLocal = name === 'localhost' || name.endsWith('.localhost');
    return name === metadataName || (isLocal && !allowPrivate);
  };
  const judge = (hostOrAddress: string): boolean => {
    const host = plain(hostOrAddress);
    if (!ipaddr.isValid(host)) return refusesName(host);
    const address = ipaddr.parse(host);
    const embedded = embeddedAddress(address);
    return refusesAddress(address) || (embedded !== undefined && refusesAddress(embedded));
  };
  // Each check asks twice for the same few thousand hosts.
  const judged = new Map<string, boolean>();
  return {
    refuses(hostOrAddress) {
      const known = judged.get(hostOrAddress);
      if (known !== undefined) return known;
      if (judged.size >= mostRemembered) judged.clear();
      const isRefused = judge(hostOrAddress);
      judged.set(hostOrAddress, isRefused);
      return isRefused;
    },
  };
}

// As a resolver or a URL would read it: full-width letters, `127.1` and a trailing dot hide nothing.
function plain(host: string): string {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  return bare.includes(':') ? bare : domainToASCII(bare).replace(/\.$/, '');
}

function withoutZone(address: Ip): string {
  return address.toString().replace(/%.*/, '');
}

/** The IPv4 address that an IPv6 one leads to through a mapping, a translator or a 6to4 relay. */
function embeddedAddress(address: Ip): ipaddr.IPv4 | undefined {
  if (address.kind() === 'ipv4') return undefined;
  const bytes = address.toByteArray();
  const startsWith = (...prefix: number[]) => prefix.every((byte, index) => bytes[index] === byte);
  const zeros = (count: number) => Array.from({ length: count }, () => 0);
  if (startsWith(0x20, 0x02)) return new ipaddr.IPv4(bytes.slice(2, 6));
  const isTail =
    startsWith(...zeros(12)) || // compatible
    startsWith(...zeros(10), 0xff, 0xff) || // mapped
    startsWith(...zeros(8), 0xff, 0xff, 0, 0) || // translated, RFC 2765
    startsWith(0, 0x64, 0xff, 0x9b, ...zeros(8)); // NAT64
  // `::1` would be 0.0.0.1, which is refused: it is the loopback address.
  return isTail && address.range() !== 'loopback' ? new ipaddr.IPv4(bytes.slice(12)) : undefined;
}
