/** The chart of a monitor's page, and that page and its forms as axe sees them. */
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApi, type TestApi } from '../support/api.js';
import { complaintsOf, findChromium, launchChromium, violationsIn } from '../support/chromium.js';

// browser.test.ts says whether Chromium may be missing.
describe.skipIf(findChromium() === undefined)('a monitor in Chromium', () => {
  let api: TestApi;
  let browser: Browser;
  let page: Page;
  let path: string;
  beforeAll(async () => {
    api = await testApi();
    browser = await launchChromium();
    page = await open();
    path = await record();
  });
  afterAll(async () => {
    await browser.close();
    await api.close();
  });

  async function open(): Promise<Page> {
    const context = await browser.newContext({
      baseURL: `http://localhost:${(api.server.address() as AddressInfo).port}`,
      extraHTTPHeaders: { 'X-Forwarded-Proto': 'https' },
      viewport: { width: 1280, height: 800 },
    });
    const page = await context.newPage();
    await page.goto('/sign-up');
    await page.locator('[name="user[email]"]').fill('chart@example.com');
    await page.locator('[name="user[password]"]').fill('correct horse');
    await page.locator('button[type=submit]').click();
    await page.waitForURL('/developers/apps/new');
    return page;
  }

  /** A monitor with a check every five minutes of the last 24 hours, but for six hours in which nobody looked. */
  async function record(): Promise<string> {
    const { database } = api;
    const [place] = await database.query<{ group_id: number; id: number }>(
      `WITH g AS (
         INSERT INTO groups (user_id, name) SELECT id, 'Shops' FROM users WHERE email = 'chart@example.com'
         RETURNING id, user_id
       ), t AS (
         INSERT INTO targets (user_id, group_id, type, name, settings, seconds_between_checks, timeout,
           retries_per_check, created_at)
         SELECT user_id, id, 'target_url', 'Shop', '{"url": "https://example.com/"}', 300, 10, 2, '2026-01-01T00:00Z'
         FROM g RETURNING id, group_id
       ), s AS (
         INSERT INTO standings (target_id, next_check_at, status_since, status, known_until)
         SELECT id, '2026-01-15T12:04Z', '2026-01-01T00:00Z', 'up', '2026-01-15T12:04Z' FROM t
       ), e AS (
         INSERT INTO events (target_id, type, started_at, ended_at, reason_code, reason_detail)
         SELECT id, type::event_type, started_at::timestamptz, ended_at::timestamptz, reason_code, reason_detail
         FROM t, (VALUES
           ('up', '2026-01-01T00:00Z', '2026-01-15T09:00Z', NULL, NULL),
           ('down', '2026-01-15T09:00Z', '2026-01-15T09:20Z', 'http_status', 'HTTP 503 Service Unavailable'),
           ('up', '2026-01-15T09:20Z', NULL, NULL, NULL)
         ) AS e (type, started_at, ended_at, reason_code, reason_detail)
       )
       SELECT id, group_id FROM t`,
    );
    await database.query('CREATE TABLE check_results_test PARTITION OF check_results DEFAULT');
    await database.query(
      `INSERT INTO check_results (target_id, started_at, outcome, attempts, response_time_us)
       SELECT $1, at, 'up', 1, 200000 + 50000 * sin(extract(epoch FROM at) / 5000)
       FROM generate_series('2026-01-14T12:00Z', '2026-01-15T11:59Z', interval '5 minutes') AS at
       WHERE at NOT BETWEEN '2026-01-14T20:00Z' AND '2026-01-15T02:00Z'`,
      [place?.id],
    );
    return `/groups/${place?.group_id}/targets/${place?.id}`;
  }

  /** Pixels of the chart's canvas that something was drawn on, in a part of its width. */
  const painted = (page: Page, from: number, to: number): Promise<number> =>
    page.evaluate(
      `(([canvas, from, to]) => {
        const width = Math.round(canvas.width * (to - from));
        const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
        copy.drawImage(canvas, 0, 0);
        const { data } = copy.getImageData(canvas.width * from, 0, width, canvas.height * 0.8);
        let count = 0;
        for (let at = 0; at < data.length; at += 4) {
          // Lines have a colour; the grid is grey.
          const [red, green, blue] = data.slice(at, at + 3);
          if (data[at + 3] > 0 && Math.max(red, green, blue) - Math.min(red, green, blue) > 60) count += 1;
        }
        return count;
      })([document.querySelector('.chart canvas'), ${from}, ${to}])`,
    );

  test('its chart is drawn, tells values, breaks where nobody looked and follows the page', async () => {
    const told = complaintsOf(page);
    await page.goto(path);
    const canvas = page.locator('.chart canvas');
    await canvas.waitFor();
    expect(await painted(page, 0.7, 1)).toBeGreaterThan(300);
    // The gap: from 33 to 58 of 100 of the range.
    expect(await painted(page, 0.42, 0.55)).toBe(0);
    expect(await canvas.getAttribute('aria-label')).toMatch(/^Response times: median \d+ ms, 95 of 100 within \d+ ms$/);

    await canvas.scrollIntoViewIfNeeded();
    const box = await page.locator('.chart .u-over').boundingBox();
    if (!box) throw new Error('The chart is not there.');
    await page.mouse.move(box.x + box.width - 1, box.y + box.height / 2);
    const last = (await page.locator('tr[data-at]').last().locator('th, td').allTextContents()).slice(0, 4);
    const legend = await page.locator('.chart-legend').textContent();
    expect(legend).toBe(`Average ${last[1]}Median ${last[2]}p95 ${last[3]}${last[0]}`);

    await page.setViewportSize({ width: 375, height: 800 });
    await page.waitForFunction(`document.querySelector('.chart canvas').getBoundingClientRect().width < 375`);
    // As the script does that keeps pages up to date.
    await page.evaluate(`document.querySelector('tr[data-at]:nth-child(n+2)').parentNode.replaceChildren(
      document.querySelector('tr[data-at]')); document.dispatchEvent(new Event('refreshed'))`);
    await page.waitForFunction(`document.querySelectorAll('.chart canvas').length === 1`);
    expect(await painted(page, 0.7, 1)).toBe(0);
    expect(told).toEqual([]);
  });

  test('axe finds nothing on its page and forms, and nothing stands out', async () => {
    await page.setViewportSize({ width: 375, height: 800 });
    const look = async (place: string) => {
      await page.goto(place);
      expect(await violationsIn(page), place).toEqual([]);
    };
    await look(`${path}?date_range[to]=never`);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const place of [path, `${path}/delete`]) await look(place);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(path.replace(/targets.*/, 'target/pings/new'));
    await page.locator('button[type=submit]').click();
    await page.locator('[role=alert]').waitFor();
    expect(await violationsIn(page)).toEqual([]);
  });
});
