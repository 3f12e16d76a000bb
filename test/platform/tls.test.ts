import { execFile } from 'node:child_process';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadCertificate } from '../../src/platform/tls.js';

const day = 86_400_000;
let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'port-monitor-tls-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const load = (more: { host?: string; now?: number } = {}) =>
  loadCertificate({ tls: { mode: 'self-signed' }, dataDir, host: '127.0.0.1', ...more });

async function serve(pair: { cert: string; key: string }): Promise<{ port: number; close(): void }> {
  const server = createServer({ cert: pair.cert, key: pair.key }, (_, response) => response.end('hello'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

test('a first start makes a certificate for localhost, the loopback addresses and HOST', async () => {
  const made = await load({ host: 'monitor.example' });
  const cert = new X509Certificate(made.cert);
  for (const name of ['localhost', 'monitor.example']) expect(cert.checkHost(name)).toBe(name);
  for (const address of ['127.0.0.1', '::1']) expect(cert.checkIP(address)).toBe(address);
  expect(Math.round((Date.parse(cert.validTo) - Date.parse(cert.validFrom)) / day)).toBe(825);
  expect(cert.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
  expect(cert.checkPrivateKey(createPrivateKey(made.key))).toBe(true);
  expect(made.certFile).toBe(join(dataDir, 'tls/cert.pem'));
  expect(made.note).toBe('made a self-signed certificate: there was none');
  expect((await stat(join(dataDir, 'tls/key.pem'))).mode & 0o777).toBe(0o600);
  expect((await stat(made.certFile)).mode & 0o777).toBe(0o644);
  expect(await readdir(dataDir)).toEqual(['tls']);
});

test('clients that trust the file get through: Node by name and by address, and curl', async () => {
  const made = await load();
  const server = await serve(made);
  for (const host of ['localhost', '127.0.0.1']) {
    const request = get({ host, port: server.port, ca: made.cert, agent: false });
    const [response] = (await once(request, 'response')) as [{ statusCode: number; resume(): void }];
    expect(response.statusCode).toBe(200);
    response.resume();
    const url = `https://${host}:${server.port}/`;
    const { stdout } = await promisify(execFile)('curl', ['-sS', '--noproxy', '*', '--cacert', made.certFile, url]);
    expect(stdout).toBe('hello');
  }
  server.close();
});

test('a later start uses the one that is there, until it has 30 days left', async () => {
  const first = await load();
  const again = await load({ now: Date.now() + 794 * day });
  expect(again).toEqual({ cert: first.cert, key: first.key, certFile: first.certFile });
  const renewed = await load({ now: Date.now() + 796 * day });
  expect(renewed.cert).not.toBe(first.cert);
  expect(renewed.note).toMatch(/^made a self-signed certificate: the one that was there runs out on /);
  expect(await readFile(renewed.certFile, 'utf8')).toBe(renewed.cert);
});

test('one that does not name HOST is made anew, one that is damaged too', async () => {
  await load();
  expect((await load({ host: '192.0.2.7' })).note).toMatch(/HOST 192\.0\.2\.7 was not among the names/);
  expect((await load({ host: '192.0.2.7' })).note).toBeUndefined();
  await writeFile(join(dataDir, 'tls/key.pem'), 'nonsense');
  expect((await load({ host: '192.0.2.7' })).note).toMatch(/damaged/);
  await rm(join(dataDir, 'tls/cert.pem'));
  expect((await load({ host: '192.0.2.7' })).note).toMatch(/there was none/);
});

test('processes that start together use the same', async () => {
  const all = await Promise.all([load(), load(), load()]);
  expect(new Set(all.map(({ cert }) => cert)).size).toBe(1);
  expect(await readdir(dataDir)).toEqual(['tls']);
});

test("the operator's own files are used where they belong together", async () => {
  const { cert, key } = await load();
  const certFile = join(dataDir, 'own.pem');
  const keyFile = join(dataDir, 'own.key');
  await writeFile(certFile, cert);
  await writeFile(keyFile, key);
  const own = (now = Date.now()) =>
    loadCertificate({ tls: { mode: 'files', certFile, keyFile }, dataDir, host: 'other.example', now });
  expect(await own()).toEqual({ cert, key, certFile });
  expect((await own(Date.now() + 900 * day)).note).toMatch(/^the certificate expired on /);

  const other = await mkdtemp(join(dataDir, 'other-'));
  await writeFile(keyFile, (await loadCertificate({ tls: { mode: 'self-signed' }, dataDir: other, host: 'x' })).key);
  await expect(own()).rejects.toThrow(/^TLS_KEY_FILE is not the key of/);
  await writeFile(keyFile, 'nonsense');
  await expect(own()).rejects.toThrow(/^TLS_KEY_FILE has no PEM key/);
  await writeFile(certFile, 'nonsense');
  await expect(own()).rejects.toThrow(/^TLS_CERT_FILE has no PEM certificate/);
});
