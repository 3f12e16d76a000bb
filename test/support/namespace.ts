/** Network namespaces of a test's own, where this machine lets anyone make them: with routes that really lead nowhere. */
import { spawnSync } from 'node:child_process';

const built = new URL('../../dist/', import.meta.url).href;

function inNamespace(script: string, env: Record<string, string> = {}): { status: number | null; stdout: string } {
  return spawnSync('unshare', ['-rn', 'sh', '-c', script], { encoding: 'utf8', env: { ...process.env, ...env } });
}

/** Whether a namespace can be made and `setup` (shell commands) works in it. */
export function hasNamespaces(setup: string): boolean {
  return inNamespace(setup).status === 0;
}

/**
 * Runs `code` (a module, in which `built` is the URL of dist/) in a namespace after `setup`, and gives the JSON that it
 * prints.
 */
export function runInNamespace(setup: string, code: string): unknown {
  const script = `${setup} && exec "$NODE" --input-type=module -e "$CODE"`;
  const module = `const built = ${JSON.stringify(built)};\n${code}`;
  return JSON.parse(inNamespace(script, { NODE: process.execPath, CODE: module }).stdout);
}
