/** How many random cases property tests try, and which: other ones in each run. What fails names its seed and path. */
import * as fc from 'fast-check';

/** `PROPERTY_RUNS`, or 1,000. What failed is seen again with the `PROPERTY_SEED` and the `PROPERTY_PATH` that were told. */
const cases = Number(process.env['PROPERTY_RUNS'] ?? 1000);

/** Milliseconds that a test of 1,000 cases may take, shrinking included: many times what it does. */
const patience = 300_000;

/**
 * For `fc.assert` of a property that tries `each` cases at once (questions about one history, say), and for vitest.
 *
 * @example test('…', within, () => fc.assert(property, parameters));
 */
export function randomCases(each = 1): { parameters: fc.Parameters<unknown>; within: { timeout: number } } {
  const { PROPERTY_SEED: seed, PROPERTY_PATH: path } = process.env;
  const limit = patience * Math.max(1, cases / 1000);
  return {
    parameters: {
      numRuns: Math.ceil(cases / each),
      // Before vitest does: its timeout would not tell what failed.
      plugins: [fc.interruptAfterTimeLimit(limit, { failOnInterrupt: true })],
      ...(seed && { seed: Number(seed) }),
      ...(path && { path }),
    },
    within: { timeout: limit + 60_000 },
  };
}
