// What processes have used of the machine, read from /proc: Linux alone.
import { readFileSync, readdirSync } from 'node:fs';

/** Clock ticks of /proc are of 10 ms on every Linux that Node runs on. */
const tick = 10;

function statOf(pid) {
  try {
    // The name, in parentheses, may hold anything: fields count from behind it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number);
    return { pid: Number(pid), parent: fields[1], ticks: fields[11] + fields[12] + fields[13] + fields[14] };
  } catch {
    return undefined;
  }
}

/** A process and all below it. */
function tree(root) {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(statOf)
    .filter(Boolean);
  const found = all.filter(({ pid }) => pid === root);
  for (const one of found) found.push(...all.filter(({ parent }) => parent === one.pid));
  return found;
}

/** Milliseconds of CPU, user and system, that a process, all below it and those of them that have ended have used. */
export function cpuOf(root) {
  return tree(root).reduce((sum, { ticks }) => sum + ticks * tick, 0);
}

/** Megabytes of memory that a process and all below it hold. */
export function memoryOf(root) {
  return tree(root).reduce((sum, { pid }) => {
    try {
      const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      return sum + Number(kilobytes ?? 0) / 1024;
    } catch {
      return sum;
    }
  }, 0);
}

export function parentOf(pid) {
  return statOf(pid).parent;
}
