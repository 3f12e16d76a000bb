/**
 * A process of its own for raw sockets: their native part uses the main thread's event loop, and takes the whole process
 * down when it is loaded in a worker thread, where monitoring runs. It lives until its parent is gone.
 */
import { randomInt } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { EchoAnswer, FromAgent, ToAgent } from './messages.js';
import type { Family } from './packet.js';
import { openEchoSession, type EchoSession } from './session.js';

const sessions: { 4?: EchoSession; 6?: EchoSession } = {};
const waiting = new Map<number, () => void>();
let sent: number[] = [];
let answers: EchoAnswer[] = [];
let isScheduled = false;

const tell = (message: FromAgent) => void process.send?.(message);

/** Milliseconds in which answers are gathered into one message, which costs more than a ping; their times are taken before. */
const gather = 20;

function schedule(): void {
  if (isScheduled) return;
  isScheduled = true;
  setTimeout(() => {
    isScheduled = false;
    tell({ kind: 'answers', sent, answers });
    sent = [];
    answers = [];
  }, gather);
}

async function open(): Promise<{ 4?: string; 6?: string }> {
  const unavailable: { 4?: string; 6?: string } = {};
  const families: Family[] = [4, 6];
  for (const family of families) {
    try {
      const { default: netPing } = await import('net-ping');
      // Not the process's id, which the other family's session or another program may have as well.
      const session = openEchoSession(netPing, family, randomInt(1, 65535), () => process.exit(1));
      await warmUp(session, family);
      sessions[family] = session;
    } catch (error) {
      unavailable[family] = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    }
  }
  return unavailable;
}

// The first echo of a process would measure how long its code takes to load.
function warmUp(session: EchoSession, family: Family): Promise<unknown> {
  return new Promise((resolve) => {
    session.echo(
      family === 4 ? '127.0.0.1' : '::1',
      100,
      () => undefined,
      (result) => resolve(result),
    );
  });
}

function take({ echoes, cancelled }: ToAgent): void {
  for (const { id, address, timeout } of echoes) {
    const end = (answer: EchoAnswer) => {
      waiting.delete(id);
      answers.push(answer);
      schedule();
    };
    const session = sessions[isIPv6(address) ? 6 : 4];
    if (!session) {
      end({ id, kind: 'failed', why: 'there is no raw socket for this address' });
      continue;
    }
    const onSent = () => {
      sent.push(id);
      schedule();
    };
    const giveUp = session.echo(address, timeout, onSent, (result) => {
      end({ id, ...result });
    });
    waiting.set(id, giveUp);
  }
  for (const id of cancelled) {
    waiting.get(id)?.();
    waiting.delete(id);
  }
}

const opened = open();
process.on('message', (message: ToAgent) => void opened.then(() => take(message)));
process.on('disconnect', () => process.exit(0));
// A signal to the whole process group is the parent's to act on: it still waits for checks in flight.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);

tell({ kind: 'ready', unavailable: await opened });
