// Builds dist/ and the Prisma client where they are missing or older than what they are made from. Where the compiler
// is not installed (a production image), what is there is taken as it is.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const client = join(root, 'src/platform/database/prisma-client');
// Written last: what is interrupted does not count as built. The compiler leaves its own files alone where it finds nothing
// to do, so that none of those can be the mark.
const built = join(root, 'dist/.built');

const changedAt = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);
const newest = (folder) =>
  Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) =>
      changedAt(join(entry.parentPath, entry.name)),
    ),
  );

function run(tool, ...args) {
  const bin = join(root, 'node_modules/.bin', tool);
  // Prisma would download an engine that a driver adapter does not need; naming any program in its place stops that.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' };
  const { status, error, stdout, stderr } = spawnSync(bin, args, { cwd: root, env, encoding: 'utf8' });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${tool} failed${error ? `: ${error.message}` : ''}\n`);
  process.exit(1);
}

const schema = join(root, 'prisma/schema.prisma');
const onlyClient = process.argv.includes('--client');
// The compiler alone may be there for the sake of a package: without types, or without sources, nothing can be built.
const hasCompiler = ['node_modules/.bin/tsc', 'node_modules/@types/node', 'src'].every((path) =>
  existsSync(join(root, path)),
);

if (!hasCompiler && existsSync(built)) process.exit(0);
if (!hasCompiler) {
  process.stderr.write('There is no dist/ and no compiler: run "npm ci" with its development dependencies first.\n');
  process.exit(1);
}
if (changedAt(join(client, 'client.ts')) < changedAt(schema)) run('prisma', 'generate', '--schema', schema);
const sources = Math.max(
  newest(join(root, 'src')),
  ...['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'].map((file) => changedAt(join(root, file))),
);
if (!onlyClient && changedAt(built) < sources) {
  // What changes while this runs is newer than the mark, and built the next time.
  const begun = Date.now();
  rmSync(built, { force: true });
  // Without what is no asset any more.
  rmSync(join(root, 'dist/assets'), { recursive: true, force: true });
  cpSync(join(root, 'src/web/assets'), join(root, 'dist/assets'), { recursive: true });
  // Libraries that pages load, as their packages bring them.
  const libraries = {
    'idiomorph.js': 'idiomorph/dist/idiomorph.min.js',
    'idiomorph.LICENSE': 'idiomorph/LICENSE',
    'uplot.js': 'uplot/dist/uPlot.iife.min.js',
    'uplot.css': 'uplot/dist/uPlot.min.css',
    'uplot.LICENSE': 'uplot/LICENSE',
  };
  for (const [name, file] of Object.entries(libraries))
    cpSync(join(root, 'node_modules', file), join(root, 'dist/assets', name));
  // Data that is read at run time.
  cpSync(join(root, 'src/documents/examples.json'), join(root, 'dist/documents/examples.json'));
  run('tsc', '-p', 'src/browser');
  run('tsc', '-p', 'tsconfig.build.json');
  writeFileSync(built, '');
  utimesSync(built, begun / 1000, begun / 1000);
}
