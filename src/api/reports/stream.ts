/** Reports of many monitors, read a few at a time: what is held in memory does not grow with what is asked. */
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { z } from 'zod';
import type { Question } from './responseTimes.js';
import { presentResponseTimes } from './present.js';
import type { responseTimeAnswer } from './schema.js';
import type { ReportStore, TargetRow } from './store.js';

/** What is read at once, in hours of rollups, single checks and buckets of series: some milliseconds' work. */
const budget = 40_000;
const mostTargets = 100;

const hour = 3_600_000;

/** RT of each monitor, in order. While some are told, the next are read. */
export async function* responseTimesOf(
  store: Pick<ReportStore, 'responseTimes'>,
  targets: readonly TargetRow[],
  question: Question,
  at: readonly string[],
): AsyncGenerator<z.infer<typeof responseTimeAnswer>> {
  const read = (some: readonly TargetRow[] | undefined) => {
    const reading =
      some &&
      store.responseTimes(
        some.map(({ id }) => id),
        question,
      );
    // Whoever waits for it is told; nobody does where the answer was given up meanwhile.
    reading?.catch(() => undefined);
    return reading;
  };
  const slices = [...slicesOf(targets, question)];
  let reading = read(slices[0]);
  for (const [place, some] of slices.entries()) {
    const addUp = await reading;
    reading = read(slices[place + 1]);
    for (const target of some) {
      if (addUp) yield presentResponseTimes(target, addUp(target.id), at);
      await yieldToOthers();
    }
  }
}

function* slicesOf(targets: readonly TargetRow[], question: Question): Generator<TargetRow[]> {
  let slice: TargetRow[] = [];
  let spent = 0;
  for (const target of targets) {
    const cost = costOf(target, question);
    if (slice.length > 0 && (spent + cost > budget || slice.length === mostTargets)) {
      yield slice;
      [slice, spent] = [[], 0];
    }
    slice.push(target);
    spent += cost;
  }
  if (slice.length > 0) yield slice;
}

function costOf({ seconds_between_checks: interval }: TargetRow, { range, edges, exact }: Question): number {
  const length = range.to - Math.max(range.from, edges[0] ?? range.to);
  return edges.length + length / (exact ? interval * 1000 : hour);
}
