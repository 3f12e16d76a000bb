/** An authority of the test's own, and certificates by it: good ones and every kind of bad one. */
import { generate } from 'selfsigned';

export type Pair = { cert: string; key: string };

export type CertificateOptions = {
  /** DNS names and IP addresses. */
  names?: readonly string[];
  notBefore?: Date;
  notAfter?: Date;
};

const day = 86_400_000;

/** An authority: `issue` signs with it, `cert` is what a client trusts. */
export async function authority(name = 'Test authority'): Promise<{
  cert: string;
  issue(options?: CertificateOptions): Promise<Pair>;
}> {
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, digitalSignature: true, critical: true },
    ],
  });
  const ca = { key: made.private, cert: made.cert };
  return { cert: made.cert, issue: (options) => certificate(options, ca) };
}

/** A certificate that signs itself. */
export function selfSigned(options?: CertificateOptions): Promise<Pair> {
  return certificate(options);
}

async function certificate(options: CertificateOptions = {}, ca?: Pair): Promise<Pair> {
  const { names = ['localhost', '127.0.0.1', '::1'] } = options;
  const { notBefore = new Date(Date.now() - day), notAfter = new Date(Date.now() + day) } = options;
  const made = await generate([{ name: 'commonName', value: names[0] ?? 'nobody' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: notBefore,
    notAfterDate: notAfter,
    extensions: [
      { name: 'basicConstraints', cA: false },
      {
        name: 'subjectAltName',
        altNames: names.map((name) => (/^[\d.]+$|:/.test(name) ? { type: 7, ip: name } : { type: 2, value: name })),
      },
    ],
    ...(ca ? { ca } : {}),
  });
  return { cert: made.cert, key: made.private };
}
