/** The files of a store of sessions, so that no result takes the place of one. */

import { join } from 'node:path'
import { MANIFEST } from '../training/sessions/manifest.ts'
import { openStore } from '../training/sessions/reader.ts'
import type { Input } from './io/inputs.ts'
import { ledgerOf } from './ledger.ts'

/** With the ledger beside it. What else lies there, runs and reports, may be written anew. */
export function inputsOfStore(folder: string): readonly Input[] {
  const own = [join(folder, MANIFEST), ...listedIn(folder).map((file) => join(folder, file))]
  return [
    ...own.map((path) => ({ path, what: `part of the sessions in ${folder}` })),
    { path: ledgerOf(folder), what: `the ledger of ${folder}` },
  ]
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
