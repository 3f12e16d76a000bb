/** The system's hosts file, which c-ares does not read. */
import { readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';

export type HostsFile = {
  /** The addresses of `name` (lower case, no trailing dot) in the order of the file. */
  addressesOf(name: string): readonly string[];
};

/**
 * Reads `path` again when it has changed. Synchronously: a look at a small local file takes microseconds, while the
 * asynchronous one waits for the thread pool that logins keep busy.
 */
export function openHostsFile(path: string): HostsFile {
  let version = '';
  let names: ReadonlyMap<string, readonly string[]> = new Map();
  return {
    addressesOf(name) {
      const found = versionOf(path);
      if (found !== version) {
        names = found === '' ? new Map() : parsed(path);
        version = found;
      }
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
