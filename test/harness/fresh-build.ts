import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { ensureBuilt } from '../../scripts/build/ensure.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Why dist/ could not be built, or undefined when it is what the sources say. */
    buildFailure: string | undefined
  }
}

/**
 * Before the first test: dist/ is what the sources say (milliseconds when nothing changed). A build that fails
 * fails the tests that run what was built, not the others.
 */
export default async function freshBuild(project: TestProject): Promise<void> {
  const failure = await ensureBuilt(join(import.meta.dirname, '..', '..'), {
    // All of it: what two tests found stale, both would build, and one would read what the other takes away.
    parts: ['bundles', 'declarations', 'sounds', 'studio'],
  }).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
  project.provide('buildFailure', failure)
}
