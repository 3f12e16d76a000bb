import type { AddressInfo } from 'node:net';
import { type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeGroup, makeUrl, testApi, type TestApi } from '../support/api.js';
import { complaintsOf, findChromium, launchChromium, violationsIn } from '../support/chromium.js';
import { makeLedger } from '../support/ledger.js';

const executablePath = findChromium();

// browser.test.ts says whether Chromium may be missing.
describe.skipIf(executablePath === undefined)('public pages in Chromium', () => {
  let api: TestApi;
  let browser: Browser;
  beforeAll(async () => {
    api = await testApi();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await api.close();
  });

  it('are switched on by keyboard; axe finds nothing, nothing stands out, and badges are drawn, light and dark', async () => {
    const account = await api.signUp();
    const client = api.as(account);
    const group = await makeGroup(client, `Shop ${'x'.repeat(100)}`);
    const ledger = await makeLedger(api.database);
    const now = api.clock.now();
    for (const name of ['Front page', `<script>&]]> ${'y'.repeat(100)}`, '支付 😀 \u0001']) {
      const id = await makeUrl(client, group, { name, url: `https://example.com/${'z'.repeat(200)}` });
      await ledger.statuses(id, [['down', now - 3_600_000]]);
    }
    const page = await browser.newPage({
      baseURL: `http://localhost:${(api.server.address() as AddressInfo).port}`,
      extraHTTPHeaders: { 'X-Forwarded-Proto': 'https' },
      viewport: { width: 375, height: 800 },
      reducedMotion: 'reduce',
    });
    const told = complaintsOf(page);
    const look = async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violationsIn(page), page.url()).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth'), page.url()).toBe(375);
      }
    };
    await page.goto(`/sign-in?to=${encodeURIComponent(`/groups/${group}/status-page`)}`);
    await page.getByLabel('Email').fill(account.email);
    await page.getByLabel('Password').fill(account.credentials.password);
    await page.keyboard.press('Enter');
    await page.waitForURL(`/groups/${group}/status-page`);

    await page.getByLabel('Public page').selectOption('on');
    await page.getByLabel('Addresses and reasons').selectOption('shown');
    await page.getByLabel('Its name in the address').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Badges' }).waitFor();
    for (const summary of await page.locator('summary').all()) await summary.click();
    await look();
    await page.locator('img.badge').last().scrollIntoViewIfNeeded();
    await page.waitForFunction("[...document.querySelectorAll('img.badge')].every((badge) => badge.naturalWidth > 50)");

    await page.getByRole('link', { name: 'Open the page' }).click();
    await page.getByRole('heading', { name: 'Outages of the last 14 days' }).waitFor();
    await look();
    expect(told).toEqual([]);
    await page.close();
  });
});
