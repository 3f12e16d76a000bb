/** Chance that is the same in every run. */

const step = 0x6d2b79f5;

/** Numbers in [0, 1), by seed (mulberry32). */
export function randomBy(seed: number): () => number {
  let state = seed | 0;
  return () => mixed((state = (state + step) | 0));
}

/** The number in [0, 1) at a place of the seed's sequence, whatever was drawn before. */
export function randomAt(seed: number, place: number): number {
  return mixed((seed + Math.imul(place + 1, step)) | 0);
}

/** A seed that parts make: other parts, another sequence. */
export function seedOf(...parts: readonly number[]): number {
  return parts.reduce((seed, part) => Math.floor(mixed((Math.imul(seed, 31) + part) | 0) * 4_294_967_296) | 0, 0);
}

function mixed(state: number): number {
  let bits = Math.imul(state ^ (state >>> 15), state | 1);
  bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
  return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
}

/** A standard normal deviate (Box and Muller). */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Milliseconds until something happens that happens each `mean` milliseconds on average, whenever it did last. */
export function waitFor(mean: number, random: () => number): number {
  return -Math.log(1 - random()) * mean;
}
