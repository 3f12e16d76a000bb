import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMonitorApp } from '../../src/app.js';
import { testClock } from '../support/clock.js';
import { memoryLog } from '../support/log.js';
import { committed, openSite, reference, textOf, type Site } from './site.js';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const get = (path: string, headers: Record<string, string> = {}) => supertest(site.app).get(path).set(headers);

describe('the API reference', () => {
  it('needs no key and allows itself nothing but what this server sends', async () => {
    const { status, headers } = await get(reference);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';style-src 'self';script-src 'self';img-src 'self';connect-src 'self';form-action 'self';" +
        "base-uri 'none';frame-ancestors 'none'",
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('same-origin');
  });

  it('binds no browser to HTTPS: other servers may run on this host', async () => {
    expect((await get(reference)).headers).not.toHaveProperty('strict-transport-security');
  });

  it('has no inline script, no inline style, and loads nothing from elsewhere', async () => {
    const html = await site.page();
    expect(html).not.toMatch(/<script(?![^>]*\ssrc="\/assets\/)|<style|\sstyle=|\son[a-z]+=/i);
    const urls = [...html.matchAll(/<(?:link|script|img)[^>]*\s(?:src|href)="([^"]*)"/g)].map(([, url]) => url);
    expect(urls.length).toBeGreaterThan(3);
    for (const url of urls) expect(url).toMatch(/^\/assets\/[\w-]+\.\w+$/);
  });

  it('addresses its commands to the host that it was asked at', async () => {
    const { text } = await get(reference, { Host: 'monitor.example.com:9443' });
    expect(textOf(text)).toContain('https://monitor.example.com:9443/api/groups');
    expect(textOf((await get(reference, { Host: '[::1]:8443' })).text)).toContain('https://[::1]:8443/api/groups');
  });

  it.each(['evil.example/"><script>', "a'b", '', 'user@host', 'a b.example', `${'a'.repeat(300)}.example`])(
    'does not repeat what is no host: %s',
    async (host) => {
      const { text } = await get(reference, { Host: host });
      expect(textOf(text)).toContain('https://localhost:8443/api/groups');
      expect(text).not.toContain('origin.invalid');
      if (host !== '') expect(text).not.toContain(host);
    },
  );

  it('is not sent again to whom has it', async () => {
    const host = { Host: 'monitor.example.com' };
    const { headers } = await get(reference, host);
    const again = await get(reference, { ...host, 'If-None-Match': String(headers['etag']) });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('is the same compressed', async () => {
    const host = { Host: 'monitor.example.com' };
    const plain = await get(reference, { ...host, 'Accept-Encoding': 'identity' });
    const compressed = await get(reference, { ...host, 'Accept-Encoding': 'gzip' });
    expect(plain.headers).not.toHaveProperty('content-encoding');
    expect(compressed.headers['content-encoding']).toBe('gzip');
    expect(compressed.text).toBe(plain.text);
  });
});

describe('files', () => {
  it('openapi.json is the committed one, for any origin', async () => {
    const { text, headers } = await get('/developers/openapi.json');
    expect(text).toBe(committed);
    expect(headers['content-type']).toBe('application/json');
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['etag']).toMatch(/^"[\w-]+"$/);
  });

  it('what a page loads is kept for good, under a name that changes with it', async () => {
    const html = await site.page();
    const [, style = ''] = /<link rel="stylesheet" href="([^"]*)"/.exec(html) ?? [];
    const { status, headers } = await get(style);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/css; charset=utf-8');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });
});

describe('paths outside the API', () => {
  it('/developers leads to the API reference', async () => {
    const { status, headers } = await get('/developers');
    expect([status, headers['location']]).toEqual([302, reference]);
  });

  it.each([reference, '/developers/openapi.json'])('%s answers HEAD, and no other method', async (path) => {
    const head = await supertest(site.app).head(path);
    expect([head.status, head.text]).toEqual([200, undefined]);
    const post = await supertest(site.app).post(path);
    expect([post.status, post.headers['allow']]).toEqual([405, 'GET, HEAD']);
    expect(post.body).toMatchObject({ code: 'method_not_allowed' });
  });

  it.each(['/developers/nothing', '/developers/postman/nothing.json', '/assets/nothing.css', '/assets/..%2Fmain.js'])(
    '%s is not there',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({ code: 'not_found' });
    },
  );

  it.each(['/', reference, '/developers/openapi.json'])('%s is not there where only checks are run', async (path) => {
    const app = createMonitorApp({
      log: memoryLog().log,
      clock: testClock(0),
      ready: () => Promise.resolve({ ok: true }),
    });
    expect((await supertest(app).get(path)).status).toBe(404);
  });
});
