/** What is wrong with a certificate, in words. */
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import { down, type Failure } from './failure.js';

/** Names of one certificate told in a sentence; some carry hundreds. */
const mostNames = 5;

const untrusted = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Why the certificate that `socket` was shown does not prove that the peer is `host`. */
export function certificateFault(socket: TLSSocket, host: string): Failure {
  // A code of OpenSSL or Node in spite of the type.
  const code = String(socket.authorizationError);
  const certificate = socket.getPeerCertificate(true);
  const now = Date.now();
  if (code === 'CERT_HAS_EXPIRED') {
    const expired = inChain(certificate, ({ valid_to }) => Date.parse(valid_to) < now);
    return fault(`${whose(expired, certificate)} expired ${day(expired.valid_to)}`);
  }
  if (code === 'CERT_NOT_YET_VALID') {
    const early = inChain(certificate, ({ valid_from }) => Date.parse(valid_from) > now);
    return fault(`${whose(early, certificate)} is not valid before ${day(early.valid_from)}`);
  }
  if (code === 'DEPTH_ZERO_SELF_SIGNED_CERT') return fault('certificate is self-signed');
  if (code === 'SELF_SIGNED_CERT_IN_CHAIN') {
    return fault(`certificate was issued by ${issuerOf(certificate)}, an authority that is not trusted`);
  }
  if (untrusted.has(code)) return fault(`certificate was issued by ${issuerOf(certificate)}, which is not known`);
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return fault(`certificate is for ${namesOf(certificate)}, not for ${host}`);
  return fault(`certificate can not be verified: ${code}`);
}

function fault(detail: string): Failure {
  return down('tls_error', detail);
}

function inChain(
  leaf: DetailedPeerCertificate,
  isAtFault: (certificate: DetailedPeerCertificate) => boolean,
): DetailedPeerCertificate {
  const seen = new Set<string>();
  // The last one of a chain names itself as its issuer, or nobody in spite of the type.
  let certificate: DetailedPeerCertificate | undefined = leaf;
  while (certificate !== undefined && !seen.has(certificate.fingerprint256)) {
    if (isAtFault(certificate)) return certificate;
    seen.add(certificate.fingerprint256);
    certificate = shownIssuer(certificate);
  }
  return leaf;
}

function whose(faulty: DetailedPeerCertificate, leaf: DetailedPeerCertificate): string {
  return faulty === leaf ? 'certificate' : `certificate of the authority ${nameIn(faulty.subject)}`;
}

function shownIssuer(certificate: {
  issuerCertificate?: DetailedPeerCertificate;
}): DetailedPeerCertificate | undefined {
  return certificate.issuerCertificate;
}

function issuerOf(certificate: DetailedPeerCertificate): string {
  return nameIn(certificate.issuer);
}

// Any of them may be missing, or an array where a name has several.
function nameIn(subject: object): string {
  const { CN, O, OU } = subject as Partial<Record<'CN' | 'O' | 'OU', string | string[]>>;
  return String(CN ?? O ?? OU ?? 'an authority without a name');
}

function namesOf({ subject, subjectaltname }: DetailedPeerCertificate): string {
  const alternatives = (subjectaltname ?? '').split(', ').filter((name) => name !== '');
  if (alternatives.length === 0) return nameIn(subject);
  const names = alternatives.map((name) => name.replace(/^(DNS|IP Address):/, ''));
  const more = names.length - mostNames;
  return names.slice(0, mostNames).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function day(date: string): string {
  const time = Date.parse(date);
  return Number.isNaN(time) ? date : new Date(time).toISOString().slice(0, 10);
}
