/** Echoes by the agent: started with the first one, and again with the next one after it died. */
import { fork, type ChildProcess } from 'node:child_process';
import { isIPv6 } from 'node:net';
import { down, unchecked, type Failure } from '../network/failure.js';
import type { Outcome } from '../probes/probe.js';
import type { EchoAnswer, FromAgent, ToAgent } from './messages.js';

export type EchoLimit = {
  signal: AbortSignal;
  /** Milliseconds until the signal aborts, for sentences and for what can not see the signal. */
  timeoutMs: number;
};

/** The agent has no raw socket for this address: not permitted, not built, or not to be started. */
export type Unavailable = { kind: 'unavailable'; why: string };

export type RawPing = {
  echo(address: string, limit: EchoLimit): Promise<Outcome | Unavailable>;
  close(): void;
};

type Options = {
  /** The compiled agent. */
  agentPath: string;
  /** The user that the agent runs as, where that is not ours; for tests of what is not permitted. */
  agentUid?: number | undefined;
};

/** Milliseconds in which echoes are gathered into one message, which costs more than they do. */
const gather = 10;

/** Agents that died before they were ready, one after the other, until no more are started. */
const mostFalseStarts = 3;

type Waiting = { address: string; isSent: boolean; end: (result: Outcome | Unavailable) => void };

export function openRawPing({ agentPath, agentUid }: Options): RawPing {
  const waiting = new Map<number, Waiting>();
  let agent: ChildProcess | undefined;
  let unavailable: { 4?: string; 6?: string } = {};
  let falseStarts = 0;
  let lastId = 0;
  let isClosed = false;
  let outbox: ToAgent = { echoes: [], cancelled: [] };

  const endAll = (result: Outcome | Unavailable) => {
    for (const { end } of [...waiting.values()]) end(result);
  };

  const start = (): ChildProcess => {
    const child = fork(agentPath, [], {
      execArgv: [],
      // None of our settings, which may be secrets, are the agent's business.
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      ...(agentUid === undefined ? {} : { uid: agentUid }),
    });
    let isReady = false;
    const gone = (result: Outcome | Unavailable) => {
      if (agent !== child) return;
      agent = undefined;
      endAll(result);
    };
    child.on('message', (message: FromAgent) => {
      if (message.kind === 'ready') {
        isReady = true;
        falseStarts = 0;
        unavailable = message.unavailable;
        for (const { address, end } of [...waiting.values()]) {
          const why = reasonFor(address);
          if (why !== undefined) end({ kind: 'unavailable', why });
        }
        if (unavailable[4] !== undefined && unavailable[6] !== undefined) stop();
      } else receive(message);
    });
    child.on('error', (error) => gone(notStarted(error)));
    child.on('exit', () => {
      if (agent !== child) return;
      if (!isReady) falseStarts += 1;
      gone(isReady ? unchecked('the ICMP agent died') : { kind: 'unavailable', why: 'the ICMP agent does not start' });
    });
    child.unref();
    child.channel?.unref();
    return child;
  };

  const stop = () => {
    const child = agent;
    agent = undefined;
    child?.kill('SIGKILL');
  };

  const reasonFor = (address: string) => unavailable[isIPv6(address) ? 6 : 4];

  const receive = ({ sent, answers }: Extract<FromAgent, { kind: 'answers' }>) => {
    for (const id of sent) {
      const echo = waiting.get(id);
      if (echo) echo.isSent = true;
    }
    for (const answer of answers) {
      const echo = waiting.get(answer.id);
      echo?.end(outcomeOf(answer, echo.address));
    }
  };

  const post = (fill: (message: ToAgent) => void) => {
    if (outbox.echoes.length + outbox.cancelled.length === 0) {
      setTimeout(() => {
        const message = outbox;
        outbox = { echoes: [], cancelled: [] };
        // A channel that is closing is told by `exit`.
        if (agent?.connected) agent.send(message, () => undefined);
      }, gather);
    }
    fill(outbox);
  };

  return {
    echo(address, { signal, timeoutMs }) {
      const why = reasonFor(address);
      if (why !== undefined) return Promise.resolve({ kind: 'unavailable', why });
      if (!agent && falseStarts >= mostFalseStarts) {
        return Promise.resolve({ kind: 'unavailable', why: 'the ICMP agent does not start' });
      }
      if (isClosed) return Promise.resolve(unchecked('checking has stopped'));
      if (signal.aborted) return Promise.resolve(unchecked('no time was left to send an echo request'));
      const id = (lastId += 1);
      return new Promise((resolve) => {
        const end = (result: Outcome | Unavailable) => {
          signal.removeEventListener('abort', onAbort);
          waiting.delete(id);
          if (waiting.size === 0) agent?.channel?.unref();
          resolve(result);
        };
        const onAbort = () => {
          const isSent = waiting.get(id)?.isSent ?? false;
          post(({ cancelled }) => cancelled.push(id));
          end(isSent ? noReply(address, timeoutMs) : unchecked('the echo request was not sent in time'));
        };
        waiting.set(id, { address, isSent: false, end });
        signal.addEventListener('abort', onAbort, { once: true });
        try {
          agent ??= start();
        } catch (error) {
          end(notStarted(error));
          return;
        }
        agent.channel?.ref();
        // The signal is what ends it; this is for an echo whose cancelling is lost.
        post(({ echoes }) => echoes.push({ id, address, timeout: timeoutMs + 1000 }));
      });
    },
    close() {
      isClosed = true;
      stop();
      endAll(unchecked('checking has stopped'));
    },
  };
}

// Without a free process or descriptor; the next echo tries again.
function notStarted(error: unknown): Failure {
  return unchecked(`the ICMP agent could not be started: ${String(error)}`);
}

export function noReply(address: string, timeoutMs: number): Failure {
  return down('no_reply', `no reply from ${address} within ${timeoutMs / 1000} s`);
}

/** What the system says when it has a route, but nobody there answers for the address. */
const deadRoute = /no route to host|host is down/i;

function outcomeOf(answer: EchoAnswer, address: string): Outcome {
  switch (answer.kind) {
    case 'reply':
      return { kind: 'up', responseTime: answer.responseTime };
    case 'unreachable':
      return down('host_unreachable', `${address} is unreachable, says ${answer.by}`);
    case 'expired':
      return down('host_unreachable', `the way to ${address} is too long, says ${answer.by}`);
    case 'silent':
      return down('no_reply', `no reply from ${address}`);
    case 'failed':
      return deadRoute.test(answer.why)
        ? down('host_unreachable', `${address} is unreachable`)
        : unchecked(`no echo request could be sent to ${address}: ${answer.why}`);
  }
}
