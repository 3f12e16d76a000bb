/** Runs of the collections as newman makes them, over HTTPS. */
import { readFile, readdir } from 'node:fs/promises';
import newman from 'newman';

type Json = Record<string, unknown>;

export type Value = { key: string; value: unknown };

export type Run = {
  failures: string[];
  /** How many assertions were made. */
  assertions: number;
  /** What was answered, in order. */
  answers: Answer[];
  /** The environment as the run leaves it. */
  environment: Value[];
};

export type Answer = {
  /** `POST /api/groups` */
  request: string;
  status: number;
  headers: Record<string, string>;
};

export type RunOptions = {
  /** The certificate that answers are trusted by. */
  certificateFile?: string;
  environment: Value[];
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
export function runCollection(collection: Json, { certificateFile, environment }: RunOptions): Promise<Run> {
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
        else resolve(summaryOf(summary));
      },
    );
  });
}

function summaryOf({ run, environment }: newman.NewmanRunSummary): Run {
  return {
    failures: run.failures.map(({ source, error }) => `${source?.name ?? '?'}: ${error.test}: ${error.message}`),
    assertions: run.stats.assertions.total ?? 0,
    answers: run.executions.flatMap(({ request, response }) => {
      // A request that was left out has no response, whatever the types say.
      const answered = response as typeof response | undefined;
      if (!answered) return [];
      const headers: Record<string, string> = {};
      answered.headers.each(({ key, value }) => (headers[key.toLowerCase()] = value));
      return [{ request: `${request.method} ${request.url.getPath()}`, status: answered.code, headers }];
    }),
    environment: (environment.toJSON() as unknown as { values: Value[] }).values,
  };
}
