/**
 * What a signal is aborted with where nobody asks why: without a reason of its own each abort makes an error with a stack,
 * which costs more than the rest of it.
 */
export const over = 'over';

/** Resolves after `delay` milliseconds or, without an error, as soon as `signal` aborts; leaves no timer behind. */
export function wait(delay: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (delay <= 0 || signal?.aborted) {
      resolve();
      return;
    }
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, delay);
    signal?.addEventListener('abort', end);
  });
}

/** What `work` resolves to. @throws Error where it has not ended after `patience` milliseconds; it goes on all the same */
export async function withinTime<T>(work: Promise<T>, patience: number): Promise<T> {
  const ended = new AbortController();
  try {
    const done = await Promise.race([work.then((value) => ({ value })), wait(patience, ended.signal)]);
    if (!done) throw new Error(`not done within ${patience} ms`);
    return done.value;
  } finally {
    ended.abort(over);
  }
}
