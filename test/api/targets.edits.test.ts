import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorsOf, makeGroup, makeUrl, standingOf, testApi, type Client, type TestApi } from '../support/api.js';

let api: TestApi;
let ann: Client;
let group: number;
beforeAll(async () => {
  api = await testApi();
  ann = api.as(await api.signUp());
  group = await makeGroup(ann);
});
afterAll(() => api.close());

const now = () => new Date(api.clock.now()).toISOString().replace('.000Z', '+00:00');

describe('an edit', () => {
  const put = (id: number, target_url: object) =>
    ann('PUT', `/api/groups/${group}/target/urls/${id}`, { json: { target_url } });

  /** As if a check had run at the start of this minute. */
  async function checked(id: number, seconds: number, { inFlight = false } = {}) {
    const at = api.clock.now();
    await api.database.query(
      `UPDATE standings SET revision = 1, status = 'up', last_checked_at = $2, known_until = $3, next_check_at = $3,
         last_response_time_us = 12345, claimed_by = CASE WHEN $4 THEN gen_random_uuid() END
       WHERE target_id = $1`,
      [id, new Date(at), new Date(at + seconds * 1000), inFlight],
    );
  }

  it('of the URL has it checked at once, and keeps the status', async () => {
    const id = await makeUrl(ann, group);
    await checked(id, 60);
    api.clock.advance(1000);
    const answer = await put(id, { url: 'https://example.org/' });
    expect(answer.body.target).toMatchObject({ status: 'up', last_response_time: 12.345, next_check_at: now() });
    expect(await standingOf(api.database, id)).toMatchObject({ revision: 2, claimed_by: null });
  });

  it('of the timeout keeps the plan', async () => {
    const id = await makeUrl(ann, group);
    await checked(id, 60);
    const before = await standingOf(api.database, id);
    await put(id, { timeout: 3 });
    expect(await standingOf(api.database, id)).toEqual({ ...before, revision: 2, claimed_by: null });
  });

  it.each([{ timeout: 3 }, { seconds_between_checks: 86_400 }])(
    'of a check in flight has it made anew at once: %o',
    async (edit) => {
      const id = await makeUrl(ann, group);
      await checked(id, 60, { inFlight: true });
      await put(id, edit);
      const standing = await standingOf(api.database, id);
      expect(standing).toMatchObject({ revision: 2, claimed_by: null, next_check_at: new Date(api.clock.now()) });
    },
  );

  it('of the interval does not put off a first check that is still owed', async () => {
    const id = await makeUrl(ann, group);
    await put(id, { seconds_between_checks: 86_400 });
    expect((await standingOf(api.database, id)).next_check_at).toEqual(new Date(api.clock.now()));
  });

  it('of the interval moves the next check to the new grid', async () => {
    const id = await makeUrl(ann, group, { seconds_between_checks: 86_400 });
    await checked(id, 86_400);
    await put(id, { seconds_between_checks: 5 });
    const { next_check_at } = await standingOf(api.database, id);
    expect(next_check_at.getTime()).toBeGreaterThan(api.clock.now());
    expect(next_check_at.getTime()).toBeLessThanOrEqual(api.clock.now() + 5000);
  });

  it('to a longer interval has the last check vouch for that one', async () => {
    const id = await makeUrl(ann, group);
    await checked(id, 60);
    const at = api.clock.now();
    await put(id, { seconds_between_checks: 3600 });
    expect((await standingOf(api.database, id)).known_until?.getTime()).toBe(at + 3_600_000);
  });

  it('to a longer interval makes nothing known in which nobody looked', async () => {
    const id = await makeUrl(ann, group);
    await checked(id, 60);
    const at = api.clock.now();
    api.clock.advance(600_000);
    await put(id, { seconds_between_checks: 3600 });
    expect((await standingOf(api.database, id)).known_until?.getTime()).toBe(at + 60_000);
  });

  it('tells the monitoring thread, as do creation and removal, and a new name does not', async () => {
    const client = await api.database.pool.connect();
    let heard = 0;
    let fence: () => void = () => undefined;
    client.on('notification', ({ channel }) => {
      if (channel === 'fence') fence();
      else heard += 1;
    });
    await client.query('LISTEN targets_changed');
    await client.query('LISTEN fence');
    // They arrive in the order of their commits: after the fence, all of before has.
    const news = async (change: () => Promise<unknown>) => {
      const before = heard;
      await change();
      const reached = new Promise<void>((resolve) => (fence = resolve));
      await api.database.query('NOTIFY fence');
      await reached;
      return heard - before;
    };
    try {
      const place = await makeGroup(ann);
      expect(await news(() => makeUrl(ann, place))).toBe(1);
      let id = 0;
      expect(await news(async () => (id = await makeUrl(ann, group)))).toBe(1);
      expect(await news(() => put(id, { name: 'Other' }))).toBe(0);
      expect(await news(() => put(id, { url: 'https://example.net/' }))).toBe(1);
      expect(await news(() => ann('DELETE', `/api/groups/${group}/target/urls/${id}`))).toBe(1);
      expect(await news(() => ann('DELETE', `/api/groups/${place}`))).toBe(1);
    } finally {
      await client.query('UNLISTEN *');
      client.release();
    }
  });

  it('waits for a check that is being recorded, and the monitor is stale when one is overdue', async () => {
    const id = await makeUrl(ann, group);
    // 10 s × 3 attempts, 2 s between them, 5 s of grace.
    api.clock.advance(37_000);
    expect((await ann('GET', `/api/groups/${group}/targets/${id}`)).body.target?.stale).toBe(false);
    api.clock.advance(1);
    expect((await ann('GET', `/api/groups/${group}/targets/${id}`)).body.target?.stale).toBe(true);
    await checked(id, 60);
    api.clock.advance(97_000);
    expect((await ann('GET', `/api/groups/${group}/targets/${id}`)).body.target?.stale).toBe(false);
    api.clock.advance(1);
    expect((await ann('GET', `/api/groups/${group}/targets/${id}`)).body.target?.stale).toBe(true);
  });

  it('of a monitor that goes at the same time is done or 404', async () => {
    for (let round = 0; round < 5; round += 1) {
      const place = await makeGroup(ann);
      const id = await makeUrl(ann, place);
      const answers = await Promise.all([
        ann('PUT', `/api/groups/${place}/target/urls/${id}`, { form: 'target_url[timeout]=3' }),
        ann('POST', `/api/groups/${place}/target/urls`, {
          json: { target_url: { name: 'x', group_id: place, url: 'http://a/' } },
        }),
        ann('DELETE', `/api/groups/${place}`),
        ann('DELETE', `/api/groups/${place}/target/urls/${id}`),
      ]);
      for (const { status } of answers) expect([200, 201, 204, 404]).toContain(status);
      expect(await api.database.query('SELECT 1 FROM targets WHERE group_id = $1', [place])).toEqual([]);
    }
  });

  it('of two at a time loses neither', async () => {
    const id = await makeUrl(ann, group);
    await Promise.all([put(id, { name: 'New' }), put(id, { timeout: 3 }), put(id, { retries_per_check: 5 })]);
    const { body } = await ann('GET', `/api/groups/${group}/targets/${id}`);
    expect(body.target).toMatchObject({ name: 'New', timeout: 3, retries_per_check: 5 });
  });
});

describe('addresses that may not be monitored', () => {
  const post = (collection: string, target: object, client = ann, at = group) =>
    client('POST', `/api/groups/${at}/target/${collection}`, { json: target });

  it('are refused at creation and on change, together with the rest', async () => {
    const url = await post('urls', {
      target_url: { name: 'x', group_id: group, url: 'http://169.254.169.254/latest' },
    });
    expect(errorsOf(url)).toEqual(['target_url[url] not_allowed']);
    const port = await post('custom_ports', {
      target_custom_port: { group_id: group, host: '0.0.0.0', port_number: 0 },
    });
    expect(errorsOf(port).sort()).toEqual([
      'target_custom_port[host] not_allowed',
      'target_custom_port[name] required',
      'target_custom_port[port_number] out_of_range',
    ]);
    const ping = await post('pings', { target_ping: { name: 'x', group_id: group, host: 'metadata.google.internal' } });
    expect(errorsOf(ping)).toEqual(['target_ping[host] not_allowed']);
    const id = await makeUrl(ann, group);
    const changed = await ann('PUT', `/api/groups/${group}/target/urls/${id}`, {
      form: 'target_url[url]=http://[::ffff:169.254.169.254]/',
    });
    expect(errorsOf(changed)).toEqual(['target_url[url] not_allowed']);
  });

  it('are private ones too where the operator says so', async () => {
    const strict = await testApi({}, { privateTargets: false });
    try {
      const client = strict.as(await strict.signUp());
      const at = await makeGroup(client);
      const target_ping = { name: 'x', group_id: at, host: '10.0.0.1' };
      expect(errorsOf(await post('pings', { target_ping }, client, at))).toEqual(['target_ping[host] not_allowed']);
    } finally {
      await strict.close();
    }
    const allowed = await post('pings', { target_ping: { name: 'x', group_id: group, host: '10.0.0.1' } });
    expect(allowed.status).toBe(201);
  });
});
