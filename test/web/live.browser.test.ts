import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complaintsOf, findChromium, launchChromium } from '../support/chromium.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { dataFolder, startService, type Service } from '../support/service.js';

// browser.test.ts says whether Chromium may be missing.
describe.skipIf(findChromium() === undefined)('from sign-up to an outage in Chromium', () => {
  let db: TestDatabase;
  let data: Awaited<ReturnType<typeof dataFolder>>;
  let service: Service;
  let browser: Browser;
  let page: Page;
  let told: string[];
  const site = http.createServer((_, answer) => answer.end('ok'));

  beforeAll(async () => {
    site.listen(0, '127.0.0.1');
    db = await testDatabase();
    data = await dataFolder();
    [service, browser] = await Promise.all([
      startService({ DATABASE_URL: db.url, DATA_DIR: data.path }),
      launchChromium(),
    ]);
    const context = await browser.newContext({ baseURL: service.url, ignoreHTTPSErrors: true });
    page = await context.newPage();
    told = complaintsOf(page);
  });
  afterAll(async () => {
    await browser.close();
    await service.stop();
    site.closeAllConnections();
    site.close();
    await data.remove();
    await db.close();
  });

  const fill = async (params: Record<string, string>) => {
    for (const [name, value] of Object.entries(params)) await page.locator(`[name="${name}"]`).fill(value);
    await page.locator('main button[type=submit]').click();
  };

  /** What the API answers to somebody with the key that the page gave. */
  async function ask<Body>(path: string, headers: Record<string, string>, params?: object): Promise<Body> {
    const body = params && { method: 'POST', body: JSON.stringify(params) };
    const request = new Request(`${service.url}/api/${path}`, {
      ...body,
      headers: { 'Content-Type': 'application/json', ...headers },
    });
    return (await (await service.fetch(request)).json()) as Body;
  }

  it('shows what happens without a reload, and reports it', { timeout: 120_000 }, async () => {
    const user = { email: 'person@example.com', password: 'correct horse' };
    await page.goto('/sign-up');
    await fill({ 'user[email]': user.email, 'user[password]': user.password });
    await page.waitForURL('**/developers/apps/new');
    await fill({ 'app[name]': 'Backup script' });
    const key = (await page.locator('pre').textContent()) ?? '';
    const login = await ask<{ auth_token: string }>('users/login', { 'X-App-Key': key }, { user });
    const headers = { 'X-App-Key': key, Authorization: `Bearer ${login.auth_token}` };

    await page.goto('/');
    await page.getByRole('link', { name: 'New group' }).click();
    await fill({ 'group[name]': 'Shop' });
    await page.getByRole('heading', { name: 'Shop' }).waitFor();
    await page.locator('a[href$="/target/urls/new"]').click();
    await fill({
      'target_url[name]': 'Front page',
      'target_url[url]': `http://127.0.0.1:${(site.address() as AddressInfo).port}/`,
      'target_url[seconds_between_checks]': '5',
      'target_url[timeout]': '2',
      'target_url[retries_per_check]': '0',
    });
    await page.getByRole('heading', { name: 'Front page' }).waitFor();

    await page.goto('/');
    const row = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Front page' }) });
    await row.getByText('Up', { exact: true }).waitFor();
    const link = row.getByRole('link');
    await link.focus();
    await page.evaluate("window.kept = document.querySelector('.monitor a')");
    site.closeAllConnections();
    site.close();
    await once(site, 'close');
    await page.getByRole('heading', { name: 'Needs attention' }).waitFor();
    await row.last().getByText('Down', { exact: true }).waitFor();
    await page.getByText('refused').first().waitFor();
    // The same page, the same element, and whoever was at it still is.
    expect(await page.evaluate("window.kept === document.querySelector('li.monitor a')")).toBe(true);
    expect(await page.evaluate('document.activeElement === window.kept')).toBe(true);

    const { uptimes } = await ask<{ uptimes: { outages: number }[] }>('reports/uptimes', headers);
    expect(uptimes[0]?.outages).toBe(1);
    await link.last().click();
    await page.getByRole('heading', { name: 'Front page' }).waitFor();
    await page.getByRole('link', { name: '7 days' }).click();
    await page.waitForURL('**/targets/*?range=7d');
    await page.getByText('refused').first().waitFor();
    expect(told).toEqual([]);
  });

  it('stays up to date for who signs in anew, and says when what it shows is gone', { timeout: 60_000 }, async () => {
    const other = await page.context().newPage();
    await page.goto('/');
    await other.goto('/sign-in');
    for (const [name, value] of [
      ['email', 'person@example.com'],
      ['password', 'correct horse'],
    ] as const)
      await other.locator(`[name="user[${name}]"]`).fill(value);
    await other.locator('main button[type=submit]').click();
    await other.waitForURL('/');
    await page.bringToFront();
    await db.database.query("UPDATE groups SET name = 'Office', updated_at = now()");
    await page.getByRole('heading', { name: 'Office' }).waitFor();
    expect(await page.getByText('You are signed out').isVisible()).toBe(false);

    await page.getByRole('link', { name: 'Office' }).click();
    await page.getByRole('heading', { name: 'Office' }).waitFor();
    await db.database.query('DELETE FROM groups');
    await page.getByText('There is nothing here').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
  });

  it('stays up to date in many windows at once', { timeout: 60_000 }, async () => {
    const windows = await Promise.all(Array.from({ length: 6 }, () => page.context().newPage()));
    // One after another: browsers have six connections to a host, and each of these holds one for as long as it may.
    for (const window of windows) await window.goto('/');
    await db.database.query("INSERT INTO groups (user_id, name) SELECT id, 'Everywhere' FROM users");
    await Promise.all(windows.map((window) => window.getByRole('heading', { name: 'Everywhere' }).waitFor()));
    await Promise.all(windows.map((window) => window.close()));
    await db.database.query('DELETE FROM groups');
  });

  it('says when its page can not be read', { timeout: 60_000 }, async () => {
    await page.goto('/');
    await page.getByText('You have no group yet').waitFor();
    // When all but this has been sent.
    await db.database.query('ALTER TABLE gaps RENAME TO gaps_away');
    await db.database.query("INSERT INTO groups (user_id, name) SELECT id, 'Read' FROM users");
    await page.getByText('The server cannot read its data').waitFor();
    expect(await page.getByText('You have no group yet').isVisible()).toBe(true);
    await db.database.query('ALTER TABLE gaps_away RENAME TO gaps');
    await page.getByRole('heading', { name: 'Read' }).waitFor();
    expect(await page.getByText('The server cannot read its data').isVisible()).toBe(false);
  });

  it('says when it is signed out, and when the connection is lost', { timeout: 60_000 }, async () => {
    await page.goto('/');
    await db.database.query('DELETE FROM sessions');
    await page.getByText('You are signed out').waitFor();
    await page.getByRole('link', { name: 'Sign in' }).first().click();
    await fill({ 'user[email]': 'person@example.com', 'user[password]': 'correct horse' });
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    await service.stop();
    await page.getByText('The connection is lost').waitFor();
  });
});
