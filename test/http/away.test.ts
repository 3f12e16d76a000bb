import supertest from 'supertest';
import { afterAll, expect, it } from 'vitest';
import { createApp } from '../../src/app.js';
import { connect } from '../../src/platform/database/database.js';
import { openPrisma } from '../../src/platform/database/prisma.js';
import { testClock } from '../support/clock.js';
import { committedCheck } from '../support/documented.js';
import { memoryLog } from '../support/log.js';

// Nothing listens there.
const database = connect('postgresql://nobody@127.0.0.1:1/nothing', { max: 1, applicationName: 'test' });
const { log, lines } = memoryLog();
const app = createApp({
  database,
  prisma: openPrisma(database),
  clock: testClock(0),
  log,
  settings: { trustProxy: ['127.0.0.0/8', '::1'], rateLimitPerMinute: 0, loginLimitPerMinute: 0, tokenTtlDays: 90 },
  addressPolicy: { refuses: () => false },
  ready: () => Promise.resolve({ ok: false }),
  stopping: new AbortController().signal,
});
afterAll(() => database.close());

it('a request while the database is away is 503, and can be made again', async () => {
  const answer = await supertest(app)
    .get('/api/groups')
    .set({ 'X-Forwarded-Proto': 'https', 'X-App-Key': 'some-app-key-0123456789' });
  const { status, headers, text } = answer as { status: number; headers: Record<string, string>; text: string };
  committedCheck()({ method: 'GET', path: '/api/groups', status, headers, text });
  expect(status).toBe(503);
  expect(headers['retry-after']).toBe('5');
  expect(answer.body).toMatchObject({ code: 'unavailable', title: 'Service Unavailable' });
  expect(lines).toContainEqual(expect.objectContaining({ level: 'warn', route: '/api/groups' }));
});

it('what needs no database is answered as ever', async () => {
  expect((await supertest(app).get('/healthz')).status).toBe(200);
  expect((await supertest(app).get('/api/nothing').set('X-Forwarded-Proto', 'https')).status).toBe(404);
});
