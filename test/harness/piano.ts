import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PIANO_FILE } from '../../cli/io/piano-samples.ts'
import type { SampleBank } from '../../runtime/audio/samples/bank.ts'
import { readBankFile } from '../../runtime/audio/samples/bank-file.ts'
import { repositoryTop } from './sil.ts'

export const pianoFile = (): Uint8Array => readFileSync(join(repositoryTop, PIANO_FILE))

/** The recordings that the build made. */
export function pianoBank(): SampleBank {
  const read = readBankFile(pianoFile())
  if (!read.ok) throw new Error(read.problem)
  return read.bank
}
