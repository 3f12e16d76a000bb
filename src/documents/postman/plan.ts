/** What collections are made of, before it takes Postman's form. */
import type { OpenApiDocument } from '../openApi.js';
import type { Call } from './calls.js';
import type { Variables } from './variables.js';

/** What is known of the API. */
export type Plan = { document: OpenApiDocument; calls: readonly Call[]; variables: Variables };

/** A call at its place in a run, with what runs before it and after its answer. */
export type Step = {
  call: Call;
  /** Why it is there, if not for itself. */
  note?: string;
  /** The variable that holds its token, if not `auth_token`. */
  token?: string;
  before: string[];
  after: string[];
};
