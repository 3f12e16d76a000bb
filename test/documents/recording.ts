/** Asks a real server for all that the documents show: each route's success, and each problem that it can answer with. */
import { randomUUID } from 'node:crypto';
import type { Examples, OperationExamples } from '../../src/documents/examples.js';
import { problemsOf } from '../../src/documents/problems.js';
import { provocations, type ProvokedCode } from '../../src/documents/provocations.js';
import { statusOf } from '../../src/http/problem.js';
import type { Route } from '../../src/http/route.js';
import { partitions } from '../../src/monitoring/retention.js';
import { monitoringStore } from '../../src/monitoring/store.js';
import { verdict } from '../../src/monitoring/verdict.js';
import type { Outcome } from '../../src/monitoring/probes/probe.js';
import { hasCsv } from '../../src/http/format.js';
import { pascal } from '../../src/platform/words.js';
import { appKey, testApi, type Reply, type Sent, type TestApi } from '../support/api.js';
import { tcpProxy, throughProxy } from '../support/tcpProxy.js';
import { deviating, encoded } from './deviating.js';

/** As the server keeps it: the same in every recording. */
const requestId = '6f9b1c1e-5d0a-4f0e-9a53-2f6c0d9b7e11';
/** Stands for every token, which are random. */
const sampleToken = 'Q0RzbXBsZS10b2tlbi1vbmx5LW5vdC1hLXJlYWwtb25l';

type Step = {
  operation: string;
  params?: object;
  path?: Record<string, number>;
  /** Params that are refused. */
  refused?: object;
};

const email = 'ada@example.com';
const password = 'correct horse battery';
const scope = { date_range: { from: '2026-01-15', to: '2026-01-15' }, target_ids: '1,2,3' };
const badScope = { date_range: { from: 'yesterday', to: '2026-01-32' }, target_ids: '1,none' };

const account: Step[] = [
  {
    operation: 'signUp',
    params: { user: { email, password } },
    refused: { user: { email: 'ada@', password: 'horse' } },
  },
  { operation: 'logIn', params: { user: { email, password } }, refused: { user: { email } } },
  { operation: 'listLanguages' },
  { operation: 'listTimeZones' },
  {
    operation: 'updateProfile',
    params: { profile: { language: 'en', country: 'ES', time_zone: 'Europe/Madrid' } },
    refused: { profile: { language: 'tlh', country: 'Spain', time_zone: 'Madrid' } },
  },
  { operation: 'getProfile' },
  {
    operation: 'updateUser',
    params: { user: { email: 'ada.lovelace@example.com', password: 'staple battery horse' } },
    refused: { user: { email: 'ada', password: 'short' } },
  },
];

const kind = (type: string, collection: string, settings: object, badSettings: object): Step[] => {
  const name = pascal(type);
  const id = { urls: 1, custom_ports: 2, pings: 3 }[collection] ?? 0;
  const plan = { seconds_between_checks: 60, timeout: 10, retries_per_check: 2 };
  const bad = { seconds_between_checks: 1, timeout: 'ten' };
  return [
    {
      operation: `create${name}`,
      path: { group_id: 1 },
      params: {
        [type]: { name: `Example ${collection.replace('_', ' ').slice(0, -1)}`, group_id: 1, ...settings, ...plan },
      },
      refused: { [type]: { group_id: 2, ...badSettings, ...bad } },
    },
    {
      operation: `update${name}`,
      path: { group_id: 1, id },
      params: { [type]: { seconds_between_checks: 30, retries_per_check: 1 } },
      refused: { [type]: { ...badSettings, ...bad } },
    },
    { operation: `listTarget${pascal(collection)}`, path: { group_id: 1 } },
  ];
};

const monitors: Step[] = [
  { operation: 'createGroup', params: { group: { name: 'Web' } }, refused: { group: { name: ' ' } } },
  {
    operation: 'updateGroup',
    path: { group_id: 1 },
    params: { group: { name: 'Web servers' } },
    refused: { group: { name: '', nmae: 'Web' } },
  },
  ...kind('target_url', 'urls', { url: 'https://www.example.com/' }, { url: 'www.example.com' }),
  ...kind(
    'target_custom_port',
    'custom_ports',
    { host: 'db.example.com', port_number: 5432 },
    { host: 'https://db', port_number: 0 },
  ),
  ...kind('target_ping', 'pings', { host: 'router.example.com' }, { host: '127.1' }),
];

const looks: Step[] = [
  { operation: 'getGroup', path: { group_id: 1 } },
  { operation: 'listGroups' },
  { operation: 'listTargets', path: { group_id: 1 } },
  { operation: 'getTarget', path: { group_id: 1, id: 1 } },
  { operation: 'listEvents', params: { ...scope, limit: 10 }, refused: { ...badScope, limit: 0 } },
  { operation: 'listUptimes', params: scope, refused: badScope },
  {
    operation: 'listResponseTimes',
    params: { ...scope, interval: '5minutes' },
    refused: { ...badScope, interval: 'week' },
  },
];

const ends: Step[] = [
  { operation: 'deleteTargetUrl', path: { group_id: 1, id: 1 } },
  { operation: 'deleteTargetCustomPort', path: { group_id: 1, id: 2 } },
  { operation: 'deleteTargetPing', path: { group_id: 1, id: 3 } },
  { operation: 'deleteGroup', path: { group_id: 1 } },
  { operation: 'logOut' },
  { operation: 'cancelUser' },
];

/** All examples, as a server of now answers them. */
export async function record(): Promise<Examples> {
  const api = await testApi();
  const limited = await testApi({ rateLimitPerMinute: 1 });
  const broken = await testApi();
  await broken.database.query('ALTER TABLE apps RENAME TO lost');
  let cut: () => Promise<void> = () => Promise.resolve();
  let closeWire: () => Promise<void> = () => Promise.resolve();
  const away = await testApi(
    {},
    {
      via: async (url) => {
        const wire = await tcpProxy(new URL(url).hostname, Number(new URL(url).port || 5432));
        cut = wire.cut;
        closeWire = wire.close;
        return throughProxy(url, wire);
      },
    },
  );
  await cut();
  const { routes } = api;
  const operations: Record<string, OperationExamples> = {};
  const problems: Record<string, unknown> = {};
  let token = '';

  async function play(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      const route = routeOf(routes, step.operation);
      if (step.operation === 'cancelUser') token = await logInAnew(api);
      operations[step.operation] = await recordStep(route, step);
    }
  }

  async function recordStep(route: Route, step: Step): Promise<OperationExamples> {
    const { params = {}, path = {} } = step;
    const refused = step.refused && {
      params: step.refused as Record<string, unknown>,
      answer: bodyOf(expectStatus(await ask(api, route, path, step.refused), 422)),
    };
    await playProblems(route, step);
    const answers: Record<string, unknown> = {};
    if (hasCsv(route.params)) {
      const csv = expectStatus(await ask(api, route, path, params, { Accept: 'text/csv' }), 200);
      answers['text/csv'] = csv.text;
    }
    const reply = expectStatus(await ask(api, route, path, params), route.success);
    if (typeof reply.body.auth_token === 'string') token = reply.body.auth_token;
    const body = reply.text === '' ? undefined : bodyOf(reply);
    const shown = shorten(body);
    if (shown !== undefined) answers['application/json'] = shown;
    const note = shown === body ? {} : { note: 'JSON, shortened to three zones' };
    return { params: params as Record<string, unknown>, path, answers, ...note, ...(refused && { refused }) };
  }

  /** Each problem of a route that is not about its params: answered the same by every route. */
  async function playProblems(route: Route, step: Step): Promise<void> {
    for (const code of problemsOf(route)) {
      if (!isProvoked(code)) continue;
      const body = bodyOf(expectStatus(await provoke(code, route, step), statusOf(code)));
      const before = JSON.stringify((problems[code] ??= body));
      if (JSON.stringify(body) !== before)
        throw new Error(`${route.operation} tells ${code} in other words: ${before}`);
    }
  }

  /** Servers that answer good requests with a problem; the others are told of by the request. */
  const unwell: Partial<Record<ProvokedCode, TestApi>> = {
    rate_limited: limited,
    internal_error: broken,
    unavailable: away,
  };

  async function provoke(code: ProvokedCode, route: Route, step: Step): Promise<Reply> {
    const server = unwell[code] ?? api;
    const { path, sent } = deviating(route.method, step, provocations[code]);
    if (code === 'rate_limited') await send(server, route, path, sent);
    return send(server, route, path, sent);
  }

  function ask(
    server: TestApi,
    route: Route,
    path: Record<string, number>,
    params: object,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const sent = route.method === 'get' ? { query: encoded(params) } : { json: params };
    return send(server, route, path, { ...sent, headers });
  }

  function send(server: TestApi, route: Route, path: Record<string, number>, sent: Sent): Promise<Reply> {
    const at = `/api${route.path.replace(/:(\w+)/g, (_, name: string) => String(path[name]))}`;
    const headers = {
      'X-Request-Id': requestId,
      'X-App-Key': appKey,
      ...(route.needs === 'token' && { Authorization: `Bearer ${token}` }),
      ...sent.headers,
    };
    return server.send(route.method.toUpperCase(), at, { ...sent, headers });
  }

  try {
    await play(account);
    await play(monitors);
    await checkForAWhile(api);
    await play(looks);
    await play(ends);
  } finally {
    await Promise.all([api, limited, broken, away].map((each) => each.close()));
    await closeWire();
  }
  const missing = routes.filter(({ operation }) => !(operation in operations)).map(({ operation }) => operation);
  if (missing.length > 0) throw new Error(`No example is recorded of ${missing.join(', ')}: give it a step.`);
  const inOrder = routes.map(({ operation }) => [operation, operations[operation]] as const);
  return { operations: Object.fromEntries(inOrder) as Examples['operations'], problems };
}

function routeOf(routes: readonly Route[], operation: string): Route {
  const route = routes.find((each) => each.operation === operation);
  if (!route) throw new Error(`There is no route ${operation}.`);
  return route;
}

function isProvoked(code: string): code is ProvokedCode {
  return code in provocations;
}

function expectStatus(reply: Reply | undefined, status: number): Reply {
  if (reply?.status === status) return reply;
  throw new Error(`${status} was expected of ${JSON.stringify(reply)}`);
}

/** The answer, tokens replaced. */
function bodyOf({ text }: Reply): unknown {
  return JSON.parse(text.replace(/"auth_token":"[^"]*"/, `"auth_token":"${sampleToken}"`));
}

/** Of the hundreds of time zones, which also differ from one runtime to the next, a few. */
function shorten(body: unknown): unknown {
  const { time_zones: zones } = (body ?? {}) as { time_zones?: { name: string }[] };
  if (!zones) return body;
  return { time_zones: zones.filter(({ name }) => /^(Europe\/(London|Madrid)|UTC)$/.test(name)) };
}

async function logInAnew({ ask }: TestApi): Promise<string> {
  const user = { email: 'ada.lovelace@example.com', password: 'staple battery horse' };
  const { body } = await ask('POST', '/api/users/login', { json: { user } });
  return body.auth_token ?? '';
}

/** A quarter of an hour of checks, in which the web site answers with 503 for two minutes. */
async function checkForAWhile({ database, clock }: TestApi): Promise<void> {
  const store = monitoringStore(database, randomUUID());
  await partitions(database).ensure([clock.now()]);
  const begun = clock.now();
  for (let second = 0; second < 900; second += 1) {
    clock.advance(1000);
    const now = clock.now();
    const due = await store.claim({ until: now, now, limit: 10 });
    const checked = due.map((check) => ({
      due: check,
      verdict: verdict(check.standing, check.plan, [
        { startedAt: check.slot, outcome: outcomeOf(check.type, (check.slot - begun) / 60_000) },
      ]),
    }));
    if (checked.length > 0) await store.record(checked, now);
  }
}

/** What a check shows so many minutes after the first; retries are left out, they would show the same. */
function outcomeOf(type: string, minute: number): Outcome {
  if (type === 'target_url' && minute >= 5 && minute < 7) {
    return { kind: 'down', reason: { code: 'http_status', detail: 'HTTP 503 Service Unavailable' } };
  }
  const typical = { target_url: 84.125, target_custom_port: 11.5, target_ping: 7.25 }[type] ?? 1;
  return { kind: 'up', responseTime: typical + Math.round(1000 * Math.abs(Math.sin(minute))) / 100 };
}
