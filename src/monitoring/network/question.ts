/** One name being asked about, for both families at once, for any number of waiters. */
import { known, said, type Answer, type Answers, type Family, type Known } from './answers.js';
import type { Channels } from './channels.js';

export type Question = {
  /** When it was begun, on the clock of `elapsed()`. */
  begunAt: number;
  /** What is known so far. */
  known(): Known;
  /** Calls `look` each time that more is known. */
  join(look: () => void): void;
  /** Where nobody waits any more, the question is taken back. */
  leave(look: () => void): void;
};

/** Milliseconds that each server gets for an answer before the next one is asked, and then all of them once more. */
export const patience = [1000, 2000, 4000, 8000] as const;

type QuestionParts = {
  channels: Channels;
  begunAt: number;
  /** All is known, or nobody waits any more. */
  onEnd(known: Known): void;
};

export function beginQuestion(name: string, { channels, begunAt, onEnd }: QuestionParts): Question {
  const answers: Answers = {};
  const waiters = new Set<() => void>();
  const drops: Partial<Record<Family, () => void>> = {};
  let sofar: Known = { kind: 'nothing' };
  let isOver = false;

  async function ask(family: Family): Promise<void> {
    let answer: Answer = { code: said.silence };
    for (const milliseconds of patience) {
      const sent = channels.ask(name, family, milliseconds);
      drops[family] = sent.drop;
      answer = await sent.answer;
      if (isOver) return;
      if (!('code' in answer) || answer.code !== said.silence) break;
    }
    answers[family] = answer;
    sofar = known(name, answers);
    if (sofar.kind === 'full') end();
    for (const look of [...waiters]) look();
  }

  function end(): void {
    isOver = true;
    onEnd(sofar);
  }

  void ask(4);
  void ask(6);
  return {
    begunAt,
    known: () => sofar,
    join(look) {
      waiters.add(look);
    },
    leave(look) {
      waiters.delete(look);
      if (isOver || waiters.size > 0) return;
      end();
      drops[4]?.();
      drops[6]?.();
    },
  };
}
