/** Requests as commands that can be pasted into a shell, where `APP_KEY` and `AUTH_TOKEN` are set. */
import { exampleOf, needsToken, type Entry } from './operations.js';

/** The command for an operation at `base`, with the params of its example and `more`. */
export function curlOf(base: string, { path, method, operation }: Entry, more: Record<string, string> = {}): string {
  const params = Object.entries({ ...exampleOf(operation), ...more });
  const url = quote(`${base}${filled(path, operation.parameters)}`);
  return [
    `curl -sS${methodOption(method, params.length > 0)}`,
    url,
    '-H "X-App-Key: $APP_KEY"',
    ...(needsToken(operation) ? ['-H "Authorization: Bearer $AUTH_TOKEN"'] : []),
    ...params.map(([name, value]) => `--data-urlencode ${quote(`${name}=${String(value)}`)}`),
  ].join(' \\\n  ');
}

function methodOption(method: string, hasParams: boolean): string {
  if (method !== 'get') return ` -X ${method.toUpperCase()}`;
  return hasParams ? ' -G' : '';
}

function filled(path: string, parameters: Entry['operation']['parameters'] = []): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const example = parameters.find((parameter) => parameter.name === name)?.example;
    return encodeURIComponent(typeof example === 'number' || typeof example === 'string' ? example : 1);
  });
}

/** Text that a POSIX shell takes as it is. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
