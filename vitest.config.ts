import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/harness/fresh-build.ts'],
    setupFiles: ['test/harness/seed.ts'],
    // Music plays in its own time: with as many workers as cores, half of the cores would wait for it.
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Dates print alike wherever the tests run.
    env: { TZ: 'UTC' },
  },
})
