/** A URL: up when a GET of it ends with a status from 200 to 399 (contract §3). */
import { z } from 'zod';
import { statusLine, type Answer } from '../network/exchange.js';
import { down, endpoint, socketFailure, type Failure } from '../network/failure.js';
import type { NameLimit } from '../network/names.js';
import type { Network } from '../network.js';
import { hostOf, httpUrl, parseHttpUrl, parseRedirect } from './host.js';
import { defineProbe, type Outcome } from './probe.js';

const mostRedirects = 5;

export const url = defineProbe({
  type: 'target_url',
  collection: 'urls',
  about:
    'It is up when a `GET` ends with a status from 200 to 399, its certificate verified and 5 redirects followed at most. ' +
    'The response time runs from the start of name resolution to the last byte of the body, of which 1 MiB is read at most.',
  settings: z.object({ url: httpUrl }),
  host: ({ url }) => {
    const parsed = parseHttpUrl(url);
    return parsed ? hostOf(parsed) : '';
  },
  async attempt({ url }, { network, signal, timeout, freshFrom }) {
    const startedAt = performance.now();
    const first = parseHttpUrl(url);
    if (!first) return down('error', 'not a URL that can be asked');
    return follow(first, startedAt, network, { signal, timeout, freshFrom });
  },
});

async function follow(first: URL, startedAt: number, network: Network, limit: NameLimit): Promise<Outcome> {
  let at = first;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const answer = await get(at, network, limit);
    if (answer.kind === 'answer') return judged(answer, startedAt);
    if (answer.kind !== 'redirect') return answer;
    const next = parseRedirect(answer.location, at);
    if (!next) return down('invalid_response', `redirected to ${printable(answer.location)}: no http or https URL`);
    at = next;
  }
  return down('too_many_redirects', `more than ${mostRedirects} redirects, the last one to ${printable(at.href)}`);
}

/** Where a redirect leads, without what may be secret in it (the query, a user) and no longer than a line. */
function printable(location: string): string {
  const [place = ''] = location.replace(/\/\/[^/?#]*@/, '//').split(/[?#]/);
  return place.slice(0, 200);
}

function judged({ status, endedAt }: Extract<Answer, { kind: 'answer' }>, startedAt: number): Outcome {
  if (status >= 200 && status < 400) return { kind: 'up', responseTime: endedAt - startedAt };
  return down('http_status', statusLine(status));
}

/** One request on a connection of its own, to an address that the policy lets through. */
async function get(at: URL, network: Network, limit: NameLimit): Promise<Answer | Failure> {
  const host = hostOf(at);
  const isSecure = at.protocol === 'https:';
  const found = await network.resolve(host, limit);
  if (found.kind !== 'found') return found;
  const port = Number(at.port) || (isSecure ? 443 : 80);
  const connection = await network.connect(found.addresses, port, limit);
  if (connection.kind !== 'connected') return connection;
  const { socket, address } = connection;
  if (socket.errored) return socketFailure(socket.errored, endpoint(address, port));
  if (!isSecure) return network.ask(at, socket, limit);
  const secured = await network.secure(socket, host, limit);
  return secured.kind === 'secured' ? network.ask(at, secured.socket, limit) : secured;
}
