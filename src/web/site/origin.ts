/** Where a reader of a page has reached this server: what examples are addressed to. */
import type { IncomingMessage } from 'node:http';

const host = /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** `https://` and the request's host; one that could be anything else than a host is never repeated. */
export function originOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers.host ?? '';
  return `https://${host.test(given) ? given : 'localhost:8443'}`;
}
