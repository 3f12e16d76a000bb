import { type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { becomes, complaintsOf, findChromium, launchChromium, violationsIn } from '../support/chromium.js';
import { commandsOf, openSite, operationOf, reference, type Site } from './site.js';

const executablePath = findChromium();
// Each width and each theme once: what a theme changes is colours, what a width changes is places.
const sizes = [
  { width: 1280, colorScheme: 'light' },
  { width: 375, colorScheme: 'dark' },
] as const;

describe.skipIf(executablePath === undefined)('in Chromium (found by CHROMIUM_PATH, or on the PATH)', () => {
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    site = await openSite();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  type Visit = { width?: number; colorScheme?: 'light' | 'dark'; javaScriptEnabled?: boolean };

  /** Opens the page; `told` collects what a browser complains about, and what it loads from elsewhere. */
  async function visit({ width = 1280, ...options }: Visit): Promise<{ page: Page; told: string[] }> {
    const context = await browser.newContext({ viewport: { width, height: 800 }, reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    const told = complaintsOf(page);
    page.on('request', (request) => {
      if (!request.url().startsWith(site.url)) told.push(request.url());
    });
    page.on('response', (response) => {
      if (!response.ok()) told.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(`${site.url}${reference}`);
    return { page, told };
  }

  it.each(sizes)('axe finds nothing at $width pixels, $colorScheme', { timeout: 120_000 }, async (size) => {
    const { page, told } = await visit(size);
    // What is folded away is looked at too.
    await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
    expect(await violationsIn(page)).toEqual([]);
    expect(told).toEqual([]);
    await page.context().close();
  });

  it('nothing stands out to the side, however wide the window', async () => {
    const { page } = await visit({});
    await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
    for (const width of [320, 375, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
    await page.context().close();
  });

  it('everything can be read without JavaScript, and there is no button that does nothing', async () => {
    const { page } = await visit({ javaScriptEnabled: false });
    await page.getByRole('heading', { name: 'General notes' }).waitFor();
    const group = page.locator('article', { has: page.locator('#createGroup') });
    expect(await group.getByText('group[name]', { exact: true }).isVisible()).toBe(true);
    const errors = group.getByText('Errors', { exact: true });
    await errors.click();
    expect(await group.getByText('validation_failed', { exact: true }).first().isVisible()).toBe(true);
    expect(await page.getByRole('button').count()).toBe(0);
    await page.context().close();
  });

  it('a button copies the command, and says so to everybody', async () => {
    const { page, told } = await visit({});
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy curl: Create a new group', exact: true }).click();
    await page.getByRole('status').getByText('Copied').waitFor({ state: 'attached' });
    const [command] = commandsOf(operationOf(await site.page(), 'createGroup'));
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(command);
    expect(told).toEqual([]);
    await page.context().close();
  });

  it('each copy is told, the same once more and one beside another', async () => {
    const { page } = await visit({});
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const told = page.getByRole('status').getByText('Copied');
    for (const name of ['Copy curl: Create a new group', 'Copy curl: List all groups']) {
      await page.evaluate("document.querySelector('[role=status]').textContent = 'what was told before'");
      await page.getByRole('button', { name, exact: true }).click();
      await told.waitFor({ state: 'attached' });
    }
    // The first button's two seconds end before this one's.
    await page.waitForTimeout(1500);
    await page.getByRole('button', { name: 'Copied curl: List all groups', exact: true }).click();
    await told.waitFor({ state: 'attached' });
    await page.waitForTimeout(1000);
    expect(await told.count()).toBe(1);
    await page.context().close();
  });

  it('a phone comes back to the contents from anywhere', async () => {
    const { page } = await visit({ width: 375 });
    await page.locator('#createTargetPing').scrollIntoViewIfNeeded();
    await page.getByRole('link', { name: 'Contents', exact: true }).click();
    await becomes(page, "Math.abs(document.querySelector('#contents').getBoundingClientRect().top) < 100");
    await page.context().close();
  });

  it('a command is never cut', async () => {
    const { page } = await visit({});
    for (const width of [375, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const cut = "[...document.querySelectorAll('.command pre')].map((each) => each.scrollWidth - each.clientWidth)";
      const widths = await page.evaluate<number[]>(cut);
      expect(widths.length).toBeGreaterThan(30);
      expect(Math.max(...widths)).toBe(0);
    }
    await page.context().close();
  });

  it('the keyboard comes to the content at once, and to code that scrolls', async () => {
    const { page } = await visit({ width: 375 });
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    const code = page.getByRole('group', { name: 'Answer: Create a new group, application/json', exact: true });
    await code.focus();
    await page.keyboard.press('ArrowRight');
    await becomes(page, 'document.activeElement.scrollLeft > 0');
    await page.context().close();
  });
});

it('Chromium is there to look at the pages; only where neither CI nor CHROMIUM_PATH is set, it may be missing', () => {
  if (executablePath === undefined) {
    console.warn('No Chromium was found: how pages look and feel was NOT tested. Install it, or set CHROMIUM_PATH.');
  }
  const { CI, CHROMIUM_PATH } = process.env;
  const isNeeded = (CI ?? '') !== '' || CHROMIUM_PATH !== undefined;
  if (isNeeded) expect(executablePath, 'Chromium is missing').toBeDefined();
});
