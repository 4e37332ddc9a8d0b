/** The files of a store of sessions, so that no result takes the place of one. */

import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { MANIFEST, REJECTED } from '../training/sessions/manifest.ts'
import { openStore } from '../training/sessions/reader.ts'
import type { Input } from './io/inputs.ts'
import { ledgerOf } from './ledger.ts'
import { Failure, WRONG_USAGE } from './outcome.ts'

/** With the ledger beside it. What else lies there, runs and reports, may be written anew. */
export function inputsOfStore(folder: string): readonly Input[] {
  const own = [join(folder, MANIFEST), ...listedIn(folder).map((file) => join(folder, file))]
  return [
    ...own.map((path) => ({ path, what: `part of the sessions in ${folder}` })),
    { path: ledgerOf(folder), what: `the ledger of ${folder}` },
  ]
}

/**
 * Whoever changes a store clears away what an import that was killed has left there: files that the manifest does not name.
 *
 * @throws Failure where a source is one of these, and would be gone before it is read
 */
export function refuseSourcesInside(folder: string, sources: readonly string[]): void {
  const store = realOf(folder)
  if (store === null) return
  const named = new Set(listedIn(folder).map((file) => join(store, file)))
  for (const path of sources) {
    const real = realOf(path)
    if (real === null || named.has(real) || ![store, join(store, REJECTED)].includes(dirname(real))) continue
    throw new Failure(
      WRONG_USAGE,
      `${path} lies in the store itself, which keeps no files that its ${MANIFEST} does not name.`,
      'Put it elsewhere and import it from there; nothing was changed.',
    )
  }
}

function realOf(path: string): string | null {
  try {
    return realpathSync.native(path)
  } catch {
    return null
  }
}

/** None where it is no store: whoever reads it says why. */
function listedIn(folder: string): readonly string[] {
  try {
    const { partitions, rejected = [] } = openStore(folder)
    return [...partitions, ...rejected].map(({ file }) => file)
  } catch {
    return []
  }
}
