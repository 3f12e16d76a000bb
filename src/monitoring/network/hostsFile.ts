/** The system's hosts file, which c-ares does not read. */
import { readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import type { Clock } from '../../platform/clock.js';

export type HostsFile = {
  /** The addresses of `name` (lower case, no trailing dot) in the order of the file. */
  addressesOf(name: string): readonly string[];
};

/** Milliseconds between two looks at whether the file has changed. */
const lookEvery = 1000;

/**
 * Reads `path` again when it has changed, a second later at most. Synchronously: a look at a small local file takes
 * microseconds, while the asynchronous one waits for the thread pool that logins keep busy.
 */
export function openHostsFile(path: string, clock: Clock): HostsFile {
  let version = '';
  let lookedAt = -Infinity;
  let isBeingWritten = false;
  let names: ReadonlyMap<string, readonly string[]> = new Map();

  function look(): void {
    lookedAt = clock.elapsed();
    const found = versionOf(path);
    if (found === version) return;
    const read = found === '' ? new Map<string, string[]>() : parsed(path);
    // Whoever writes it anew may have emptied it a moment ago: what it had holds until the next look.
    if (read.size > 0 || names.size === 0 || isBeingWritten) names = read;
    isBeingWritten = read.size === 0 && names.size > 0;
    if (!isBeingWritten) version = found;
  }

  return {
    addressesOf(name) {
      if (clock.elapsed() - lookedAt >= lookEvery) look();
      return names.get(name) ?? [];
    },
  };
}

function versionOf(path: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(path);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return '';
  }
}

function parsed(path: string): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const line of linesOf(path)) {
    const [address = '', ...hosts] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (!isIP(address) || address.includes('%')) continue;
    for (const host of hosts) {
      const name = host.toLowerCase().replace(/\.$/, '');
      names.set(name, [...(names.get(name) ?? []), address]);
    }
  }
  return names;
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}
