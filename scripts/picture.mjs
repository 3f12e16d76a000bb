// Takes the picture of the API reference that the README shows, from a server that runs: `node scripts/picture.mjs URL`.
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const [server = 'https://localhost:8443'] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
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
