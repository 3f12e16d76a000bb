/** The certificate that the server shows: the operator's own, or a self-signed one made at the first start. */
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { dirname, join } from 'node:path';
import { generate } from 'selfsigned';
import { SettingsError, type TlsSettings } from './settings.js';

const dayMs = 86_400_000;
/** The longest that common clients accept. */
const validDays = 825;
const renewDays = 30;

export type Certificate = {
  /** PEM, with its chain if it has one. */
  cert: string;
  key: string;
  /** Where the certificate is, for `curl --cacert`. */
  certFile: string;
  /** What the log should say: why a certificate was made, or that the operator's own has run out. */
  note?: string;
};

type Pair = { cert: string; key: string };

/**
 * The certificate and key to serve with.
 * @param options.now milliseconds since the epoch
 * @throws SettingsError where the operator's files are no certificate and key that belong together
 */
export async function loadCertificate(options: {
  tls: Exclude<TlsSettings, { mode: 'off' }>;
  dataDir: string;
  host: string;
  now?: number;
}): Promise<Certificate> {
  const now = options.now ?? Date.now();
  if (options.tls.mode === 'files') return ownCertificate(options.tls.certFile, options.tls.keyFile, now);
  return selfSigned(options.dataDir, options.host, now);
}

async function ownCertificate(certFile: string, keyFile: string, now: number): Promise<Certificate> {
  const cert = await readFile(certFile, 'utf8');
  const key = await readFile(keyFile, 'utf8');
  const parsed = attempt(() => new X509Certificate(cert));
  if (!parsed) throw new SettingsError(`TLS_CERT_FILE has no PEM certificate (${certFile})`);
  const privateKey = attempt(() => createPrivateKey(key));
  if (!privateKey) throw new SettingsError(`TLS_KEY_FILE has no PEM key without a passphrase (${keyFile})`);
  if (!parsed.checkPrivateKey(privateKey)) {
    throw new SettingsError(`TLS_KEY_FILE is not the key of the first certificate in TLS_CERT_FILE (${keyFile})`);
  }
  const expired = Date.parse(parsed.validTo) <= now;
  return { cert, key, certFile, ...(expired ? { note: `the certificate expired on ${parsed.validTo}` } : {}) };
}

async function selfSigned(dataDir: string, host: string, now: number): Promise<Certificate> {
  const folder = join(dataDir, 'tls');
  const certFile = join(folder, 'cert.pem');
  const found = await readPair(folder);
  const reason = found === undefined ? 'there was none' : unfitness(found, host, now);
  if (found && reason === undefined) return { ...found, certFile };
  const made = await makePair(host, now);
  const kept = await store(made, folder, (pair) => unfitness(pair, host, now) === undefined);
  return { ...kept, certFile, note: `made a self-signed certificate: ${reason ?? 'there was none'}` };
}

async function readPair(folder: string): Promise<Pair | undefined> {
  try {
    const cert = await readFile(join(folder, 'cert.pem'), 'utf8');
    return { cert, key: await readFile(join(folder, 'key.pem'), 'utf8') };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Why a pair can not be used (any more), or undefined where it can. */
function unfitness(pair: Pair, host: string, now: number): string | undefined {
  const cert = attempt(() => new X509Certificate(pair.cert));
  const key = attempt(() => createPrivateKey(pair.key));
  if (!cert || !key || !cert.checkPrivateKey(key)) return 'the one that was there is damaged';
  if (Date.parse(cert.validTo) - now < renewDays * dayMs) return `the one that was there runs out on ${cert.validTo}`;
  const name = withoutZone(host);
  const covered = isIP(name) ? cert.checkIP(name) : cert.checkHost(name);
  return covered === undefined ? `HOST ${host} was not among the names of the one that was there` : undefined;
}

async function makePair(host: string, now: number): Promise<Pair> {
  const names = new Set(['localhost', '127.0.0.1', '::1', withoutZone(host)]);
  const altNames = [...names].map((name) =>
    isIP(name) ? ({ type: 7, ip: name } as const) : ({ type: 2, value: name } as const),
  );
  const pem = await generate([{ name: 'commonName', value: 'Port Monitor' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now),
    notAfterDate: new Date(now + validDays * dayMs),
    extensions: [
      // No CA: whoever trusts this file trusts this server and nothing that its key could sign.
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
  });
  return { cert: pem.cert, key: pem.private };
}

/** Puts `pair` in place whole, and gives back what is there then: another process may have been faster. */
async function store(pair: Pair, folder: string, isFit: (pair: Pair) => boolean): Promise<Pair> {
  await mkdir(dirname(folder), { recursive: true });
  const made = await mkdtemp(`${folder}.new-`);
  try {
    await chmod(made, 0o755);
    await writeFile(join(made, 'key.pem'), pair.key, { mode: 0o600 });
    await writeFile(join(made, 'cert.pem'), pair.cert, { mode: 0o644 });
    if (await renamed(made, folder)) return pair;
    const other = await readPair(folder);
    if (other && isFit(other)) return other;
    await rename(join(made, 'key.pem'), join(folder, 'key.pem'));
    await rename(join(made, 'cert.pem'), join(folder, 'cert.pem'));
    return pair;
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

/** Whether `from` became `to`; false where `to` is there and has something in it. */
async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST'))
      return false;
    throw error;
  }
}

/** A link-local address may be written with the interface that it is on; a certificate has no room for it. */
const withoutZone = (host: string) => host.split('%')[0] ?? host;

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
