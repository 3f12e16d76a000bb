/** The params that say where a monitor looks (contract §6, Hosts and URLs). */
import { isIPv4, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import { refuse, text } from '../../platform/fields.js';

const longestName = 253;
const longestUrl = 2048;

// Ours to refuse: `domainToASCII` cuts a name at some of them, drops others and decodes the per cent sign.
const neverInNames = /[\s\p{Cc}%/\\?#@:[\]]/u;
const labels = /^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/;

/** A DNS name (an IDN is kept as it was given) or an IP address, nothing around it. */
export const hostName = text()
  .transform((host, context) => {
    const failure = isIPv4(host) || (isIPv6(host) && !host.includes('%')) ? undefined : nameFailure(host);
    if (failure === 'too_long') refuse(context, { code: failure, message: failure, values: { max: longestName } });
    else if (failure) refuse(context, { code: failure, message: 'host_name' });
    return host;
  })
  .meta({
    type: 'string',
    description: 'A DNS name (IDNs as well) or an IPv4 or IPv6 address; no scheme, no port, no brackets.',
    examples: ['db.example.com'],
  });

function nameFailure(host: string): 'invalid' | 'too_long' | undefined {
  // Before it is turned into ASCII, which takes seconds for tens of thousands of characters.
  if (host.length > 2 * longestName) return 'too_long';
  if (neverInNames.test(host)) return 'invalid';
  const ascii = domainToASCII(host).replace(/\.$/, '');
  // `127.1` and `0x7f.1` become addresses that nobody wrote.
  if (isIPv4(ascii) || !labels.test(ascii)) return 'invalid';
  return ascii.length > longestName ? 'too_long' : undefined;
}

/** An absolute http or https URL without user info, stored as it was given. */
export const httpUrl = text({ max: longestUrl })
  .transform((url, context) => {
    if (!parseHttpUrl(url)) refuse(context, { code: 'invalid', message: 'http_url' });
    return url;
  })
  .meta({
    type: 'string',
    maxLength: longestUrl,
    description: 'An absolute http or https URL without user info.',
    examples: ['https://www.example.com/'],
  });

/** `url` as WHATWG parses it, or undefined where it is none that a monitor takes. */
export function parseHttpUrl(url: string): URL | undefined {
  // WHATWG would take any number of slashes, and leaves blanks at the ends and line breaks out.
  const written = url.replace(/^[\p{Cc} ]+/u, '').replace(/[\t\n\r]/g, '');
  const authority = /^https?:\/\/([^/\\?#]+)/i.exec(written)?.[1];
  return authority === undefined || authority.includes('@') ? undefined : reachable(url);
}

/** Where a redirect from `base` to `location` leads, or undefined where no monitor can follow. */
export function parseRedirect(location: string, base: URL): URL | undefined {
  return reachable(location, base);
}

function reachable(url: string, base?: URL): URL | undefined {
  if (!URL.canParse(url, base?.href)) return undefined;
  const parsed = new URL(url, base);
  const isHttp = parsed.protocol === 'http:' || parsed.protocol === 'https:';
  return isHttp && parsed.port !== '0' ? parsed : undefined;
}

/** The host of `url` as it is resolved: an IPv6 address without its brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
