/** TLS to a peer whose certificate is verified before a byte is sent to it. */
import { isIP, type Socket } from 'node:net';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import { certificateFault } from './certificate.js';
import { closed, isGenuineReset } from './dial.js';
import { codeOf, down, meaningOf, socketFailure, timedOut, type Failure, type Limit } from './failure.js';

export type Secured = { kind: 'secured'; socket: TLSSocket };

/** Resolves with a verified connection to `host`, or with a failure, and then `socket` is closed. */
export async function secure(
  socket: Socket,
  host: string,
  { signal, timeout, context }: Limit & { context: SecureContext },
): Promise<Secured | Failure> {
  const result = await handshake(socket, host, { signal, timeout, context });
  if (result.kind !== 'secured') await closed(socket);
  return result;
}

function handshake(
  socket: Socket,
  host: string,
  { signal, timeout, context }: Limit & { context: SecureContext },
): Promise<Secured | Failure> {
  return new Promise((resolve) => {
    const name = host.replace(/\.$/, '');
    // The last part of the handshake and the request are two writes: neither waits for the other's receipt.
    socket.setNoDelay(true);
    const tls = connect({
      socket,
      // The name to verify; without it an address would be verified as `localhost`.
      host: name,
      ...(isIP(name) ? {} : { servername: name }),
      ALPNProtocols: ['http/1.1'],
      secureContext: context,
      // So that the certificate can still be read, to say what is wrong with it: `onSecure` refuses it all the same.
      rejectUnauthorized: false,
    });
    let failure: Failure | undefined;

    const fail = (reason: Failure) => {
      failure ??= reason;
      tls.destroy();
    };
    const onAbort = () => fail(timedOut(timeout, 'TLS handshake'));
    const onError = (error: Error) => fail(handshakeFailure(error, host));
    const onSecure = () => {
      if (!tls.authorized) {
        fail(certificateFault(tls, name));
        return;
      }
      detach();
      resolve({ kind: 'secured', socket: tls });
    };
    const onClose = () => {
      detach();
      resolve(failure ?? down('tls_error', `${host} closed the connection during the TLS handshake`));
    };
    const detach = () => {
      signal.removeEventListener('abort', onAbort);
      tls.off('secureConnect', onSecure).off('close', onClose);
      // The listener for errors stays: a socket that fails between two owners must not end the process.
    };
    tls.on('secureConnect', onSecure).on('error', onError).on('close', onClose);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}

function handshakeFailure(error: Error, host: string): Failure {
  if (isTlsError(error)) return tlsFailure(error, host);
  // Node reports a peer that merely closed as ECONNRESET too.
  if (meaningOf(codeOf(error)) === 'connection_reset' && !isGenuineReset(error)) {
    return down('tls_error', `${host} closed the connection during the TLS handshake`);
  }
  return socketFailure(error, host, 'during the TLS handshake');
}

/** Whether `error` is of the TLS protocol, which a peer may raise after the handshake too (TLS 1.3). */
export function isTlsError(error: Error): boolean {
  const code = codeOf(error);
  return code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code === 'EPROTO';
}

const notTls = new Set(['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG', 'ERR_SSL_HTTP_REQUEST']);

export function tlsFailure(error: Error, host: string): Failure {
  if (notTls.has(codeOf(error))) return down('tls_error', `${host} does not speak TLS on this port`);
  const reason = 'reason' in error && typeof error.reason === 'string' ? error.reason : codeOf(error);
  return down('tls_error', `TLS handshake with ${host} failed: ${reason}`);
}
