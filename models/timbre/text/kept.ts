/**
 * Sentences kept on the disk: a prompt is computed once on a machine. A file each, named by the prompt and the encoder; one that is
 * cut or altered is made anew.
 */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MODEL_CHECKSUMS } from './checksums.ts'
import { PACKED, packSentence, unpackSentence } from './grid.ts'
import type { KeptSentences } from './lazy.ts'
import { keepFile } from './model-file.ts'

/** Of the prompt and the sentence: whoever alters one leaves the other. */
const SEAL = 8

/** @param cache folder; where nothing can be written nothing is kept */
export function keptSentences(cache: string): KeptSentences {
  const folder = join(cache, 'sentences', MODEL_CHECKSUMS.int8.slice(0, 12))
  const digest = (...parts: readonly (string | Uint8Array)[]): Buffer => {
    const hash = createHash('sha256')
    for (const part of parts) hash.update(part)
    return hash.digest()
  }
  const pathOf = (key: string): string => join(folder, digest(key).toString('hex').slice(0, 32))
  return {
    find(key) {
      try {
        const bytes = readFileSync(pathOf(key))
        const packed = bytes.subarray(0, PACKED)
        const seal = digest(key, packed).subarray(0, SEAL)
        return seal.equals(bytes.subarray(PACKED)) ? unpackSentence(packed) : null
      } catch {
        return null
      }
    },
    keep(key, sentence) {
      const packed = packSentence(sentence)
      keepFile(pathOf(key), Buffer.concat([packed, digest(key, packed).subarray(0, SEAL)]))
    },
  }
}
