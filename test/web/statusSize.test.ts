import supertest from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeGroup, makeUrl, testApi, type TestApi } from '../support/api.js';
import { makeLedger } from '../support/ledger.js';
import { password, signedUp, type Visitor } from '../support/visitor.js';
import { copyMonitor, stand, statusForm } from './monitor.js';
import { textOf } from './site.js';

let api: TestApi;
let owner: Visitor;
/** The last of 260 monitors: the only one that is down. */
let last: number;
let settings: string;
beforeAll(async () => {
  api = await testApi();
  owner = await signedUp(api.app, 'owner@example.com');
  const client = await api.logIn({ email: 'owner@example.com', password });
  const group = await makeGroup(client);
  const first = await makeUrl(client, group, { name: 'Number 1' });
  last = (await copyMonitor(api.database, first, 259)).at(-1) ?? 0;
  const now = api.clock.now();
  await api.database.query('UPDATE targets SET created_at = $2 WHERE id = $1', [last, new Date(now - 1_000_000)]);
  const ledger = await makeLedger(api.database);
  await ledger.statuses(last, [
    ['up', now - 1_000_000],
    ['down', now - 250_000],
  ]);
  await stand(api.database, last, 'down', now);
  settings = `/groups/${group}/status-page`;
  await owner.fill(settings, statusForm({ slug: 'large' }));
});
afterAll(() => api.close());

const ask = (path: string) => supertest(api.app).get(path).set('X-Forwarded-Proto', 'https');

const headings = (html: string) => [...html.matchAll(/<h3>(Number \d+)<\/h3>/g)].map(([, name]) => name);

const named = (count: number) => Array.from({ length: count }, (_, place) => `Number ${place + 1}`);

it('the status page of a large group lists 200 monitors, those that are down before others, and counts all', async () => {
  const { text } = await ask('/status/large');
  const [monitors = '', outages = ''] = text.split('id="outages"');
  expect(headings(monitors)).toEqual([...named(199), 'Number 260']);
  expect(headings(outages)).toEqual(['Number 260']);
  expect(textOf(text)).toContain('1 of 260 is down, 259 are unknown');
  expect(textOf(text)).toContain('60 more monitors are not listed, but counted above.');
});

it('each monitor of a large group has its badge', async () => {
  const badge = async (id: number) =>
    String((await ask(`/status/large/badges/${id}.svg?uptime`).buffer()).body as Buffer);
  expect(await badge(last)).toContain('<title>Number 260: down 75.000 %</title>');
  expect(await badge(last - 1)).toContain('<title>Number 259: unknown –</title>');
});

it('the owner of a large group gets at all badges, some at once', async () => {
  const badges: (string | undefined)[][] = [];
  for (let next: string | undefined = settings; next !== undefined;) {
    const { text }: { text: string } = await owner.get(next);
    badges.push(headings(text));
    next = new RegExp(`href="(${settings}\\?after=\\d+)"`).exec(text)?.[1];
  }
  expect(badges.map(({ length }) => length)).toEqual([100, 100, 60]);
  expect(badges.flat()).toEqual(named(260));
});
