/** The signature of a key, from its tonic chord: how that is spelt, and the key's scale. */

import type { ChordDef } from '../policy.ts'
import type { KeySignature } from './score.ts'

const ROOT = /^([A-G])([#\u266f]*)([b\u266d]*)/
/** Notes a fifth apart, F at −1. */
const LETTERS = 'FCGDAEB'
const MOST_SIGNS = 7
const MINOR = -3

export function keySignatureOf({ symbol, root, scale }: ChordDef): KeySignature {
  const [, letter = 'C', sharps = '', flats = ''] = ROOT.exec(symbol) ?? []
  const tonic = LETTERS.indexOf(letter) - 1 + 7 * (sharps.length - flats.length)
  const minor = scale.includes((root + 3) % 12) && !scale.includes((root + 4) % 12)
  const fifths = tonic + (modeOf(tonic, scale) ?? (minor ? MINOR : 0))
  // Eight sharps nobody writes: they are four flats.
  return { fifths: fifths > MOST_SIGNS ? fifths - 12 : fifths < -MOST_SIGNS ? fifths + 12 : fifths, minor }
}

/** Fifths from major, of the church modes: from lydian's 1 to locrian's −5. Null for scales with notes of their own. */
function modeOf(tonic: number, scale: readonly number[]): number | null {
  for (let mode = 1; mode >= -5; mode--) {
    const lowest = tonic + mode - 1
    // Seven notes, a fifth from one to the next.
    if (scale.every((note) => (((note * 7 - lowest) % 12) + 12) % 12 < 7)) return mode
  }
  return null
}
