// What others and the memory notice while long answers are read by another process.
import { setTimeout as pause } from 'node:timers/promises';

/** What nine of ten other requests must be answered within, in milliseconds: the aim is 50, machines are busy. */
const patience = 120;
/** Bytes that the process may grow by while it sends answers of any length. */
const room = 200e6;

/**
 * Prints it for some answers: what they are, a path, and how many times it is read. Where it is not as it should be the
 * process ends with 1.
 */
export async function printMeanwhile(api, answers) {
  console.log('');
  // The first of its kind in a process takes longer.
  await api.get('/api/profile');
  for (const [what, path, times] of answers) {
    const { waits, before, peak } = await watch(api, path, times);
    const at = (share) => waits[Math.ceil(share * waits.length) - 1];
    console.log(
      `while ${what} were answered ${times} times: ${waits.length} other requests took p50 ${at(0.5).toFixed(1)} ms, ` +
        `p99 ${at(0.99).toFixed(1)} ms, max ${at(1).toFixed(1)} ms; ` +
        `memory was ${megabytes(before)} MB and rose to ${megabytes(peak)} MB`,
    );
    if (at(0.9) > patience) fail(`other requests waited for ${what}`);
    if (peak - before > room) fail(`memory grew with ${what}`);
  }
}

async function watch(api, path, times) {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const waits = [];
  const reader = await api.reader(path, times);
  while (reader.exitCode === null) {
    waits.push((await api.get('/api/profile')).ms);
    peak = Math.max(peak, process.memoryUsage().rss);
    await pause(10);
  }
  if (reader.exitCode !== 0) throw new Error(`the reader ended with ${reader.exitCode}`);
  return { waits: waits.sort((a, b) => a - b), before, peak };
}

function fail(what) {
  console.error(`not as it should be: ${what}`);
  process.exitCode = 1;
}

function megabytes(bytes) {
  return (bytes / 1e6).toFixed(0);
}
