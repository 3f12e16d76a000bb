/** Adds up a monitor's response times: as a whole, and by the buckets of its series. In microseconds. */
import { addSample, addTally, emptyTally, type Tally } from '../../ledger/rollup.js';
import { addTo, emptySketch, percentile, rankOf, type Sketch } from '../../ledger/sketch.js';
import { lastNotAfter } from './buckets.js';

export type Bucket = {
  /** The place of its edge. */
  bucket: number;
  checks: number;
  average: number;
  minimum: number;
  maximum: number;
};

/** Null where there was no successful check. */
export type Figures = {
  checks: number;
  average: number | null;
  minimum: number | null;
  maximum: number | null;
  /** Median, p95 and p99, by nearest rank, or within 1 % of it where the times came from sketches. */
  percentiles: [number, number, number] | null;
};

const shares = [0.5, 0.95, 0.99] as const;

/**
 * @param edges where buckets begin (ms), in order; what comes before the first is in no bucket
 * @param exact whether percentiles are to be exact as long as no sketch was added
 */
export function createSummary(edges: readonly number[], exact: boolean) {
  const whole = emptyTally();
  const sketch = emptySketch();
  const buckets = edges.map(emptyTally);
  let isSketched = !exact;
  let times = new Int32Array(exact ? 1024 : 0);
  let last = 0;

  function bucketAt(at: number): Tally | undefined {
    const isIn = (place: number) => (edges[place] ?? Infinity) <= at && at < (edges[place + 1] ?? Infinity);
    // Most come in order.
    if (!isIn(last)) last = isIn(last + 1) ? last + 1 : lastNotAfter(edges, at);
    return buckets[last];
  }

  function keep(responseTime: number, count: number): void {
    if (count >= times.length) {
      const grown = new Int32Array(2 * times.length);
      grown.set(times);
      times = grown;
    }
    times[count] = responseTime;
  }

  function toSketch(): void {
    if (isSketched) return;
    isSketched = true;
    for (const time of times.subarray(0, whole.up)) addTo(sketch, time);
  }

  function percentiles(): [number, number, number] {
    if (!isSketched) {
      const sorted = times.subarray(0, whole.up).sort();
      const [median, p95, p99] = shares.map((share) => sorted[rankOf(share, whole.up) - 1] ?? 0);
      return [median ?? 0, p95 ?? 0, p99 ?? 0];
    }
    // The extremes are known, and no percentile lies beyond them.
    const within = (value: number) => Math.min(Math.max(value, whole.minimum), whole.maximum);
    const [median, p95, p99] = shares.map((share) => within(percentile(sketch, whole.up, share)));
    return [median ?? 0, p95 ?? 0, p99 ?? 0];
  }

  return {
    /** A successful check. */
    addCheck(at: number, responseTime: number): void {
      if (isSketched) addTo(sketch, responseTime);
      else keep(responseTime, whole.up);
      addSample(whole, responseTime);
      const bucket = bucketAt(at);
      if (bucket) addSample(bucket, responseTime);
    },
    /** Checks of a stretch that began at `at`, but for their sketch. */
    addPart(at: number, tally: Readonly<Tally>): void {
      toSketch();
      addTally(whole, tally);
      const bucket = bucketAt(at);
      if (bucket) addTally(bucket, tally);
    },
    /** To add the sketch of parts to. */
    sketch(): Sketch {
      toSketch();
      return sketch;
    },
    figures(): Figures {
      if (whole.up === 0) return { checks: 0, average: null, minimum: null, maximum: null, percentiles: null };
      return { ...figuresOf(whole), percentiles: percentiles() };
    },
    /** Those that have checks. */
    *buckets(): Generator<Bucket> {
      for (const [bucket, tally] of buckets.entries()) if (tally.up > 0) yield { bucket, ...figuresOf(tally) };
    },
  };
}

export type Summary = ReturnType<typeof createSummary>;

function figuresOf({ up, sum, minimum, maximum }: Tally) {
  return { checks: up, average: Math.round(sum / up), minimum, maximum };
}
