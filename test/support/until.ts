import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again and again until `isDone` says so, for things that another process does in its own time. Resolves to the
 * answer that was accepted; rejects with the last one after `patience` milliseconds.
 */
export async function until<T>(ask: () => Promise<T>, isDone: (answer: T) => boolean, patience = 20_000): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    const answer = await ask();
    if (isDone(answer)) return answer;
    if (performance.now() > end) throw new Error(`waited in vain, last: ${JSON.stringify(answer)}`);
    await pause(100);
  }
}
