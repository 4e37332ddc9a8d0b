/** The recordings of the piano, from the package: read when a piece has a piano that is played from them, and only then. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Player } from '../../runtime/audio/palette/palette.ts'
import { wantsSamples } from '../../runtime/audio/palette/piano-of-timbre.ts'
import type { SampleBank } from '../../runtime/audio/samples/bank.ts'
import { readBankFile } from '../../runtime/audio/samples/bank-file.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import type { Context } from '../context.ts'
import { packageRoot } from '../package-files.ts'
import { warn } from '../print/warn.ts'

export const PIANO_FILE = 'dist/sounds/piano.bin'

/** Null where nothing needs them; and where they are missing or broken, which is said: the modal piano plays then. */
export function pianoSamples(
  context: Context,
  beats: readonly Beat[],
  members: readonly Player[],
  path = join(packageRoot(), PIANO_FILE),
): SampleBank | null {
  if (!wantsSamples(beats, members)) return null
  const without = (why: string): null => {
    warn(context, `the recordings of the piano ${why}; a modal piano plays instead`)
    return null
  }
  let file: Uint8Array
  try {
    file = readFileSync(path)
  } catch {
    return without(`(${PIANO_FILE}) are not there`)
  }
  const read = readBankFile(file)
  return read.ok ? read.bank : without(`(${PIANO_FILE}) cannot be used, ${read.problem}`)
}
