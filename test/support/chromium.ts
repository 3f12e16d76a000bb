/** Chromium, to look at pages as people do. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { until } from './until.js';

/** The browser that `CHROMIUM_PATH` names, or the first on the PATH. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'];
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return (named === undefined ? candidates : [named]).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts it, without the sandbox that it has not as root. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox'] });
}

/** What a page's browser complains about, from here on. */
export function complaintsOf(page: Page): string[] {
  const told: string[] = [];
  page.on('console', (message) => told.push(message.text()));
  page.on('pageerror', (error) => told.push(error.message));
  return told;
}

/**
 * Waits until an expression is true in the page. Playwright's own `waitForFunction` is refused by the Content-Security-Policy
 * of our pages once it has to look twice.
 */
export async function becomes(page: Page, expression: string): Promise<void> {
  await until(() => page.evaluate<boolean>(expression), Boolean);
}

/** What axe has against a page as it is: the rule, and the first piece of HTML that breaks it. */
export async function violationsIn(page: Page): Promise<unknown[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>("axe.run({ resultTypes: ['violations'] })");
  return violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
}
