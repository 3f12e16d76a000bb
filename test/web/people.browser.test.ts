import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testApi, type TestApi } from '../support/api.js';
import { complaintsOf, findChromium, launchChromium, violationsIn } from '../support/chromium.js';

const executablePath = findChromium();

// browser.test.ts says whether Chromium may be missing.
describe.skipIf(executablePath === undefined)('people in Chromium', () => {
  let api: TestApi;
  let browser: Browser;
  let people = 0;
  beforeAll(async () => {
    api = await testApi();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await api.close();
  });

  /** A browser of its own, which reaches the pages by way of a proxy; `told` is what it complains about. */
  async function open(options: BrowserContextOptions = {}): Promise<{ page: Page; told: string[] }> {
    const context = await browser.newContext({
      baseURL: `http://localhost:${(api.server.address() as AddressInfo).port}`,
      extraHTTPHeaders: { 'X-Forwarded-Proto': 'https' },
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
      ...options,
    });
    const page = await context.newPage();
    const told = complaintsOf(page);
    return { page, told };
  }

  async function signUp(page: Page): Promise<void> {
    people += 1;
    await page.goto('/sign-up');
    await page.locator('[name="user[email]"]').fill(`browser${people}@example.com`);
    await page.locator('[name="user[password]"]').fill('correct horse');
    await page.locator('button[type=submit]').click();
    await page.waitForURL('/developers/apps/new');
  }

  async function makeApp(page: Page, name: string): Promise<string> {
    await page.goto('/developers/apps/new');
    await page.locator('[name="app[name]"]').fill(name);
    await page.locator('button[type=submit]').click();
    await page.waitForURL('/developers/apps');
    return (await page.locator('pre').last().textContent()) ?? '';
  }

  /** What the API says to a sign-up with a key. */
  async function statusWith(key: string, email: string): Promise<number> {
    const user = { email, password: 'correct horse' };
    return (await api.send('POST', '/api/users/sign-up', { json: { user }, headers: { 'X-App-Key': key } })).status;
  }

  it('sign up, make an app, copy its key, use it with the API, and revoke it', async () => {
    const { page, told } = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await signUp(page);
    const key = await makeApp(page, 'Backup script');
    await page.getByRole('button', { name: 'Copy app_key: Backup script', exact: true }).click();
    await page.getByRole('status').getByText('Copied').waitFor({ state: 'attached' });
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(key);
    expect(await statusWith(key, 'client@example.com')).toBe(201);

    await page.getByRole('link', { name: 'Revoke Backup script' }).click();
    await page.getByRole('heading', { name: 'Revoke Backup script?' }).waitFor();
    await page.getByRole('button', { name: 'Revoke', exact: true }).click();
    await page.getByText('Revoked', { exact: true }).first().waitFor();
    expect(await statusWith(key, 'client2@example.com')).toBe(401);
    expect(told).toEqual([]);
    await page.context().close();
  });

  it('by keyboard alone, without JavaScript, and told what is wrong at its field', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    await page.goto('/sign-up');
    const tab = async (times: number) => {
      for (let each = 0; each < times; each += 1) await page.keyboard.press('Tab');
    };
    // The link to the content, the name of the site, and its three links.
    await tab(6);
    await page.keyboard.type('keys@example.com');
    await page.keyboard.press('Enter');
    const wrong = page.getByLabel('Password');
    expect(await wrong.getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('#user-password-problem').textContent()).toBe('is required');
    await page.getByRole('link', { name: 'Password is required' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('correct horse');
    await page.keyboard.press('Enter');
    await page.waitForURL('/developers/apps/new');

    /** By the text of a link or button, or the name of a field. */
    const tabTo = async (what: string) => {
      const focused = `document.activeElement.name || document.activeElement.textContent.trim()`;
      for (let each = 0; each < 40 && (await page.evaluate(focused)) !== what; each += 1)
        await page.keyboard.press('Tab');
      expect(await page.evaluate(focused)).toBe(what);
    };
    const follow = async (link: string) => {
      await tabTo(link);
      await page.keyboard.press('Enter');
    };
    await follow('Dashboard');
    await page.locator('h1', { hasText: 'Dashboard' }).waitFor();
    await follow('New group');
    await page.locator('h1', { hasText: 'New group' }).waitFor();
    await tabTo('group[name]');
    await page.keyboard.type('Shop');
    await page.keyboard.press('Enter');
    await page.locator('h1', { hasText: 'Shop' }).waitFor();
    await follow('Port');
    await page.locator('[name="target_custom_port[name]"]').waitFor();
    for (const [name, value] of [
      ['name', 'SMTP'],
      ['host', '127.0.0.1'],
      ['port_number', '25'],
    ] as const) {
      await tabTo(`target_custom_port[${name}]`);
      await page.keyboard.type(value);
    }
    await page.keyboard.press('Enter');
    await page.locator('h1', { hasText: 'SMTP' }).waitFor();
    await page.context().close();
  });

  it('in Spanish, buttons of scripts included', async () => {
    const { page } = await open({ locale: 'es-ES' });
    await page.goto('/sign-up');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Crear cuenta');
    await signUp(page);
    await makeApp(page, 'Copias');
    expect(await page.getByRole('button', { name: 'Copiar app_key: Copias', exact: true }).count()).toBe(1);
    expect(await page.getByText('nunca', { exact: true }).count()).toBe(1);
    await page.context().close();
  });

  it('asked twice to send a form, send it once', async () => {
    const { page } = await open();
    await signUp(page);
    await page.goto('/groups/new');
    await page.locator('[name="group[name]"]').fill('Once');
    const isTwice = page.waitForEvent('console', (message) => message.text() === 'asked twice');
    await api.database.transaction(async (query) => {
      // Until then the first one is on its way.
      await query('LOCK TABLE groups IN EXCLUSIVE MODE');
      await page.evaluate(`setTimeout(() => document.forms[0].requestSubmit(), 0);
        setTimeout(() => { document.forms[0].requestSubmit(); console.log('asked twice'); }, 100)`);
      await isTwice;
    });
    await page.waitForURL(/\/groups\/\d+$/);
    expect(await api.database.query(`SELECT 1 FROM groups WHERE name = 'Once'`)).toHaveLength(1);
    await page.context().close();
  });

  it('whose session was ended elsewhere is asked to sign in, and comes back', async () => {
    const { page } = await open();
    await signUp(page);
    await api.database.query('DELETE FROM sessions');
    await page.goto('/developers/apps');
    await page.waitForURL(/\/sign-in\?to=/);
    await page.getByLabel('Email').fill(`browser${people}@example.com`);
    await page.getByLabel('Password').fill('correct horse');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('/developers/apps');
    await page.context().close();
  });

  it(
    'axe finds nothing on any page, and nothing stands out, wide and light, narrow and dark',
    { timeout: 120_000 },
    async () => {
      const { page } = await open();
      /** A page, or how the one that is open looks now. */
      const look = async (path?: string) => {
        if (path !== undefined) await page.goto(path);
        for (const [width, colorScheme] of [
          [1280, 'light'],
          [375, 'dark'],
        ] as const) {
          await page.setViewportSize({ width, height: 800 });
          await page.emulateMedia({ colorScheme });
          expect(await violationsIn(page), path).toEqual([]);
          expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBe(width);
        }
      };
      for (const path of ['/sign-in', '/sign-up']) await look(path);
      await page.locator('button[type=submit]').click();
      await page.locator('[role=alert]').waitFor();
      await look();
      await signUp(page);
      await look('/developers/apps');
      await makeApp(page, `A name without a blank ${'x'.repeat(100)}`);
      const revoke = (await page.locator('a[href$="/revoke"]').getAttribute('href')) ?? '';
      const others = [
        revoke.replace('revoke', 'rename'),
        '/developers/apps/new',
        '/sign-out',
        '/developers/apps/9/revoke',
      ];
      for (const path of ['/developers/apps', revoke, ...others]) await look(path);

      await look('/');
      await page.goto('/groups/new');
      await page.locator('[name="group[name]"]').fill(`A name without a blank ${'x'.repeat(100)}`);
      await page.locator('main button[type=submit]').click();
      await page.waitForURL(/\/groups\/\d+$/);
      const group = new URL(page.url()).pathname;
      // Names need not be told apart.
      await page.goto('/groups/new');
      await page.locator('[name="group[name]"]').fill(`A name without a blank ${'x'.repeat(100)}`);
      await page.locator('main button[type=submit]').click();
      await page.waitForURL((url) => url.pathname !== '/groups/new');
      for (const path of [group, `${group}/rename`, `${group}/delete`, '/', '/events']) await look(path);
      for (const path of ['', '/email', '/password', '/delete']) await look(`/profile${path}`);
      await page.context().close();
    },
  );
});
