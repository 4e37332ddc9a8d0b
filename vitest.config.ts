import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/harness/fresh-build.ts'],
    setupFiles: ['test/harness/seed.ts'],
    // Browsers, workers and measurements share two cores with the tests beside them.
    maxWorkers: 3,
    // Music plays in its own time, and a busy machine adds to it.
    testTimeout: 60_000,
    // Where the machine stood still while sound played in real time: once more. What is wrong is wrong twice.
    retry: 1,
    hookTimeout: 60_000,
    // Dates print alike wherever the tests run.
    env: { TZ: 'UTC' },
  },
})
