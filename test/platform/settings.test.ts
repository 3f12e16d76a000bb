import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SettingsError, readSettings, settingNames, type Environment } from '../../src/platform/settings.js';

/** A file system with these files. */
const files = (contents: Record<string, string | Error>) => (path: string) => {
  const found = contents[path] ?? contents[path.replace(`${process.cwd()}/`, '')];
  if (found instanceof Error) throw found;
  if (found === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
  return found;
};
const read = (environment: Environment, contents: Record<string, string | Error> = {}) =>
  readSettings(environment, files(contents));
const refusal = (environment: Environment, contents: Record<string, string | Error> = {}): string => {
  try {
    read(environment, contents);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return String(error instanceof Error ? error.message : error);
  }
  throw new Error('was accepted');
};

test('without any variable the defaults hold', () => {
  expect(read({})).toEqual({
    role: 'all',
    host: '127.0.0.1',
    port: 8443,
    databaseUrl: undefined,
    dataDir: join(process.cwd(), 'data'),
    dataDirIsDefault: true,
    tls: { mode: 'self-signed' },
    trustProxy: [],
    bootstrapAppKey: undefined,
    allowPrivateTargets: true,
    rateLimitPerMinute: 600,
    loginLimitPerMinute: 10,
    tokenTtlDays: 90,
    retentionDays: 30,
    dnsServers: [],
    canaries: [],
    metrics: undefined,
    logLevel: 'info',
  });
});

test('every variable is read', () => {
  const settings = read(
    {
      ROLE: 'monitor',
      HOST: '::',
      PORT: '443',
      DATABASE_URL: 'postgresql://u:p%40ss@db.example:5433/pm?sslmode=require',
      DATA_DIR: '/srv/pm',
      TLS_CERT_FILE: '/c.pem',
      TLS_KEY_FILE: '/k.pem',
      TRUST_PROXY: '127.0.0.1, 10.0.0.0/8,fd00::/8',
      BOOTSTRAP_APP_KEY: 'abcdefgh_-ABCDEF1',
      ALLOW_PRIVATE_TARGETS: 'false',
      RATE_LIMIT_PER_MINUTE: '0',
      LOGIN_LIMIT_PER_MINUTE: '7',
      TOKEN_TTL_DAYS: '1',
      RETENTION_DAYS: '90',
      DNS_SERVERS: '192.0.2.1, 192.0.2.2:5353,2001:db8::1,[2001:db8::2]:53',
      CANARIES: 'one.example:443, 192.0.2.1:53,[2001:db8::1]:80',
      METRICS_TOKEN: 'sixteen-and-more',
      METRICS_PORT: '9090',
      LOG_LEVEL: 'debug',
      SOMETHING_ELSE: 'ignored',
    },
    { '/c.pem': 'c', '/k.pem': 'k' },
  );
  expect(settings).toEqual({
    role: 'monitor',
    host: '::',
    port: 443,
    databaseUrl: 'postgresql://u:p%40ss@db.example:5433/pm?sslmode=require',
    dataDir: '/srv/pm',
    dataDirIsDefault: false,
    tls: { mode: 'files', certFile: '/c.pem', keyFile: '/k.pem' },
    trustProxy: ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'],
    bootstrapAppKey: 'abcdefgh_-ABCDEF1',
    allowPrivateTargets: false,
    rateLimitPerMinute: 0,
    loginLimitPerMinute: 7,
    tokenTtlDays: 1,
    retentionDays: 90,
    dnsServers: ['192.0.2.1', '192.0.2.2:5353', '2001:db8::1', '[2001:db8::2]:53'],
    canaries: [
      { host: 'one.example', port: 443 },
      { host: '192.0.2.1', port: 53 },
      { host: '2001:db8::1', port: 80 },
    ],
    metrics: { token: 'sixteen-and-more', port: 9090 },
    logLevel: 'debug',
  });
});

test('a .env file counts where the environment says nothing, and an empty value says nothing', () => {
  const contents = { '.env': '# mine\nPORT=1234\nHOST="localhost"\nDATA_DIR=\n' };
  expect(read({ HOST: '0.0.0.0', PORT: '' }, contents)).toMatchObject({
    host: '0.0.0.0',
    port: 1234,
    dataDirIsDefault: true,
  });
  expect(refusal({}, { '.env': Object.assign(new Error('x'), { code: 'EACCES' }) })).toBe(
    '.env can not be read: EACCES',
  );
});

test('private targets are refused in production unless they are allowed', () => {
  expect(read({ NODE_ENV: 'production' }).allowPrivateTargets).toBe(false);
  expect(read({ NODE_ENV: 'production', ALLOW_PRIVATE_TARGETS: 'true' }).allowPrivateTargets).toBe(true);
  expect(read({}, { '.env': 'NODE_ENV=production' }).allowPrivateTargets).toBe(false);
});

test('a certificate needs its key, the reverse, and both must be readable', () => {
  expect(refusal({ TLS_CERT_FILE: '/c' }, { '/c': 'c' })).toMatch(/^TLS_KEY_FILE is missing/);
  expect(refusal({ TLS_KEY_FILE: '/k' }, { '/k': 'k' })).toMatch(/^TLS_CERT_FILE is missing/);
  expect(refusal({ TLS_CERT_FILE: '/c', TLS_KEY_FILE: '/k' }, { '/c': 'c' })).toBe(
    'TLS_KEY_FILE can not be read: ENOENT (/k)',
  );
  expect(read({ TLS: 'off' }).tls).toEqual({ mode: 'off' });
});

test.each(['api', 'monitor'])('the role %s needs a database that processes can share', (role) => {
  expect(refusal({ ROLE: role })).toMatch(/^ROLE .* needs DATABASE_URL/);
  expect(read({ ROLE: role, DATABASE_URL: 'postgresql://u@h/d' })).toMatchObject({ role });
});

test('metrics are on where there is a token for them or a port, which is not the one that clients use', () => {
  expect(read({ METRICS_TOKEN: 'x'.repeat(16) }).metrics).toEqual({ token: 'x'.repeat(16), port: undefined });
  expect(read({ METRICS_PORT: '0', PORT: '0' }).metrics).toEqual({ token: undefined, port: 0 });
  expect(refusal({ METRICS_PORT: '8443' })).toMatch(/^METRICS_PORT must be another port than PORT/);
});

test.each([
  ['ROLE', ['ALL', 'worker']],
  ['HOST', ['a b', 'localhost:80', 'http://x', '[::1]']],
  ['PORT', ['65536', '-1', '80.5', 'http', '1e3']],
  [
    'DATABASE_URL',
    ['mysql://u:hunter2@h/d', 'hunter2', 'postgresql://u:hunter2%@h/d', 'postgres://u:hunter2@h:port/d'],
  ],
  ['TLS', ['yes', 'ON']],
  ['TRUST_PROXY', ['proxy.example', '10.0.0.0/33', '10.0.0.1,', '10.1', '127.0.0.1/8/8']],
  ['BOOTSTRAP_APP_KEY', ['hunter2', 'hunter2hunter2hunter2!', 'x'.repeat(65)]],
  ['ALLOW_PRIVATE_TARGETS', ['maybe', '1']],
  ['RATE_LIMIT_PER_MINUTE', ['-1', 'many']],
  ['LOGIN_LIMIT_PER_MINUTE', ['-1']],
  ['TOKEN_TTL_DAYS', ['0', '1.5']],
  ['RETENTION_DAYS', ['0', 'x']],
  ['DNS_SERVERS', ['dns.example', '192.0.2.1:0', '192.0.2.1:70000', '[192.0.2.1', '1.1.1.1,,']],
  [
    'CANARIES',
    [
      'one.example',
      'one.example:0',
      ':443',
      '2001:db8::1:443',
      '[192.0.2.1]:443',
      'http://one.example:443',
      'a:1,,b:2',
    ],
  ],
  ['METRICS_TOKEN', ['hunter2hunter2h', 'hunter2 hunter2 hunter2', 'hunter2hunter2hunter2é']],
  ['METRICS_PORT', ['65536', '-1', 'on']],
  ['LOG_LEVEL', ['loud', 'INFO']],
])('a bad %s stops the start with one line that names it and repeats no secret', (name, values) => {
  for (const value of values) {
    const message = refusal({ [name]: value });
    expect(message).toMatch(new RegExp(`^${name} `));
    expect(message).not.toMatch(/\n|hunter2/);
  }
});

test('.env.example lists the variables that are read, with their defaults', () => {
  const example = readFileSync(join(import.meta.dirname, '../../.env.example'), 'utf8');
  const listed = [...example.matchAll(/^#?([A-Z_]+)=(.*)$/gm)].map(
    ([, name = '', value = '']) => [name, value] as const,
  );
  expect(listed.map(([name]) => name).sort()).toEqual([...settingNames].sort());
  expect(read(Object.fromEntries(listed))).toEqual({ ...read({}), dataDirIsDefault: false });
});
