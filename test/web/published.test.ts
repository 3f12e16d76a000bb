/** Forms of what a status page shows say so. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { makeGroup, makeUrl, testApi, type Client, type TestApi } from '../support/api.js';
import { password, signedUp, type Visitor } from '../support/visitor.js';
import { statusForm } from './monitor.js';
import { textOf } from './site.js';

let api: TestApi;
let owner: Visitor;
let client: Client;
let group: number;
let monitor: string;
beforeAll(async () => {
  api = await testApi();
  owner = await signedUp(api.app, 'owner@example.com');
  client = await api.logIn({ email: 'owner@example.com', password });
});
afterAll(() => api.close());
beforeEach(async () => {
  group = await makeGroup(client, 'Shop');
  monitor = `/groups/${group}/targets/${await makeUrl(client, group)}`;
});

const publish = (details: 'shown' | 'hidden') => owner.fill(`/groups/${group}/status-page`, statusForm({ details }));

const textAt = async (path: string) => textOf((await owner.get(path)).text);

it('what is made, edited, moved or renamed in a group with a status page is told to be public, and how much of it', async () => {
  const forms = [`/groups/${group}/target/urls/new`, `${monitor}/edit`];
  for (const path of [...forms, `/groups/${group}/rename`])
    expect(await textAt(path)).not.toContain('has a status page');
  await publish('hidden');
  for (const path of forms) {
    expect(await textAt(path)).toContain('sees the name of the monitor, its status and its outages.');
    expect((await owner.get(path)).text).toContain(`href="/groups/${group}/status-page"`);
  }
  await publish('shown');
  for (const path of forms)
    expect(await textAt(path)).toContain('sees the name of the monitor, its address, its status');
  expect(await textAt(`/groups/${group}/rename`)).toContain('whoever reads it sees the name.');

  // Elsewhere, from where it may be moved there.
  const other = await makeGroup(client, 'Private');
  const form = await textAt(`/groups/${other}/targets/${await makeUrl(client, other)}/edit`);
  expect(form).not.toContain('sees the name of the monitor');
  expect(form).toContain('Groups with a status page show it to whoever reads that page.');
  expect(form).toContain('Shop (has a status page)');
  expect(form).not.toContain('Private (has a status page)');
});

it('what is deleted is told to be lost for its status page too', async () => {
  const [ofGroup, ofMonitor] = [`/groups/${group}/delete`, `${monitor}/delete`];
  for (const path of [ofGroup, ofMonitor]) expect(await textAt(path)).not.toContain('status page');
  await publish('hidden');
  expect(await textAt(ofGroup)).toContain('Its status page and the badges of its monitors end with it.');
  expect(await textAt(ofMonitor)).toContain('It disappears from the status page of its group, and its badge ends.');
});
