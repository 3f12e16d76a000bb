import type { AddressInfo } from 'node:net';
import { type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeGroup, makeUrl, testApi, type TestApi } from '../support/api.js';
import { becomes, complaintsOf, findChromium, launchChromium, violationsIn } from '../support/chromium.js';
import { makeLedger } from '../support/ledger.js';
import { visitor } from '../support/visitor.js';

const executablePath = findChromium();

// browser.test.ts says whether Chromium may be missing.
describe.skipIf(executablePath === undefined)('status pages in Chromium', () => {
  let api: TestApi;
  let browser: Browser;
  let settings: string;
  let cookie: string;
  beforeAll(async () => {
    api = await testApi();
    browser = await launchChromium();
    const { credentials, ...account } = await api.signUp();
    const client = api.as(account);
    const group = await makeGroup(client, `Shop ${'x'.repeat(100)}`);
    settings = `/groups/${group}/status-page`;
    const ledger = await makeLedger(api.database);
    for (const name of [`<script>&]]> ${'y'.repeat(100)}`, '支付 😀 \u0001', '支付 😀 \u0001']) {
      const id = await makeUrl(client, group, { name, url: `https://example.com/${'z'.repeat(200)}` });
      await ledger.statuses(id, [['down', api.clock.now() - 3_600_000]]);
    }
    const owner = visitor(api.app);
    await owner.fill('/sign-in', { 'user[email]': credentials.email, 'user[password]': credentials.password });
    cookie = owner.cookie() ?? '';
  });
  afterAll(async () => {
    await browser.close();
    await api.close();
  });

  it('are switched on by keyboard; axe finds nothing, nothing stands out, and badges are drawn, light and dark', async () => {
    const page = await browser.newPage({
      baseURL: `http://localhost:${(api.server.address() as AddressInfo).port}`,
      extraHTTPHeaders: { 'X-Forwarded-Proto': 'https' },
      viewport: { width: 375, height: 800 },
      reducedMotion: 'reduce',
    });
    const [name = '', value = ''] = cookie.split('=');
    await page.context().addCookies([{ name, value, domain: 'localhost', path: '/', secure: true }]);
    const told = complaintsOf(page);
    const look = async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violationsIn(page), page.url()).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth'), page.url()).toBe(375);
      }
    };
    await page.goto(settings);
    await page.getByLabel('Status page').selectOption('on');
    await page.getByLabel('Addresses and reasons').selectOption('shown');
    await page.getByLabel('Name in the address').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Badges' }).waitFor();
    for (const summary of await page.locator('summary').all()) await summary.click();
    await look();
    await page.locator('img.badge').last().scrollIntoViewIfNeeded();
    await becomes(page, "[...document.querySelectorAll('img.badge')].every((badge) => badge.naturalWidth > 50)");

    await page.getByRole('link', { name: 'Open the page' }).click();
    await page.getByRole('heading', { name: 'Outages of the last 14 days' }).waitFor();
    for (const summary of await page.locator('summary').all()) await summary.click();
    await look();
    expect(told).toEqual([]);
    await page.close();
  });
});
