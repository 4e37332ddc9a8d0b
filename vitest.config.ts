import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/harness/fresh-build.ts'],
    setupFiles: ['test/harness/seed.ts'],
    // Browsers, workers and measurements share two cores with the tests beside them.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Dates print alike wherever the tests run.
    env: { TZ: 'UTC' },
  },
})
