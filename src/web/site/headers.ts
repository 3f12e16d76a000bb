/** What pages allow themselves, told to the browser. */
import helmet from 'helmet';

/**
 * Nothing but what this server sends, no inline script or style, no frames.
 *
 * No `Strict-Transport-Security`: it holds for a host with all its ports, so that a server tried out on `localhost` would
 * break every other one there, and a self-signed certificate could not be accepted any more. Who serves a domain sets it
 * where that domain's certificate is: at the proxy.
 */
export function pageHeaders() {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
    // Not `no-referrer`: browsers then send `Origin: null` with forms, and whose they are could not be told.
    referrerPolicy: { policy: 'same-origin' },
  });
}
