/** What sounds, as the engine knows it: an instrument and its numbers, at what level, and whom it silences. */

import { KEYS_PARAMS } from './voices/keys-params.ts'
import { PERCUSSION_PARAMS } from './voices/percussion-params.ts'
import { SAMPLED_PARAMS } from './voices/sampled-params.ts'
import { STRING_PARAMS } from './voices/string-params.ts'

/** `sampled` is a piano from recordings, and `keys` with the same patch as long as there are none. */
export const INSTRUMENTS = ['percussion', 'string', 'keys', 'sampled', 'choke'] as const
export type Instrument = (typeof INSTRUMENTS)[number]

/** The numbers of an instrument, each with where it may lie. */
export interface PatchRange {
  readonly min: number
  readonly max: number
}

export const PATCH_RANGES: Readonly<Record<Instrument, readonly PatchRange[]>> = {
  percussion: PERCUSSION_PARAMS,
  string: STRING_PARAMS,
  keys: KEYS_PARAMS,
  sampled: SAMPLED_PARAMS,
  choke: [],
}

/**
 * A patch is written as its group, the groups it chokes as bits, then the instrument's own numbers. What is no number
 * or lies outside its range is brought inside: patches come in messages.
 */
export const PATCH_HEADER = 2

export class Patch {
  readonly instrument: Instrument
  readonly values: Float64Array
  /** What it belongs to: one of the bits of `chokes` of those that silence it; 0 for none. */
  readonly group: number
  /** Groups of its channel that it silences. */
  readonly chokes: number

  constructor(instrument: Instrument, written: ArrayLike<number>) {
    this.instrument = instrument
    this.group = bits(written[0])
    this.chokes = bits(written[1])
    this.values = Float64Array.from(PATCH_RANGES[instrument], ({ min, max }, i) => {
      const x = written[PATCH_HEADER + i] ?? min
      return x > min ? (x < max ? x : max) : min
    })
  }
}

const bits = (x: number | undefined): number =>
  typeof x === 'number' && Number.isInteger(x) && x >= 0 && x < 65536 ? x : 0
