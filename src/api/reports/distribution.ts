/** How response times are spread: every one of them as long as only single checks are added, else by a sketch. */
import type { Tally } from '../../ledger/rollup.js';
import { addTo, emptySketch, percentile, rankOf, type Sketch } from '../../ledger/sketch.js';

/** @param exact whether percentiles are to be exact as long as no sketch was asked for */
export function createDistribution(exact: boolean) {
  let sketch: Sketch | undefined;
  let times = new Int32Array(0);
  let count = 0;

  function keep(responseTime: number): void {
    if (count >= times.length) {
      const grown = new Int32Array(Math.max(16, 2 * times.length));
      grown.set(times);
      times = grown;
    }
    times[count] = responseTime;
    count += 1;
  }

  /** From here on by sketch alone. */
  function sketched(): Sketch {
    if (sketch) return sketch;
    sketch = emptySketch();
    for (const time of times.subarray(0, count)) addTo(sketch, time);
    return sketch;
  }

  return {
    /** One response time in microseconds. */
    add(responseTime: number): void {
      if (exact && !sketch) keep(responseTime);
      else addTo(sketched(), responseTime);
    },
    /** To add the sketches of others to. */
    sketch: sketched,
    /**
     * Percentiles by nearest rank, as a function of a share of all. None is beyond the extremes, which are known.
     * @param tally of all times that were added, of which there is one at least
     */
    percentiles({ up, minimum, maximum }: Pick<Tally, 'up' | 'minimum' | 'maximum'>): (share: number) => number {
      if (sketch) {
        const all = sketch;
        return (share) => Math.min(Math.max(percentile(all, up, share), minimum), maximum);
      }
      const sorted = times.subarray(0, count).sort();
      return (share) => sorted[rankOf(share, count) - 1] ?? 0;
    },
  };
}

export type Distribution = ReturnType<typeof createDistribution>;
