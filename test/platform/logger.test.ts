import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLogger, scrub, type Logger } from '../../src/platform/logger.js';
import { openPrisma } from '../../src/platform/database/prisma.js';
import { testDatabase } from '../support/database.js';
import { compiledPlatform } from './database/ownerProcess.js';

function capture(write: (log: Logger) => void): { text: string; line: Record<string, unknown> } {
  let text = '';
  write(createLogger({ level: 'trace' }, { write: (chunk) => void (text += chunk) }));
  return { text, line: JSON.parse(text.split('\n')[0] ?? '') as Record<string, unknown> };
}

test('a line has its level as a word, its time and its fields', () => {
  const { line } = capture((log) => log.child({ part: 'api' }).info({ port: 8443 }, 'listening on %s', 'x'));
  expect(line).toMatchObject({ level: 'info', part: 'api', port: 8443, msg: 'listening on x' });
  expect(String(line['time'])).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
});

test('a level below the one that is set is silent', () => {
  let text = '';
  createLogger({ level: 'warn' }, { write: (chunk) => void (text += chunk) }).info('no');
  expect(text).toBe('');
});

test('secret params are hidden at any depth, in child loggers too', () => {
  const secrets = { app_key: 'hunter2', 'user[password]': 'hunter2', Authorization: 'hunter2', email: 'a@b.example' };
  const { text } = capture((log) =>
    log
      .child({ 'x-app-key': 'hunter2', 'a"b[password]': 'hunter2"hunter2' })
      .info({ auth_token: 'hunter2', a: { b: { c: [{ d: secrets, cookie: 'hunter2' }] } } }),
  );
  expect(text).not.toContain('hunter2');
  expect(text).toContain('a@b.example');
});

test('secrets within text are hidden: in URLs, queries and headers, in fields and in messages', () => {
  const url = 'GET /api/groups?app_key=hunter2&auth_token=hunter2&x=1';
  const { text } = capture((log) =>
    log.info({ url, list: [url, 'user%5Bpassword%5D=hunter2'] }, `postgresql://u:hunter2@h/d Bearer hunter2 ${url}`),
  );
  expect(text).not.toContain('hunter2');
  expect(text).toContain('x=1');
  expect(text).toContain('postgresql://[hidden]@h/d');
});

test.each([
  ['https://u:p@h/x', 'https://[hidden]@h/x'],
  ['https://h:80/a@b', 'https://h:80/a@b'],
  ['user[password]=p&x=1', 'user[password]=[hidden]&x=1'],
  ['at file:///a/b.js:1:2 (x@y)', 'at file:///a/b.js:1:2 (x@y)'],
])('%s is logged as %s', (text, expected) => {
  expect(scrub(text)).toBe(expected);
});

test('of an error only type, message, code and stack are kept, and of its causes', () => {
  const cause = Object.assign(new TypeError('inner'), {
    detail: 'Key (email)=(hunter2)',
    client: { password: 'hunter2' },
  });
  const error = Object.assign(new Error('outer app_key=hunter2', { cause }), {
    code: '23505',
    parameters: ['hunter2'],
  });
  for (const write of [
    (log: Logger) => log.error(error),
    (log: Logger) => log.error({ err: error }, 'failed'),
    (log: Logger) => log.error({ a: { b: error } }, 'failed'),
  ]) {
    const { text } = capture(write);
    expect(text).not.toContain('hunter2');
    expect(text).toMatch(
      /"type":"Error".*outer app_key=\[hidden\].*"code":"23505".*logger\.test\.ts.*"type":"TypeError"/,
    );
  }
});

test('what an error of PostgreSQL or Prisma knows about a row is not logged', async () => {
  const db = await testDatabase();
  const prisma = openPrisma(db.database);
  const data = { email: 'hunter2', email_key: 'hunter2', password_hash: 'hunter2' };
  await prisma.user.create({ data });
  const insert = `INSERT INTO users (email, email_key, password_hash) VALUES ($1, $1, $1)`;
  const failures = await Promise.allSettled([
    db.database.query(insert, ['hunter2']),
    prisma.user.create({ data }),
    prisma.user.create({ data: { ...data, nonsense: 'hunter2' } as typeof data }),
  ]);
  await db.close();
  for (const failure of failures) {
    const error = failure.status === 'rejected' ? (failure.reason as Error) : undefined;
    expect(error).toBeInstanceOf(Error);
    const { text } = capture((log) => log.error(error));
    expect(text).not.toContain('hunter2');
    expect(text).toContain('"stack"');
  }
});

test('what can not be turned into JSON is logged all the same', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  const { line } = capture((log) =>
    log.info({ circle, n: 1n, at: new Date(0), map: new Map([['password', 'x']]) }, 'odd'),
  );
  expect(line).toMatchObject({ msg: 'odd', at: '1970-01-01T00:00:00.000Z' });
});

test('lines go to stderr, also the last one before the process ends', async () => {
  const { folder, remove } = await compiledPlatform();
  const code = `import { createLogger } from ${JSON.stringify(join(folder, 'platform/logger.js'))};
    createLogger({ level: 'info' }).info('last');
    process.exit(3);`;
  const { stderr, stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
  });
  await remove();
  expect({ stdout, status }).toEqual({ stdout: '', status: 3 });
  expect(JSON.parse(stderr)).toMatchObject({ level: 'info', msg: 'last' });
});
