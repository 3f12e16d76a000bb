/** What the server really answered: recorded by a test (test/documents/), read from the file beside this one. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const params = z.record(z.string(), z.unknown());

const operation = z.object({
  /** Params of a request that succeeds, by wrapper, and the path's. */
  params,
  path: z.record(z.string(), z.int()),
  /** The answer in each of its forms: by media type. Absent for 204. */
  answers: z.record(z.string(), z.unknown()),
  /** What is to be known of the answer: that it is shortened. */
  note: z.string().optional(),
  /** Params that are refused, and the answer. */
  refused: z.object({ params, answer: z.unknown() }).optional(),
});

const examples = z.object({
  /** By `operation`. */
  operations: z.record(z.string(), operation),
  /** Answers that are the same for every operation, by `code`. */
  problems: z.record(z.string(), z.unknown()),
});

export type OperationExamples = z.infer<typeof operation>;
export type Examples = z.infer<typeof examples>;

/** Where recorded examples are. */
export const examplesFile = new URL('./examples.json', import.meta.url);

/** Reads the examples that were recorded last. */
export function readExamples(): Examples {
  return examples.parse(JSON.parse(readFileSync(examplesFile, 'utf8')));
}
