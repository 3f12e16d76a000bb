/** How a request reached us: over SSL or not, and from where (contract §1, SSL only; §5, TRUST_PROXY). */
import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

export type Transport = {
  ssl: boolean;
  /** The client's address; proxies that are not trusted count as clients. */
  address: string;
};

/** Reads `X-Forwarded-*` where the sender is one of `trustProxy`, addresses or CIDR ranges, and only there. */
export function transportReader(trustProxy: readonly string[]): (request: IncomingMessage) => Transport {
  const isTrusted = trustIn(trustProxy);
  return (request) => {
    const peer = plainAddress(request.socket.remoteAddress ?? '') ?? '';
    const encrypted = 'encrypted' in request.socket && request.socket.encrypted === true;
    const { address, hops } = clientOf(peer, elements(request.headers['x-forwarded-for']), isTrusted);
    const protocols = elements(request.headers['x-forwarded-proto']).slice(-hops);
    // Each trusted proxy vouches for the stretch before it: one that was plain has leaked the secrets already.
    const forwarded = hops > 0 && protocols.length > 0;
    return { ssl: forwarded ? protocols.every((name) => /^https$/i.test(name)) : encrypted, address };
  };
}

/** Walks back from `peer` through the proxies that are trusted; `hops` is how many those are. */
function clientOf(peer: string, forwarded: readonly string[], isTrusted: (address: string) => boolean) {
  const before = forwarded.toReversed().map(plainAddress);
  let address = peer;
  let hops = 0;
  while (isTrusted(address)) {
    const previous = before[hops];
    hops += 1;
    if (previous === undefined) break;
    address = previous;
  }
  return { address, hops };
}

function elements(header: string | string[] | undefined): string[] {
  const text = Array.isArray(header) ? header.join(',') : (header ?? '');
  return text === '' ? [] : text.split(',').map((element) => element.trim());
}

/** An address without port and brackets, IPv4 where it is IPv4 inside IPv6; undefined for anything else. */
function plainAddress(text: string): string | undefined {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  return ipaddr.isValid(bare) ? ipaddr.process(bare).toString() : undefined;
}

function trustIn(ranges: readonly string[]): (address: string) => boolean {
  const parsed = ranges.map((range) => {
    if (range.includes('/')) return rangeOf(range);
    const address = ipaddr.process(range);
    return { address, bits: address.kind() === 'ipv4' ? 32 : 128 };
  });
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const ip = ipaddr.process(address);
    return parsed.some((range) => range.address.kind() === ip.kind() && ip.match(range.address, range.bits));
  };
}

/** A CIDR range; one of IPv4 addresses inside IPv6 is the range of those IPv4 addresses. */
function rangeOf(cidr: string) {
  const [address, bits] = ipaddr.parseCIDR(cidr);
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && bits >= 96) {
    return { address: address.toIPv4Address(), bits: bits - 96 };
  }
  return { address, bits };
}
