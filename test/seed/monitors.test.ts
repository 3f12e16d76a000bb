import { expect, test } from 'vitest';
import { kindsAt } from '../../src/seed/monitors.js';

test.each([
  [{ host: '127.0.0.1', port: 8443, tls: true }, ['127.0.0.1:8443', '127.0.0.1']],
  [{ host: '0.0.0.0', port: 80, tls: false }, ['http://127.0.0.1:80/healthz', '127.0.0.1:80', '127.0.0.1']],
  [{ host: '::', port: 80, tls: false }, ['http://[::1]:80/healthz', '::1:80', '::1']],
  [{ host: '192.0.2.1', port: 8443, tls: true }, ['192.0.2.1:8443', '192.0.2.1']],
  [{ host: '127.0.0.1', port: 0, tls: true }, ['127.0.0.1']],
])('monitors look at what answers when the service listens at %j', (service, expected) => {
  const seen = kindsAt(service).map(({ settings }) => Object.values(settings).join(':'));
  expect(seen).toEqual(expected);
});
