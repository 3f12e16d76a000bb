/** Whether monitors of many hosts fail together: then it may be we who can not see. */
import type { Clock } from '../platform/clock.js';

export type BurstWatch = {
  /** A monitor that was up is about to be checked. */
  expect(targetId: number): void;
  /** Told how the first attempt of a check ended: `failedHost` is the host it looked at, undefined where it answered. */
  note(targetId: number, failedHost: string | undefined): void;
  /**
   * Whether a check that failed at `at` (`clock.elapsed()`) did so in a burst: shortly before it or shortly
   * after it more than half of the monitors that were looked at failed, on at least ten different hosts.
   */
  isAround(at: number): boolean;
  /** Whether there are enough monitors for a burst: ten that were expected or seen within a minute. */
  isPossible(): boolean;
};

/** Milliseconds on either side of a failure in which others count as failing with it: a short outage fills a short one. */
const sides = [1000, 2000, 4000];
export const burstMs = Math.max(...sides);
/** Milliseconds that attempts are counted together. */
const sliceMs = 250;
/** Slices that are kept: it may take twelve minutes until the last retry of a check has failed. */
const mostSlices = 800_000 / sliceMs;
/** Milliseconds after which a monitor is not one that is looked at all the time. */
const forgottenAfter = 60_000;
const fewest = 10;
/** Milliseconds between two times at which old monitors are forgotten while nobody asks. */
const seldom = 500;

type Slice = { seen: number; failed: number; hosts: Set<string> };

export function watchBursts({ elapsed }: Pick<Clock, 'elapsed'>): BurstWatch {
  const slices = new Map<number, Slice>();
  const known = new Map<number, number>();
  let lastForgot = 0;

  const placeOf = (at: number) => Math.floor(at / sliceMs);

  function sliceNow(now: number): Slice {
    const place = placeOf(now);
    const current = slices.get(place);
    if (current) return current;
    const slice = { seen: 0, failed: 0, hosts: new Set<string>() };
    slices.set(place, slice);
    for (const old of slices.keys()) {
      if (old > place - mostSlices) break;
      slices.delete(old);
    }
    return slice;
  }

  function isBurst(from: number, to: number): boolean {
    let seen = 0;
    let failed = 0;
    const hosts = new Set<string>();
    for (let place = placeOf(from); place <= placeOf(to); place += 1) {
      const slice = slices.get(place);
      if (!slice) continue;
      seen += slice.seen;
      failed += slice.failed;
      if (hosts.size < fewest) for (const host of slice.hosts) hosts.add(host);
    }
    return hosts.size >= fewest && failed * 2 > seen;
  }

  function remember(targetId: number): void {
    const now = elapsed();
    known.delete(targetId);
    known.set(targetId, now);
    // Not each time: what was taken out of a map is still walked over until it is laid out anew.
    if (now - lastForgot > seldom) forgetOld(now);
  }

  function forgetOld(now: number): void {
    lastForgot = now;
    for (const [targetId, at] of known) {
      if (at >= now - forgottenAfter) return;
      known.delete(targetId);
    }
  }

  return {
    expect: remember,
    note(targetId, failedHost) {
      remember(targetId);
      const slice = sliceNow(elapsed());
      slice.seen += 1;
      if (failedHost === undefined) return;
      slice.failed += 1;
      slice.hosts.add(failedHost);
    },
    isAround: (at) => sides.some((side) => isBurst(at - side, at) || isBurst(at, at + side)),
    isPossible() {
      forgetOld(elapsed());
      return known.size >= fewest;
    },
  };
}
