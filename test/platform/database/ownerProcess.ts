/** A process of its own that runs the embedded database, so that a test can kill it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import ts from 'typescript';
import type { EmbeddedOptions } from '../../../src/platform/database/embedded/embedded.js';

const root = join(import.meta.dirname, '../../..');

const program = `
import { startEmbedded } from './platform/database/embedded/embedded.js';
import { createLogger } from './platform/logger.js';
const options = JSON.parse(process.argv[2]);
const log = createLogger({ level: 'info' });
try {
  const embedded = await startEmbedded({ ...options, log });
  process.once('SIGTERM', () => embedded.stop());
  process.stdout.write(embedded.url + '\\n');
} catch (error) {
  process.stderr.write('LAST ' + error.message + '\\n');
  process.exit(1);
}`;

const command = `
import { attachEmbedded } from './platform/database/embedded/embedded.js';
import { createLogger } from './platform/logger.js';
const embedded = await attachEmbedded({ ...JSON.parse(process.argv[2]), log: createLogger({ level: 'info' }) });
process.stdout.write(embedded.url);
await embedded.stop();`;

/** A folder under `parent` that has src/platform as JavaScript, `owner.mjs` and `command.mjs`. */
export async function compiledPlatform(parent = tmpdir()): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(parent, 'port-monitor-owner-'));
  await chmod(folder, 0o755);
  const from = join(root, 'src/platform');
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    const source = join(entry.parentPath, entry.name);
    if (!entry.isFile() || source.includes('prisma-client')) continue;
    const target = join(folder, 'platform', relative(from, source).replace(/\.ts$/, '.js'));
    const { outputText } = ts.transpileModule(await readFile(source, 'utf8'), {
      compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
    });
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, outputText);
  }
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(join(folder, 'owner.mjs'), program);
  await writeFile(join(folder, 'command.mjs'), command);
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

export type OwnerProcess = {
  child: ChildProcess;
  /** The address that it printed; rejects with its last line where it ended before. */
  url: Promise<string>;
  /** SIGTERM, and its end. */
  stop(): Promise<void>;
  /** SIGKILL, and its end. */
  kill(): Promise<void>;
};

/** Starts `owner.mjs` of a compiled platform. */
export function startOwner(folder: string, options: Omit<EmbeddedOptions, 'log'>): OwnerProcess {
  const child = spawn(process.execPath, [join(folder, 'owner.mjs'), JSON.stringify(options)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const url = new Promise<string>((resolve, reject) => {
    let last = '';
    createInterface({ input: child.stdout }).once('line', resolve);
    createInterface({ input: child.stderr }).on('line', (line) => (last = line));
    void ended.then(() => reject(new Error(last)));
  });
  url.catch(() => undefined);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await (signal === 'SIGKILL' ? once(child, 'exit') : ended);
  };
  return { child, url, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}
