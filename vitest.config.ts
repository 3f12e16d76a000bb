import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/postgres.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores: more files at once would only make the tests that measure lateness wait for each other.
    maxWorkers: 2,
  },
});
