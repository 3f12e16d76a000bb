/** Runs of the collections as newman makes them, over HTTPS. */
import { readFile, readdir } from 'node:fs/promises';
import newman from 'newman';
import { committedCheck, type Answered } from '../support/documented.js';

type Json = Record<string, unknown>;

export type Value = { key: string; value: unknown };

export type Run = {
  /** Of the collection's own tests, and answers that the document does not tell of. */
  failures: string[];
  /** How many assertions were made. */
  assertions: number;
  /** What was answered, in order. */
  answers: Answer[];
  /** The environment as the run leaves it. */
  environment: Value[];
};

export type Answer = Answered & {
  /** `POST /api/groups` */
  request: string;
};

export type RunOptions = {
  /** The certificate that answers are trusted by. */
  certificateFile?: string;
  environment: Value[];
  /** Headers that a proxy in between gives answers, in small letters. */
  proxyHeaders?: readonly string[];
};

export type Collections = Map<string, Json>;

/** The collections, by name: `groups`. */
export async function readCollections(): Promise<Collections> {
  const ending = '.postman_collection.json';
  const files = (await readdir('postman')).filter((file) => file.endsWith(ending));
  const read = files.map(async (file) => [file.slice(0, -ending.length), await readJson(file)] as const);
  return new Map(await Promise.all(read));
}

/** The environment's variables, with `values` filled in. */
export async function readEnvironment(values: Record<string, string>): Promise<Value[]> {
  const { values: all } = (await readJson('port-monitor.postman_environment.json')) as { values: Value[] };
  return all.map((each) => ({ ...each, value: values[each.key] ?? each.value }));
}

async function readJson(file: string): Promise<Json> {
  return JSON.parse(await readFile(`postman/${file}`, 'utf8')) as Json;
}

/** Runs a collection; resolves however it went. */
export function runCollection(collection: Json, options: RunOptions): Promise<Run> {
  const { certificateFile, environment, proxyHeaders = [] } = options;
  return new Promise((resolve, reject) => {
    newman.run(
      {
        collection: structuredClone(collection),
        environment: { values: environment },
        sslExtraCaCerts: certificateFile,
        timeoutRequest: 10_000,
        reporters: [],
      },
      (error, summary) => {
        if (error) reject(error);
        else resolve(summaryOf(summary, proxyHeaders));
      },
    );
  });
}

const check = committedCheck();

function summaryOf({ run, environment }: newman.NewmanRunSummary, proxyHeaders: readonly string[]): Run {
  const answers = run.executions.flatMap(answerOf);
  return {
    failures: [
      ...run.failures.map(({ source, error }) => `${source?.name ?? '?'}: ${error.test}: ${error.message}`),
      ...answers.flatMap((answer) => violationOf(answer, proxyHeaders)),
    ],
    assertions: run.stats.assertions.total ?? 0,
    answers,
    environment: (environment.toJSON() as unknown as { values: Value[] }).values,
  };
}

function answerOf({ request, response }: newman.NewmanRunExecution): Answer[] {
  // A request that was left out has no response, whatever the types say.
  const answered = response as typeof response | undefined;
  if (!answered) return [];
  const headers: Record<string, string> = {};
  answered.headers.each(({ key, value }) => (headers[key.toLowerCase()] = value));
  const { method, url } = request;
  const path = url.getPath();
  return [{ request: `${method} ${path}`, method, path, status: answered.code, headers, text: answered.text() ?? '' }];
}

/** What the document does not tell of an answer. */
function violationOf(answer: Answer, proxyHeaders: readonly string[]): string[] {
  const headers = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !proxyHeaders.includes(name)));
  try {
    check({ ...answer, headers });
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
