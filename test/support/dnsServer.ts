/** A small DNS server on loopback: it answers, fails or stays silent, name by name. */
import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import ipaddr from 'ipaddr.js';

type Family = 4 | 6;

/** What is known of a name: its addresses of both families, or how the server fails for it. */
export type DnsEntry =
  | { addresses: readonly string[]; silentFor?: Family; deniedFor?: Family; failedFor?: Family; slowFor?: Family }
  | 'nxdomain'
  | 'servfail'
  | 'refused'
  | 'silent';

export type DnsServer = {
  /** For the `dnsServers` of a network. */
  address: string;
  /** Questions that came, as `name A` and `name AAAA`. */
  questions: string[];
  [Symbol.asyncDispose](): Promise<void>;
};

const types = new Map<number, { name: string; family: Family }>([
  [1, { name: 'A', family: 4 }],
  [28, { name: 'AAAA', family: 6 }],
]);
const codes = { nxdomain: 3, servfail: 2, refused: 5 };

/** Names that are not in `entries` (which may change) do not exist. Each answer may be kept for `ttl` seconds. */
export async function dnsServer(entries: Readonly<Record<string, DnsEntry>>, ttl = 0): Promise<DnsServer> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1024 * 1024 });
  const questions: string[] = [];
  socket.on('message', (query: Buffer, { port, address }: RemoteInfo) => {
    const { name, type, end } = question(query);
    const asked = types.get(type);
    questions.push(`${name} ${asked?.name ?? type}`);
    const entry = entries[name] ?? 'nxdomain';
    if (entry === 'silent') return;
    if (typeof entry === 'string') {
      socket.send(answer(query, end, codes[entry], []), port, address);
      return;
    }
    if (asked?.family === entry.silentFor) return;
    const code = codeFor(entry, asked?.family);
    const records = entry.addresses
      .map((text) => Buffer.from(ipaddr.parse(text).toByteArray()))
      .filter(({ length }) => length === (asked?.family === 4 ? 4 : 16))
      .map((data) => record(type, ttl, data));
    const reply = answer(query, end, code, code === 0 ? records : []);
    const delay = asked?.family === entry.slowFor ? 100 : 0;
    setTimeout(() => socket.send(reply, port, address), delay);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    questions,
    async [Symbol.asyncDispose]() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

function codeFor({ deniedFor, failedFor }: Exclude<DnsEntry, string>, family: Family | undefined): number {
  if (family === undefined) return 0;
  if (family === deniedFor) return codes.nxdomain;
  return family === failedFor ? codes.servfail : 0;
}

function question(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function answer(query: Buffer, end: number, code: number, records: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180 | code, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(records.length, 6);
  return Buffer.concat([header, query.subarray(12, end), ...records]);
}

function record(type: number, ttl: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  // The name is the question's.
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(ttl, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
