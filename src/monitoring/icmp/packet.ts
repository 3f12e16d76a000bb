/** What an ICMP packet says about one of our echo requests. Pure. */
import ipaddr from 'ipaddr.js';

export type Family = 4 | 6;

/** `asked`: the address that the request went to, as the packet has it. */
export type Packet = {
  kind: 'reply' | 'unreachable' | 'expired';
  sessionId: number;
  sequence: number;
  asked: string;
};

type Kind = Packet['kind'];

const kinds: Readonly<Record<Family, ReadonlyMap<number, Kind>>> = {
  4: new Map<number, Kind>([
    [0, 'reply'],
    [3, 'unreachable'],
    [11, 'expired'],
  ]),
  6: new Map<number, Kind>([
    [129, 'reply'],
    [1, 'unreachable'],
    [3, 'expired'],
  ]),
};

const echoRequest: Readonly<Record<Family, number>> = { 4: 8, 6: 128 };

/**
 * Reads what a raw socket of `family` received from `source`, or undefined where it is neither an echo reply nor an
 * error about an echo request. IPv4 sockets hand the IP header over as well, IPv6 ones do not.
 */
export function readPacket(family: Family, buffer: Buffer, source: string): Packet | undefined {
  const icmp = family === 4 ? afterHeader(4, buffer) : buffer;
  if (!icmp || icmp.length < 8) return undefined;
  const kind = kinds[family].get(icmp.readUInt8(0));
  if (kind === undefined) return undefined;
  if (kind === 'reply') return { kind, ...identity(icmp), asked: canonical(source) };
  // An error quotes the IP packet that it is about.
  const quoted = icmp.subarray(8);
  const request = afterHeader(family, quoted);
  if (!request || request.length < 8 || request.readUInt8(0) !== echoRequest[family]) return undefined;
  return { kind, ...identity(request), asked: destination(family, quoted) };
}

/** One spelling for each address, so that texts can be compared; an IPv4 address in IPv6 clothes is told as IPv4. */
export function canonical(address: string): string {
  return address.includes(':') && ipaddr.isValid(address) ? ipaddr.process(address).toString() : address;
}

function identity(icmp: Buffer): { sessionId: number; sequence: number } {
  return { sessionId: icmp.readUInt16BE(4), sequence: icmp.readUInt16BE(6) };
}

function afterHeader(family: Family, packet: Buffer): Buffer | undefined {
  if (family === 6) return packet.length >= 40 && packet.readUInt8(6) === 58 ? packet.subarray(40) : undefined;
  if (packet.length < 20 || packet.readUInt8(0) >> 4 !== 4) return undefined;
  return packet.subarray((packet.readUInt8(0) & 0x0f) * 4);
}

function destination(family: Family, packet: Buffer): string {
  const bytes = family === 4 ? packet.subarray(16, 20) : packet.subarray(24, 40);
  return ipaddr.fromByteArray([...bytes]).toString();
}
