/** Names to addresses, off libuv's thread pool: getaddrinfo there would let one slow resolver stall every check. */
import { promises as dns } from 'node:dns';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { codeOf, down, unchecked, type Failure, type Limit } from './failure.js';
import { openHostsFile } from './hostsFile.js';

export type Found = { kind: 'found'; addresses: readonly string[] };
export type Resolve = (host: string, limit: Limit) => Promise<Found | Failure>;

/** Milliseconds that an answer of one family waits for the other's (RFC 8305 calls it the resolution delay). */
const otherFamilyDelay = 50;

/** Each server is asked for a second before the next one, so that a dead one does not use up the attempt. */
const patience = { timeout: 1000, tries: 4 };

const loopback = ['127.0.0.1', '::1'];

type Options = {
  /** Resolvers as `address` or `address:port`, in place of the system's; none or an empty list: the system's. */
  servers?: readonly string[] | undefined;
  hostsPath?: string | undefined;
};

/** A resolver: literals as they are, then the hosts file, then DNS. It asks afresh each time. */
export function openNames({ servers, hostsPath = '/etc/hosts' }: Options): Resolve {
  const hosts = openHostsFile(hostsPath);
  return async (host, limit) => {
    if (isIP(host)) return { kind: 'found', addresses: [host] };
    const name = domainToASCII(host).replace(/\.$/, '');
    if (name === '') return down('dns_failure', `no such name: ${host}`);
    const known = hosts.addressesOf(name);
    if (name === 'localhost' || name.endsWith('.localhost')) return found([...known, ...loopback]);
    if (known.length > 0) return found(known);
    return ask(name, servers, limit);
  };
}

function found(addresses: readonly string[]): Found {
  return { kind: 'found', addresses: [...new Set(addresses)] };
}

/** One family's answer: its addresses, or the code with which it failed. */
type Answer = { addresses: readonly string[] } | { code: string };

function ask(name: string, servers: readonly string[] | undefined, limit: Limit): Promise<Found | Failure> {
  const { signal, timeout } = limit;
  const tooLate = unchecked(`the name server did not answer within ${timeout} s for ${name}`);
  if (signal.aborted) return Promise.resolve(tooLate);
  return new Promise((resolve) => {
    // A resolver of its own: cancelling it takes back this attempt's questions and nobody else's.
    const resolver = openResolver(servers);
    if (!resolver) {
      resolve(unchecked('the name servers that were set can not be used'));
      return;
    }
    const answers: { 4?: Answer; 6?: Answer } = {};
    let timer: NodeJS.Timeout | undefined;
    const finish = (result: Found | Failure) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolver.cancel();
      resolve(result);
    };
    const onAbort = () => finish(tooLate);
    const settle = () => {
      const addresses = [answers[6], answers[4]].flatMap((answer) => addressesIn(answer));
      const failures = [answers[4], answers[6]].flatMap((answer) => codeIn(answer));
      const bothAnswered = answers[4] !== undefined && answers[6] !== undefined;
      if (addresses.length > 0 && bothAnswered) finish(found(addresses));
      else if (addresses.length > 0) timer = setTimeout(() => finish(found(addresses)), otherFamilyDelay);
      else if (bothAnswered) finish(failureOf(name, failures));
      // Some servers deny a name for the one family and know it for the other.
      else if (failures.includes(said.noSuchName)) {
        timer = setTimeout(() => finish(failureOf(name, failures)), patience.timeout);
      }
    };
    signal.addEventListener('abort', onAbort, { once: true });
    void answerOf(resolver.resolve4(name)).then((answer) => {
      answers[4] = answer;
      settle();
    });
    void answerOf(resolver.resolve6(name)).then((answer) => {
      answers[6] = answer;
      settle();
    });
  });
}

function openResolver(servers: readonly string[] | undefined): dns.Resolver | undefined {
  try {
    const resolver = new dns.Resolver(patience);
    if (servers && servers.length > 0) resolver.setServers(servers);
    return resolver;
  } catch {
    return undefined;
  }
}

async function answerOf(question: Promise<string[]>): Promise<Answer> {
  try {
    return { addresses: await question };
  } catch (error) {
    return { code: codeOf(error) };
  }
}

function addressesIn(answer: Answer | undefined): readonly string[] {
  return answer && 'addresses' in answer ? answer.addresses : [];
}

function codeIn(answer: Answer | undefined): string[] {
  return answer && 'code' in answer ? [answer.code] : [];
}

const said = { noSuchName: 'ENOTFOUND', noData: 'ENODATA', failed: 'ESERVFAIL', badName: 'EBADNAME' };

// What DNS answered about the name is the target's; a server that is silent, refuses or can not be reached is ours.
function failureOf(name: string, codes: readonly string[]): Failure {
  if (codes.includes(said.noSuchName) || codes.includes(said.badName)) {
    return down('dns_failure', `no such name: ${name}`);
  }
  const ours = codes.find((code) => code !== said.noData && code !== said.failed);
  if (ours !== undefined) return unchecked(`the name server could not be asked for ${name}: ${ours}`);
  if (codes.includes(said.failed)) return down('dns_failure', `the name servers of ${name} fail (SERVFAIL)`);
  return down('dns_failure', `no address for ${name}`);
}
