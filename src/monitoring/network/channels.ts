/**
 * Single questions to the name servers, by c-ares: off libuv's thread pool, where getaddrinfo would let one slow
 * resolver stall every check. Questions of a burst share a channel, which is one socket; a socket for each would let a
 * thousand names in a silent zone take thousands of descriptors.
 */
import { promises as dns, type RecordWithTtl } from 'node:dns';
import type { Answer, Family } from './answers.js';
import { codeOf } from './failure.js';
import { openPace } from './pace.js';

/** A question on its way. `answer` never rejects. */
export type Sent = {
  answer: Promise<Answer>;
  /** Nobody waits for the answer any more. */
  drop(): void;
};

export type Channels = {
  /**
   * Asks each name server in turn, `patience` milliseconds each (up to a second more: c-ares looks at its clock once a
   * second). Always a question on the wire: nothing is kept here.
   */
  ask(name: string, family: Family, patience: number): Sent;
};

/** Questions on one channel: more answers at once could overflow its socket's buffer. */
const mostQuestions = 128;

/** Questions sent at once: name servers lose what overflows their buffer, and each loss costs a second. */
const pace = { most: 64, every: 5 };

type Channel = { resolver: dns.Resolver; patience: number; asked: number; awaited: number };

/** `servers` as `address` or `address:port`; none: the system's, read again for each channel. */
export function openChannels(servers: readonly string[]): Channels {
  const inTurn = openPace(pace);
  const taking = new Map<number, Channel>();

  function channelFor(patience: number): Channel {
    const current = taking.get(patience);
    if (current) return current;
    // One try, and ours to repeat: c-ares would repeat each question on a socket of its own.
    const resolver = new dns.Resolver({ timeout: patience, tries: 1 });
    if (servers.length > 0) resolver.setServers(servers);
    const channel: Channel = { resolver, patience, asked: 0, awaited: 0 };
    taking.set(patience, channel);
    return channel;
  }

  function retire(channel: Channel): void {
    if (taking.get(channel.patience) === channel) taking.delete(channel.patience);
  }

  function send(name: string, family: Family, patience: number): Sent {
    let channel: Channel;
    try {
      channel = channelFor(patience);
    } catch (error) {
      return { answer: Promise.resolve({ code: codeOf(error) }), drop: () => undefined };
    }
    channel.asked += 1;
    channel.awaited += 1;
    if (channel.asked >= mostQuestions) retire(channel);
    let isAwaited = true;
    const drop = () => {
      if (!isAwaited) return;
      isAwaited = false;
      channel.awaited -= 1;
      if (channel.awaited > 0) return;
      // What is left on it are questions that were dropped before.
      retire(channel);
      channel.resolver.cancel();
    };
    const answer = answerOf(channel.resolver, name, family).finally(() => {
      // c-ares would measure its patience for later questions by answers that were quick.
      retire(channel);
      drop();
    });
    return { answer, drop };
  }

  return {
    ask(name, family, patience) {
      let sent: Sent | undefined;
      let isDropped = false;
      const answer = new Promise<Answer>((resolve) => {
        inTurn(() => {
          if (!isDropped) sent = send(name, family, patience);
          resolve(sent?.answer ?? { code: 'ECANCELLED' });
        });
      });
      const drop = () => {
        isDropped = true;
        sent?.drop();
      };
      return { answer, drop };
    },
  };
}

async function answerOf(resolver: dns.Resolver, name: string, family: Family): Promise<Answer> {
  try {
    const records: RecordWithTtl[] = await (family === 4
      ? resolver.resolve4(name, { ttl: true })
      : resolver.resolve6(name, { ttl: true }));
    return { addresses: records.map(({ address }) => address), ttl: Math.min(...records.map(({ ttl }) => ttl)) };
  } catch (error) {
    return { code: codeOf(error) };
  }
}
