/** Adds up a monitor's response times: as a whole, and by the buckets of its series. In microseconds. */
import { addSample, addTally, emptyTally, type Tally } from '../../ledger/rollup.js';
import type { Sketch } from '../../ledger/sketch.js';
import { lastNotAfter } from './buckets.js';
import { createDistribution, type Distribution } from './distribution.js';

export type Bucket = {
  /** The place of its edge. */
  bucket: number;
  checks: number;
  average: number;
  minimum: number;
  maximum: number;
  /** Median and p95, where they were asked for: as those of `Figures`, and exact where no sketch was added to the bucket. */
  percentiles: [median: number, p95: number] | null;
};

/** Null where there was no successful check. */
export type Figures = {
  checks: number;
  average: number | null;
  minimum: number | null;
  maximum: number | null;
  /**
   * Median, p95 and p99, by nearest rank, or within 1 % of it where the times came from sketches; null also where they were
   * not asked for.
   */
  percentiles: [number, number, number] | null;
};

/** What percentiles are told of: none at all, the whole range, or each of its buckets as well. */
export type Percentiles = 'none' | 'whole' | 'buckets';

/**
 * @param edges where buckets begin (ms), in order; what comes before the first is in no bucket
 * @param exact whether percentiles of the whole are to be exact as long as no sketch was added
 */
export function createSummary(edges: readonly number[], exact: boolean, percentiles: Percentiles = 'whole') {
  const whole = emptyTally();
  const distribution = percentiles === 'none' ? undefined : createDistribution(exact);
  const buckets = edges.map(emptyTally);
  const tellsBuckets = percentiles === 'buckets';
  const distributions = tellsBuckets ? edges.map(() => createDistribution(true)) : [];
  let last = 0;

  function placeOf(at: number): number {
    const isIn = (place: number) => (edges[place] ?? Infinity) <= at && at < (edges[place + 1] ?? Infinity);
    // Most come in order.
    if (!isIn(last)) last = isIn(last + 1) ? last + 1 : lastNotAfter(edges, at);
    return last;
  }

  return {
    /** Whether percentiles of buckets are told, so that they need the sketches of parts. */
    tellsBuckets,
    /** A successful check. */
    addCheck(at: number, responseTime: number): void {
      const place = placeOf(at);
      distribution?.add(responseTime);
      distributions[place]?.add(responseTime);
      addSample(whole, responseTime);
      const bucket = buckets[place];
      if (bucket) addSample(bucket, responseTime);
    },
    /** Checks of a stretch that began at `at`, but for their sketch. */
    addPart(at: number, tally: Readonly<Tally>): void {
      addTally(whole, tally);
      const bucket = buckets[placeOf(at)];
      if (bucket) addTally(bucket, tally);
    },
    /** To add the sketch of parts to; undefined where no percentiles are told. */
    sketch: (): Sketch | undefined => distribution?.sketch(),
    /** The same of the bucket that an instant is in; undefined where none are told of buckets. */
    sketchAt: (at: number): Sketch | undefined => (tellsBuckets ? distributions[placeOf(at)]?.sketch() : undefined),
    figures(): Figures {
      if (whole.up === 0) return { checks: 0, average: null, minimum: null, maximum: null, percentiles: null };
      return { ...figuresOf(whole), percentiles: distribution ? threeOf(distribution, whole) : null };
    },
    /** Those that have checks. */
    *buckets(): Generator<Bucket> {
      for (const [bucket, tally] of buckets.entries()) {
        if (tally.up === 0) continue;
        const distribution = distributions[bucket];
        yield { bucket, ...figuresOf(tally), percentiles: distribution ? twoOf(distribution, tally) : null };
      }
    },
  };
}

export type Summary = ReturnType<typeof createSummary>;

function figuresOf({ up, sum, minimum, maximum }: Tally) {
  return { checks: up, average: Math.round(sum / up), minimum, maximum };
}

function threeOf(distribution: Distribution, tally: Tally): [number, number, number] {
  const percentile = distribution.percentiles(tally);
  return [percentile(0.5), percentile(0.95), percentile(0.99)];
}

function twoOf(distribution: Distribution, tally: Tally): [number, number] {
  const percentile = distribution.percentiles(tally);
  return [percentile(0.5), percentile(0.95)];
}
