// Takes the pictures of the README: `npm run pictures`. Starts a service of its own, with a made-up past in a folder that is
// removed afterwards, and something that is down.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, chmodSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const account = { email: 'demo@example.com', password: 'correct horse' };

/** `CHROMIUM_PATH`, or the first on the PATH. */
function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
  if (found) return found;
  console.error('No Chromium was found: install it, or set CHROMIUM_PATH.');
  process.exit(1);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Resolves to the line of a program's output that `pattern` finds; without one, to nothing when the program has ended. */
async function run(program, args, env, pattern) {
  const child = spawn(process.execPath, [program, ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  if (!pattern) {
    child.stdout.resume();
    const [code] = await ended;
    if (code !== 0) throw new Error(`${program} ended with ${code}`);
    return { child, ended };
  }
  for await (const line of createInterface(child.stdout)) {
    const found = pattern.exec(line)?.[1];
    if (found) return { child, ended, found };
  }
  throw new Error(`${program} ended too early`);
}

async function takePictures(page) {
  const take = async (name) => {
    await page.mouse.move(0, 0);
    await page.screenshot({ path: join(root, 'docs', name) });
  };
  const fill = async (params) => {
    for (const [name, value] of Object.entries(params)) await page.locator(`[name="${name}"]`).fill(value);
    await page.locator('main button[type=submit]').click();
  };
  await page.goto('/sign-in');
  await fill({ 'user[email]': account.email, 'user[password]': account.password });
  await page.locator('.group h2 a').first().click();
  await page.locator('a[href$="/target/custom_ports/new"]').click();
  await fill({
    'target_custom_port[name]': 'payments',
    'target_custom_port[host]': '127.0.0.1',
    // Nobody serves multiplexed TCP (RFC 1078).
    'target_custom_port[port_number]': '1',
    'target_custom_port[retries_per_check]': '0',
  });
  await page.goto('/');
  // Once all are checked, by what the page itself says.
  await page.locator('.attention').waitFor();
  await page.locator('.status-stale, .status-pending').first().waitFor({ state: 'detached', timeout: 90_000 });
  await take('dashboard.png');
  await page.locator('.monitor a', { hasText: 'checkout' }).first().click();
  await page.getByRole('link', { name: '30 days' }).click();
  await page.locator('canvas').waitFor();
  await page.setViewportSize({ width: 1280, height: 1120 });
  await take('monitor.png');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto('/developers/api-reference#createTargetUrl');
  await take('api-reference.png');
}

const data = mkdtempSync(join(tmpdir(), 'port-monitor-pictures-'));
// As root, PostgreSQL runs as another user, who has to come in.
chmodSync(data, 0o711);
// Plain HTTP, behind a proxy as far as it is told: so that URLs of the service itself can be watched.
const env = {
  ...process.env,
  DATA_DIR: data,
  PORT: '8480',
  TLS: 'off',
  TRUST_PROXY: '127.0.0.0/8,::1',
  LOG_LEVEL: 'error',
};
let service;
try {
  const seed = ['--monitors', '14', '--days', '120', '--interval', '60'];
  await run('dist/seedCommand.js', [...seed, '--email', account.email, '--password', account.password], env);
  service = await run('dist/main.js', [], env, /is ready: (\S+)$/);
  const browser = await chromium.launch({
    executablePath: findChromium(),
    // As root, Chromium runs only without.
    chromiumSandbox: process.getuid?.() !== 0,
  });
  const page = await browser.newPage({
    baseURL: service.found,
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
    extraHTTPHeaders: { 'X-Forwarded-Proto': 'https' },
  });
  await takePictures(page);
  await browser.close();
} finally {
  service?.child.kill('SIGTERM');
  await service?.ended;
  rmSync(data, { recursive: true, force: true });
}
