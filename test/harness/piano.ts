import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PIANO_FILE } from '../../cli/io/piano-samples.ts'
import type { SampleBank } from '../../runtime/audio/samples/bank.ts'
import { readBankFile } from '../../runtime/audio/samples/bank-file.ts'
import { repositoryTop } from './sil.ts'

export const pianoFile = (): Uint8Array => readFileSync(join(repositoryTop, PIANO_FILE))

let bank: SampleBank | undefined

/** The recordings that the build made: unpacked once, and not to be written to. */
export function pianoBank(): SampleBank {
  if (bank !== undefined) return bank
  const read = readBankFile(pianoFile())
  if (!read.ok) throw new Error(read.problem)
  bank = read.bank
  return bank
}
