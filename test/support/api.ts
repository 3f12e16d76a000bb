/** The API on a real database, and a client of it. */
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { apiRoutes } from '../../src/api/index.js';
import { createApp } from '../../src/app.js';
import { openApiDocument } from '../../src/documents/document.js';
import { answerClientError } from '../../src/http/clientError.js';
import { createLimit } from '../../src/http/limits.js';
import { addressPolicy } from '../../src/monitoring/addressPolicy.js';
import { openPrisma } from '../../src/platform/database/prisma.js';
import { connect, type Database } from '../../src/platform/database/database.js';
import type { Settings } from '../../src/platform/settings.js';
import { version } from '../../src/platform/version.js';
import { answerCheck, type AnswerCheck } from './documented.js';
import { testClock } from './clock.js';
import { testDatabase } from './database.js';
import { memoryLog } from './log.js';

export type ParamError = { param: string; code: string; message: string };

export type GroupBody = { id: number; name: string; targets_count: number; created_at: string; updated_at: string };

export type TargetBody = Record<string, unknown> & { id: number; group_id: number; stale: boolean; updated_at: string };

/** Whatever an answer may have. */
export type Body = {
  code?: string;
  detail?: string;
  request_id?: string;
  errors?: ParamError[];
  user?: { id: number; email: string; created_at: string };
  auth_token?: string;
  profile?: Record<string, unknown>;
  time_zones?: { name: string; utc_offset: string }[];
  group?: GroupBody;
  groups?: GroupBody[];
  target?: TargetBody;
  targets?: TargetBody[];
};

export type Reply = { status: number; headers: Record<string, string>; body: Body; text: string };

export type Sent = {
  query?: string;
  json?: unknown;
  form?: string;
  /** Any body, with its own content type. */
  body?: { type: string; content: string | Buffer };
  headers?: Record<string, string>;
};

export type Account = {
  id: number;
  email: string;
  token: string;
  /** What it logs in with. */
  credentials: { email: string; password: string };
};

export type TestApi = Awaited<ReturnType<typeof testApi>>;

export const appKey = 'test-app-key-0123456789';

/** The instant at which tests begin. */
export const beginning = Date.UTC(2026, 0, 15, 12, 0, 0);

export type TestApiOptions = {
  privateTargets?: boolean;
  /** Where the API is to reach the database at that URL, if not there. */
  via?: (url: string) => Promise<string>;
};

/** Starts the API behind a proxy that it trusts, without limits unless `settings` has some. */
export async function testApi(
  settings: Partial<Settings> = {},
  { privateTargets = true, via = (url) => Promise.resolve(url) }: TestApiOptions = {},
) {
  const db = await testDatabase();
  const database = connect(await via(db.url), { max: 5, applicationName: 'test' });
  const prisma = openPrisma(database);
  const clock = testClock(beginning);
  const { log, lines } = memoryLog();
  const readiness: { ok: boolean } = { ok: true };
  const stopping = new AbortController();
  const tools = { database, prisma, clock, addressPolicy: addressPolicy({ allowPrivate: privateTargets }) };
  const app = createApp({
    ...tools,
    log,
    settings: {
      trustProxy: ['127.0.0.0/8', '::1'],
      rateLimitPerMinute: 0,
      loginLimitPerMinute: 0,
      tokenTtlDays: 90,
      ...settings,
    },
    ready: () => Promise.resolve(readiness),
    stopping: stopping.signal,
  });
  const server = await listen(createServer(app).on('clientError', answerClientError));
  await addApp(database, appKey);
  const routes = apiRoutes({ ...tools, loginLimit: createLimit(0) });
  const nothing = { operations: {}, problems: {} };
  const check = answerCheck(openApiDocument({ routes, examples: nothing, version }));
  const send = sender(server, check);
  let accounts = 0;

  async function signUp(): Promise<Account> {
    accounts += 1;
    const user = { email: `user${accounts}@example.com`, password: 'correct horse' };
    const { body } = await send('POST', '/api/users/sign-up', { json: { user }, headers: { 'X-App-Key': appKey } });
    return { id: body.user?.id ?? 0, email: user.email, token: body.auth_token ?? '', credentials: user };
  }

  const as =
    (account: Pick<Account, 'token'>): Client =>
    (method, path, sent = {}) =>
      send(method, path, {
        ...sent,
        headers: { 'X-App-Key': appKey, Authorization: `Bearer ${account.token}`, ...sent.headers },
      });

  return {
    database,
    /** The database of it, whatever lies between the two. */
    direct: db.database,
    app,
    /** Its routes once more, as values. */
    routes,
    clock,
    server,
    lines,
    readiness,
    /** For answers that were not asked for by way of `send`. */
    check,
    /** As it is, but for the proxy's header. */
    send,
    /** With the app's key. */
    ask: (method: string, path: string, sent: Sent = {}) => send(method, path, withHeaders(sent, 'X-App-Key', appKey)),
    signUp,
    /** With the app's key and the account's token. */
    as,
    /** A client with the app's key and a new token of an account that is there. */
    async logIn(user: { email: string; password: string }): Promise<Client> {
      const { body } = await send('POST', '/api/users/login', { json: { user }, headers: { 'X-App-Key': appKey } });
      return as({ token: body.auth_token ?? '' });
    },
    /** As a signal to the process would. */
    stop: () => stopping.abort(),
    async close() {
      stopping.abort();
      server.close();
      server.closeAllConnections();
      await prisma.$disconnect();
      await database.close();
      await db.close();
    },
  };
}

/** A client of one account. */
export type Client = (method: string, path: string, sent?: Sent) => Promise<Reply>;

/** Makes a group; resolves to its id. */
export async function makeGroup(client: Client, name = 'Servers'): Promise<number> {
  const { body } = await client('POST', '/api/groups', { json: { group: { name } } });
  return body.group?.id ?? 0;
}

/** Makes a URL monitor; resolves to its id. */
export async function makeUrl(client: Client, groupId: number, more: object = {}): Promise<number> {
  const target = { name: 'Site', group_id: groupId, url: 'https://example.com/', ...more };
  const { body } = await client('POST', `/api/groups/${groupId}/target/urls`, { json: { target_url: target } });
  return body.target?.id ?? 0;
}

export type StandingRow = {
  revision: number;
  next_check_at: Date;
  claimed_by: string | null;
  status: string;
  status_since: Date;
  known_until: Date | null;
};

/** How a monitor stands, as the scheduler sees it. */
export async function standingOf(database: Database, targetId: number): Promise<StandingRow> {
  const [row] = await database.query<StandingRow>('SELECT * FROM standings WHERE target_id = $1', [targetId]);
  if (!row) throw new Error(`There is no standing of ${targetId}.`);
  return row;
}

/** `param code` of each error of an answer, in its order. */
export function errorsOf({ body }: Reply): string[] {
  return (body.errors ?? []).map(({ param, code }) => `${param} ${code}`);
}

/** An app of the operator's; resolves to its id. */
export async function addApp(database: Database, key: string): Promise<number> {
  const [row] = await database.query<{ id: number }>(`INSERT INTO apps (name, key) VALUES ('Test', $1) RETURNING id`, [
    key,
  ]);
  return row?.id ?? 0;
}

function withHeaders(sent: Sent, name: string, value: string): Sent {
  return { ...sent, headers: { [name]: value, ...sent.headers } };
}

function sender(server: Server, check: AnswerCheck) {
  return async (method: string, path: string, sent: Sent = {}): Promise<Reply> => {
    const { port } = server.address() as AddressInfo;
    const body = bodyOf(sent);
    const headers = {
      'X-Forwarded-Proto': 'https',
      ...(body && { 'Content-Type': body.type, 'Content-Length': String(Buffer.byteLength(body.content)) }),
      ...sent.headers,
    };
    const url = sent.query === undefined ? path : `${path}?${sent.query}`;
    // Not fetch: it encodes URLs, and knows no GET with a body.
    const outgoing = request({ host: '127.0.0.1', port, method, path: url, headers });
    outgoing.end(body?.content);
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    const reply = await readReply(answer);
    check({ method, path: url, ...reply });
    return reply;
  };
}

function bodyOf({ json, form, body }: Sent): Sent['body'] {
  if (json !== undefined) return { type: 'application/json', content: JSON.stringify(json) };
  if (form !== undefined) return { type: 'application/x-www-form-urlencoded', content: form };
  return body;
}

async function readReply(answer: IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const headers = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
  const isJson = text !== '' && /\bjson\b/.test(headers['content-type'] ?? 'json');
  return { status: answer.statusCode ?? 0, headers, text, body: (isJson ? JSON.parse(text) : {}) as Body };
}

async function listen(server: Server): Promise<Server> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
