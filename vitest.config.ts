import { globSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { LongFirst } from './test/harness/long-first.ts'

/** A real browser plays or listens in these, in its own time: what computes beside them makes their music late. */
const PLAYING = [
  'test/studio/{engine,late,recording,recovery,stage,take}.test.ts',
  'test/studio/ears-*.test.ts',
  'test/browser/ears.test.ts',
  'test/browsers/**/*.test.ts',
  'test/vscode/{desktop,web}/**/*.test.ts',
]

/** Other pages, and what they are made of: what computes beside them makes them slower, and no more. */
const PAGES = globSync(['test/{studio,browser,vscode}/**/*.test.ts'], {
  cwd: import.meta.dirname,
  exclude: PLAYING,
}).toSorted()

/**
 * Text in, answers out: these share the compiler's modules within a worker instead of loading them anew for each file. What
 * replaces modules for itself, or counts what a process has in memory, has the others' way.
 */
const PURE = globSync(
  [
    'test/{language,compiler,lsp,laws,reference,diagnostics,annotated,timbre}/**/*.test.ts',
    'test/{bench,models,sessions,training}/**/*.test.ts',
    'test/runtime/audio/{bands,bank-file,dsp,engine,golden,loudness,palette,sampled,sounds,wav}.test.ts',
    'test/runtime/audio/ears/*.test.ts',
    'test/runtime/{theory,score,follow,band,session,performer,timbre,report,player,testing}/**/*.test.ts',
  ],
  {
    cwd: import.meta.dirname,
    // What grows old depends on what an engine has seen before: `young` wants one of its own.
    exclude: [
      'test/language/format/guard.test.ts',
      'test/laws/young.test.ts',
      'test/lsp/node-files.test.ts',
      'test/**/hot-path.test.ts',
    ],
  },
).toSorted()

/** Milliseconds. */
const HANGS = 60_000

/**
 * What runs in time that others share (browsers, processes, watched files) is tried once more where it fails: of thousands, one is late
 * now and then for no fault of its own. What fails for a fault fails twice, and `npm test` names what needed the second try.
 */
const OUTSIDE = { retry: 1 }

export default defineConfig({
  test: {
    environment: 'node',
    globalSetup: ['test/harness/fresh-build.ts'],
    setupFiles: ['test/harness/seed.ts'],
    // These find what hangs, and not what is slow: a machine that is busy with other things takes three times as long.
    testTimeout: HANGS,
    hookTimeout: HANGS,
    // Dates print alike wherever the tests run.
    env: { TZ: 'UTC' },
    sequence: { sequencer: LongFirst },
    expect: { poll: { timeout: HANGS / 2 } },
    // One group after the other: first those that only compute, on all cores, then those that play. `npm test` has an order of
    // its own (scripts/test.mjs).
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: PURE,
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'computing',
          ...OUTSIDE,
          include: ['test/**/*.test.ts'],
          exclude: [...PLAYING, ...PAGES, ...PURE],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'playing',
          ...OUTSIDE,
          include: PLAYING,
          // A page that plays and draws takes half a core: with three of them the music is late, and nothing is won.
          maxWorkers: 2,
          testTimeout: 2 * HANGS,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'pages',
          ...OUTSIDE,
          include: PAGES,
          maxWorkers: 2,
          testTimeout: 2 * HANGS,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
