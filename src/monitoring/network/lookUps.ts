/** DNS, asked no more than needed: answers are kept for a short while, and one question serves all who wait for it. */
import type { Clock } from '../../platform/clock.js';
import type { Found, Known } from './answers.js';
import type { Channels } from './channels.js';
import { unchecked, type Failure } from './failure.js';
import type { NameLimit } from './names.js';
import { beginQuestion, patience, type Question } from './question.js';

export type LookUp = (name: string, limit: NameLimit) => Found | Promise<Found | Failure>;

/** Seconds that an answer is kept at most, however long its TTL. */
const longestKept = 60;
/** Names of which answers are kept: the one asked longest ago goes first. */
const mostKept = 10_000;
/** Milliseconds for which a question takes on more waiters: its next packet may be long in coming. */
const joinable = patience[0];
/** Milliseconds that an answer of one family waits for the other's (RFC 8305 calls it the resolution delay). */
const otherFamilyDelay = 50;
/**
 * The same, in milliseconds and as a part of the attempt's time, where the other family is likely to matter: the one was
 * denied, or the attempt before failed.
 */
const longDelay = { most: 1000, part: 1 / 4 };

type Kept = { begunAt: number; until: number; result: Found };

/** Looks names up: lower case ASCII without a trailing dot. */
export function openLookUps({ channels, clock }: { channels: Channels; clock: Clock }): LookUp {
  const kept = new Map<string, Kept>();
  const asked = new Map<string, Question>();

  function keep(name: string, begunAt: number, known: Known): void {
    const older = kept.get(name);
    if (known.kind !== 'full' || known.result.kind === 'unchecked' || (older && older.begunAt > begunAt)) return;
    // Taken out in any case: the name may be gone, and the order is that of asking.
    kept.delete(name);
    if (known.result.kind !== 'found' || known.ttl <= 0) return;
    const until = clock.elapsed() + Math.min(known.ttl, longestKept) * 1000;
    kept.set(name, { begunAt, until, result: known.result });
    const [oldest] = kept.size > mostKept ? kept.keys() : [];
    if (oldest !== undefined) kept.delete(oldest);
  }

  function begin(name: string, begunAt: number): Question {
    const question = beginQuestion(name, {
      channels,
      begunAt,
      onEnd(known) {
        if (asked.get(name) === question) asked.delete(name);
        keep(name, begunAt, known);
      },
    });
    asked.set(name, question);
    return question;
  }

  return (name, limit) => {
    const now = clock.elapsed();
    const { freshFrom = -Infinity } = limit;
    const before = kept.get(name);
    if (before && before.until > now && before.begunAt >= freshFrom) return before.result;
    if (limit.signal.aborted) return Promise.resolve(tooLate(name, limit));
    const current = asked.get(name);
    const isGood = current && current.begunAt >= freshFrom && now - current.begunAt < joinable;
    return answered(isGood ? current : begin(name, now), name, limit);
  };
}

/** Waits for a question's answer as long as `limit` allows, and for the second family's no longer than is worth it. */
function answered(question: Question, name: string, limit: NameLimit): Promise<Found | Failure> {
  const { signal } = limit;
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const finish = (result: Found | Failure) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      question.leave(look);
      resolve(result);
    };
    const onAbort = () => finish(tooLate(name, limit));
    const look = () => {
      const known = question.known();
      if (known.kind === 'full') finish(known.result);
      else if (known.kind === 'half') {
        timer = setTimeout(() => finish(known.result), delayOf(known.denied, limit));
      }
    };
    signal.addEventListener('abort', onAbort, { once: true });
    question.join(look);
    look();
  });
}

function delayOf(isDenied: boolean, { freshFrom, timeout }: NameLimit): number {
  const isWorthIt = isDenied || freshFrom !== undefined;
  return isWorthIt ? Math.min(longDelay.most, timeout * 1000 * longDelay.part) : otherFamilyDelay;
}

function tooLate(name: string, { timeout }: NameLimit): Failure {
  return unchecked(`the name server did not answer within ${timeout} s for ${name}`);
}
