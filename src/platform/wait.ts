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
