/** The parts of a Postman collection that ours have (format v2.1), and of an environment. */

export const collectionSchema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/** A header, or a param of a query, a form or a path. */
export type Pair = { key: string; value: string; description?: string; disabled?: true };

export type Auth = { type: 'noauth' } | { type: 'bearer'; bearer: [{ key: 'token'; value: string; type: 'string' }] };

export type Url = {
  raw: string;
  protocol?: 'http';
  host: string[];
  port?: string;
  path: string[];
  query?: Pair[];
  variable?: Pair[];
};

export type Body = { mode: 'urlencoded'; urlencoded: Pair[] } | { mode: 'raw'; raw: string };

export type PostmanRequest = {
  method: string;
  description?: string;
  auth?: Auth;
  header: Pair[];
  url: Url;
  body?: Body;
};

/** A saved example. */
export type SavedResponse = {
  id: string;
  name: string;
  originalRequest: PostmanRequest;
  status: string;
  code: number;
  _postman_previewlanguage: 'json' | 'text';
  header: Pair[];
  cookie: [];
  body: string;
};

export type Script = {
  listen: 'prerequest' | 'test';
  script: { type: 'text/javascript'; exec: string[] };
};

export type Item = { id: string; name: string; event: Script[]; request: PostmanRequest; response: SavedResponse[] };

export type Folder = { id: string; name: string; description: string; item: (Item | Folder)[] };

export type Collection = {
  info: { _postman_id: string; name: string; description: string; schema: typeof collectionSchema };
  auth: Auth;
  event: Script[];
  item: (Item | Folder)[];
};

export type Variable = {
  key: string;
  value: string;
  type: 'default' | 'secret';
  enabled: true;
};

export type Environment = {
  id: string;
  name: string;
  values: Variable[];
  _postman_variable_scope: 'environment';
};

/** Lines of JavaScript as an event of a request. */
export function script(listen: Script['listen'], exec: string[]): Script {
  return { listen, script: { type: 'text/javascript', exec } };
}

/** Authorisation with the token that `variable` holds. */
export function bearer(variable: string): Auth {
  return { type: 'bearer', bearer: [{ key: 'token', value: `{{${variable}}}`, type: 'string' }] };
}
