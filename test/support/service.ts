/** The service as an operator runs it: a process of its own, reached over HTTPS. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Agent, fetch, type RequestInit } from 'undici';
import { committedCheck } from './documented.js';

const appKey = 'test-key-of-the-service';

export type Answer<Body = Record<string, never>> = { status: number; body: Body };

export type Service = {
  url: string;
  pid: number;
  /** Lines of the log so far, parsed. */
  log: Record<string, unknown>[];
  /** What it printed on standard output. */
  output: string[];
  /** A request below `/api`, with the app's key; params as JSON. */
  api<Body>(method: string, path: string, options?: { token?: string; params?: object }): Promise<Answer<Body>>;
  /** Any request, by path. */
  get<Body>(path: string): Promise<Answer<Body>>;
  /** Any request, by path, whose answer is text. */
  text(path: string, options?: { method?: string; headers?: Record<string, string> }): Promise<Answer<string>>;
  /** Any request, as a client's `fetch` takes it. */
  fetch(request: Request): Promise<Response>;
  /** Ctrl-C as npm passes it on: SIGINT twice; resolves to the exit code. */
  interrupt(): Promise<number | null>;
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL: the process has no moment to clean up. Resolves when all that it said is in `log`. */
  kill(): Promise<void>;
};

export type ServiceOptions = {
  /** Options of Node itself, before the program's name. */
  nodeOptions?: readonly string[];
  /** Files and sockets that the process may have open at once. */
  openFiles?: number;
};

/** Starts `dist/main.js` and waits until it is ready. It ends with `stop` or `kill`; the data folder is the caller's. */
export async function startService(env: Record<string, string>, options: ServiceOptions = {}): Promise<Service> {
  const [program, ...args] = commandOf(options);
  const child = spawn(program, args, {
    env: { ...process.env, PORT: '0', BOOTSTRAP_APP_KEY: appKey, RATE_LIMIT_PER_MINUTE: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test that fails half-way leaves no service behind.
  const killIt = () => child.kill('SIGKILL');
  process.once('exit', killIt);
  const exited = once(child, 'exit') as Promise<[number | null]>;
  void exited.then(() => process.off('exit', killIt));
  const log: Record<string, unknown>[] = [];
  const output: string[] = [];
  const raw: string[] = [];
  const logLines = createInterface(child.stderr).on('line', (line) => {
    raw.push(line);
    if (line.startsWith('{')) log.push(JSON.parse(line) as Record<string, unknown>);
  });
  const logRead = once(logLines, 'close');
  const lines = createInterface(child.stdout);
  const ready = new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      output.push(line);
      const url = /is ready: (\S+)$/.exec(line)?.[1];
      if (url) resolve(url);
    });
    void exited.then(([code]) => {
      reject(new Error(`the service exited with ${code} before it was ready:\n${raw.join('\n')}`));
    });
  });
  const url = await ready;
  const agent = await agentFor(url, env['DATA_DIR'] ?? '');

  // A process that only runs checks has no API.
  const check = env['ROLE'] === 'monitor' ? () => undefined : committedCheck();

  async function ask(path: string, options: RequestInit = {}) {
    const response = await fetch(`${url}${path}`, { ...options, dispatcher: agent });
    const { status } = response;
    const headers = Object.fromEntries(response.headers);
    const body = await response.text();
    check({ method: options.method ?? 'GET', path, status, headers, text: body });
    return { status, headers, body };
  }

  async function request<Body>(
    method: string,
    path: string,
    headers: Record<string, string>,
    params?: object,
  ): Promise<Answer<Body>> {
    const { status, body } = await ask(path, {
      method,
      headers: { ...headers, ...(params ? { 'Content-Type': 'application/json' } : {}) },
      body: params ? JSON.stringify(params) : null,
    });
    return { status, body: (body === '' ? {} : JSON.parse(body)) as Body };
  }

  return {
    url,
    pid: child.pid ?? 0,
    log,
    output,
    api: (method, path, { token, params } = {}) =>
      request(
        method,
        `/api${path}`,
        { 'X-App-Key': appKey, ...(token ? { Authorization: `Bearer ${token}` } : {}) },
        params,
      ),
    get: (path) => request('GET', path, {}),
    text: ask,
    fetch: async (request) => {
      const { method } = request;
      const sent = await request.text();
      const asked = { method, headers: Object.fromEntries(request.headers), body: sent === '' ? null : sent };
      const { status, headers, body } = await ask(request.url.slice(url.length), asked);
      return new Response(body === '' ? null : body, { status, headers });
    },
    interrupt: () => {
      child.kill('SIGINT');
      setTimeout(() => child.kill('SIGINT'), 20);
      return end(child, exited, agent, 'SIGINT');
    },
    stop: () => end(child, exited, agent, 'SIGTERM'),
    kill: async () => {
      await end(child, exited, agent, 'SIGKILL');
      await logRead;
    },
  };
}

function commandOf({ nodeOptions = [], openFiles }: ServiceOptions): [string, ...string[]] {
  const command = [process.execPath, ...nodeOptions, 'dist/main.js'] as const;
  // Node raises the soft limit to the hard one: this sets both.
  return openFiles === undefined ? [...command] : ['sh', '-c', `ulimit -n ${openFiles} && exec "$@"`, 'sh', ...command];
}

/** A folder for a service's data, that PostgreSQL's user may enter when tests run as root. */
export async function dataFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'port-monitor-data-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

async function agentFor(url: string, dataDir: string): Promise<Agent> {
  if (url.startsWith('http:')) return new Agent();
  return new Agent({ connect: { ca: await readFile(join(dataDir, 'tls/cert.pem'), 'utf8') } });
}

async function end(child: ChildProcess, exited: Promise<[number | null]>, agent: Agent, signal: NodeJS.Signals) {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  const [code] = await exited;
  await agent.destroy();
  return code;
}
