import { get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWatch, type News } from '../../src/web/live/watch.js';
import type { Signature } from '../../src/web/live/store.js';
import { makeGroup, makeUrl, testApi, type TestApi } from '../support/api.js';
import { until } from '../support/until.js';
import { password, signedUp } from '../support/visitor.js';

describe('a stream of news', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await testApi();
  });
  afterAll(() => api.close());

  /** The names of a stream's events, as they come. */
  async function follow(cookie: string | undefined) {
    const { port } = api.server.address() as AddressInfo;
    const headers = { 'X-Forwarded-Proto': 'https', ...(cookie !== undefined && { Cookie: cookie }) };
    const request = get({ host: '127.0.0.1', port, path: '/live', headers });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const lines = createInterface({ input: response })[Symbol.asyncIterator]();
    const names = (async function* () {
      for (let line = await lines.next(); line.done !== true; line = await lines.next())
        if (line.value.startsWith('event: ')) yield line.value.slice(7);
    })();
    const next = async () => (await names.next()).value;
    /** What is no sign of life. */
    async function news() {
      for (;;) {
        const name = await next();
        if (name !== 'beat') return name;
      }
    }
    return { type: response.headers['content-type'], next, news, request };
  }

  it('tells a person of a change, and nobody else', async () => {
    const [person, other] = [await signedUp(api.app, 'one@example.com'), await signedUp(api.app, 'two@example.com')];
    const [own, others] = [await follow(person.cookie()), await follow(other.cookie())];
    expect(own.type).toMatch(/^text\/event-stream/);
    expect([await own.next(), await others.next()]).toEqual(['beat', 'beat']);
    await person.fill('/groups/new', { 'group[name]': 'Shop' });
    expect(await own.news()).toBe('statuses');
    await other.fill('/groups/new', { 'group[name]': 'Office' });
    expect(await others.news()).toBe('statuses');
    for (const { request } of [own, others]) request.destroy();
  });

  it('tells of a monitor that nobody looks at any more', async () => {
    const person = await signedUp(api.app, 'stale@example.com');
    const client = await api.logIn({ email: 'stale@example.com', password });
    const id = await makeUrl(client, await makeGroup(client));
    const next = new Date(api.clock.now() + 60_000);
    await api.database.query('UPDATE standings SET known_until = $2, next_check_at = $2 WHERE target_id = $1', [
      id,
      next,
    ]);
    const stream = await follow(person.cookie());
    expect(await stream.next()).toBe('beat');
    api.clock.advance(3_600_000);
    expect(await stream.news()).toBe('statuses');
    stream.request.destroy();
  });

  it('is no use of the session: an open page alone does not make it last', async () => {
    const person = await signedUp(api.app, 'wall@example.com');
    const before = new Date(api.clock.now() - 5 * 60_000);
    await api.database.query('UPDATE sessions SET last_used_at = $1', [before]);
    const stream = await follow(person.cookie());
    expect(await stream.next()).toBe('beat');
    stream.request.destroy();
    const uses = await api.database.query<{ last_used_at: Date }>('SELECT DISTINCT last_used_at FROM sessions');
    expect(uses).toEqual([{ last_used_at: before }]);
  });

  it('ends at once for who is not signed in', async () => {
    const stream = await follow(undefined);
    expect([await stream.next(), await stream.next(), await stream.next()]).toEqual(['beat', 'ended', undefined]);
  });

  it('ends the oldest stream of a session that has too many', async () => {
    const person = await signedUp(api.app, 'many@example.com');
    const first = await follow(person.cookie());
    await first.next();
    const others = [];
    for (let count = 0; count < 4; count += 1) others.push(await follow(person.cookie()));
    expect([await first.next(), await first.next()]).toEqual(['crowded', undefined]);
    for (const { request } of others) request.destroy();
  });

  it('ends when the server stops', async () => {
    const stopping = await testApi();
    const person = await signedUp(stopping.app, 'a@example.com');
    const { port } = stopping.server.address() as AddressInfo;
    const headers = { 'X-Forwarded-Proto': 'https', Cookie: person.cookie() ?? '' };
    const request = get({ host: '127.0.0.1', port, path: '/live', headers });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    let text = '';
    response.on('data', (piece: Buffer) => (text += piece.toString()));
    stopping.stop();
    await once(response, 'end');
    expect(text).toMatch(/event: stopping\ndata:\n\n$/);
    await stopping.close();
  });
});

describe('a watch', () => {
  /** A watch that reads what a test says, and what its listeners heard. */
  function staged(...signatures: (Signature | Error)[]) {
    let readings = 0;
    const read = () => {
      const next = signatures[Math.min(readings, signatures.length - 1)];
      readings += 1;
      return next instanceof Error || !next ? Promise.reject(next ?? new Error('nothing')) : Promise.resolve(next);
    };
    const heard: News[] = [];
    return { watch: createWatch(read, 1), heard, listen: (news: News) => heard.push(news), readings: () => readings };
  }
  const first = { statuses: 'up', checks: '1' };

  it('tells apart a check that changed nothing and one that did', async () => {
    const { watch, heard, listen } = staged(first, { ...first, checks: '2' }, { statuses: 'down', checks: '3' });
    const { end } = await watch.add(1, listen);
    await until(
      () => Promise.resolve(heard.length),
      (count) => count >= 2,
    );
    end();
    expect(heard).toEqual(['checks', 'statuses']);
  });

  it('says once that the database is away, and once that it is back', async () => {
    const away = new Error('away');
    const { watch, heard, listen, readings } = staged(first, away, away, away, first, first);
    const { end } = await watch.add(1, listen);
    await until(
      () => Promise.resolve(readings()),
      (count) => count >= 7,
    );
    end();
    expect(heard).toEqual(['away', 'back']);
  });

  it('says that the database is away where it does not answer in time, and tells who comes meanwhile', async () => {
    let readings = 0;
    const read = () => {
      readings += 1;
      return readings === 2 ? new Promise<never>(() => undefined) : Promise.resolve(first);
    };
    const watch = createWatch(read, 100, 20);
    const heard: News[] = [];
    const { isAway, end } = await watch.add(1, (news) => heard.push(news));
    expect(isAway).toBe(false);
    const heardOf = (count: number) =>
      until(
        () => Promise.resolve(heard.length),
        (length) => length >= count,
      );
    await heardOf(1);
    const late = await watch.add(1, () => undefined);
    expect([heard, late.isAway]).toEqual([['away'], true]);
    await heardOf(2);
    expect(heard).toEqual(['away', 'back']);
    for (const each of [end, late.end]) each();
  });

  it('reads once for all pages of a person, and no more when the last one is closed', async () => {
    const { watch, heard, listen, readings } = staged(first, { ...first, checks: '2' });
    const ends = [await watch.add(1, listen), await watch.add(1, (news) => listen(news))];
    await until(
      () => Promise.resolve(heard.length),
      (count) => count >= 2,
    );
    expect(heard).toEqual(['checks', 'checks']);
    for (const { end } of ends) end();
    const before = readings();
    const other = staged(first);
    const { end: endOther } = await other.watch.add(2, other.listen);
    await until(
      () => Promise.resolve(other.readings()),
      (count) => count >= 5,
    );
    endOther();
    expect(readings()).toBe(before);
  });
});
