/** Requests as commands for a shell that knows the variables of `intro.tsx`. */
import { exampleOf, needsToken, type Entry } from './operations.js';

/** Params whose value is each reader's own, and the variable that has it. */
const variables: Readonly<Record<string, string>> = {
  'user[email]': '$EMAIL',
  'user[password]': '$PASSWORD',
};

/** Params whose example means something to the example's account alone; without them all of today is meant. */
const leftOut = ['target_ids', 'date_range[from]', 'date_range[to]'];

/** The command for an operation at `base`, with the params of its example and `more`. */
export function curlOf(base: string, { path, method, operation }: Entry, more: Record<string, string> = {}): string {
  const params = Object.entries({ ...exampleOf(operation), ...more }).filter(([name]) => !leftOut.includes(name));
  return [
    `curl -sS${methodOption(method, params.length > 0)}`,
    quoteWithVariables(`${base}${filled(path)}`),
    '-H "X-App-Key: $APP_KEY"',
    ...(needsToken(operation) ? ['-H "Authorization: Bearer $AUTH_TOKEN"'] : []),
    ...params.map(([name, value]) => `--data-urlencode ${dataOf(name, String(value))}`),
  ].join(' \\\n  ');
}

function methodOption(method: string, hasParams: boolean): string {
  if (method !== 'get') return ` -X ${method.toUpperCase()}`;
  return hasParams ? ' -G' : '';
}

/** Ids are each reader's own: of a group, or of the monitor that the path ends with. */
function filled(path: string): string {
  return path.replace('{group_id}', '$GROUP_ID').replace('{id}', '$TARGET_ID');
}

function dataOf(name: string, value: string): string {
  const variable = name.endsWith('[group_id]') ? '$GROUP_ID' : variables[name];
  return variable === undefined ? quote(`${name}=${value}`) : quoteWithVariables(`${name}=${variable}`);
}

/** Text that a POSIX shell takes as it is. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Text of our own in which a shell puts in the values of variables. */
function quoteWithVariables(text: string): string {
  return text.includes('$') ? `"${text}"` : quote(text);
}
