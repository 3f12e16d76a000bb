// Takes the picture of the API reference that the README shows, from a server that runs: `node scripts/picture.mjs URL`.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

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

const [server = 'https://localhost:8443'] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: findChromium(),
  // As root, Chromium runs only without.
  chromiumSandbox: process.getuid?.() !== 0,
});
const page = await browser.newPage({
  viewport: { width: 1280, height: 800 },
  colorScheme: 'light',
  reducedMotion: 'reduce',
  ignoreHTTPSErrors: true,
});
await page.goto(`${server}/developers/api-reference#createTargetUrl`);
await page.screenshot({ path: fileURLToPath(new URL('../docs/api-reference.png', import.meta.url)) });
await browser.close();
