/** The environment that all collections share: what the user fills in, and what their scripts do. */
import { newAccountToken } from './account.js';
import type { Environment, Variable } from './collection.js';
import { idOf } from './ids.js';
import { textOf, type Variables } from './variables.js';

/** Where a server is that nobody has set otherwise. */
export const defaultBaseUrl = 'https://127.0.0.1:8443';

export function environmentOf(title: string, { all }: Variables): Environment {
  return {
    id: idOf(title, 'environment'),
    name: title,
    values: [
      plain('base_url', defaultBaseUrl),
      secret('app_key', ''),
      // Left to the user: a password that all know would open what a run leaves behind when it breaks off.
      plain('email', ''),
      secret('password', ''),
      secret('auth_token', ''),
      secret(newAccountToken, ''),
      ...all
        .filter(({ variable }) => variable !== 'auth_token')
        .map((each) => plain(each.variable, textOf(each.example))),
    ],
    _postman_variable_scope: 'environment',
  };
}

function plain(key: string, value: string): Variable {
  return { key, value, type: 'default', enabled: true };
}

function secret(key: string, value: string): Variable {
  return { key, value, type: 'secret', enabled: true };
}
