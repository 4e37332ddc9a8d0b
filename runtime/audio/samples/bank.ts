/**
 * A sampled instrument in memory: recordings of some keys, each struck softly, less softly and hard, with what the voice has to
 * know of each. Whoever hands one to an engine may have it from anywhere, so `readBank` looks at all of it first.
 */

import type { Hertz, Ratio } from '../../units.ts'

/** Silence around each recording, in samples: what the longest interpolating kernel reaches beyond its ends. */
export const GUARD = 72
/** No bank is larger: ten times a piano's, and what a page may well hold. */
const MOST_SAMPLES = 1 << 27
const MOST_RECORDINGS = 1024

export interface SampleBank {
  /** Of the recordings. */
  readonly rate: Hertz
  /** The velocity that each layer was struck with, rising; the last one is 1. */
  readonly velocities: Float64Array
  /** Recordings one after another, `GUARD` zeros before and after each. */
  readonly pcm: Int16Array
  /**
   * What is known of each recording, by key (rising) and, within a key, by layer.
   * Where it begins in `pcm`, and how long it is.
   */
  readonly starts: Int32Array
  readonly lengths: Int32Array
  /** The frequency of its first partial. */
  readonly pitches: Float64Array
  /** What brings it to the loudness of a note of velocity 1. */
  readonly gains: Float64Array
  /**
   * What makes it as dull as the layer below: the share of its highs (see `SampledVoice`) that is left then, and the gain that makes
   * up for what that takes.
   */
  readonly dulls: Float64Array
  readonly lifts: Float64Array
}

/** The corner between what a softer blow leaves as it is and what it takes away. */
export const shelfCorner = (pitch: Hertz): Hertz => 250 + 0.8 * pitch

const isShare = (x: Ratio): boolean => x > 0 && x <= 1

/**
 * A bank from a message or a stranger, if it is one: typed arrays of the right lengths, every recording inside `pcm` with its guard, every number
 * finite and in its range. Null where it is not.
 */
export function readBank(given: unknown): SampleBank | null {
  if (typeof given !== 'object' || given === null) return null
  const bank: Partial<Record<keyof SampleBank, unknown>> = { ...given }
  const { rate, velocities, pcm, starts, lengths, pitches, gains, dulls, lifts } = bank
  if (typeof rate !== 'number' || !(rate >= 8000 && rate <= 192000)) return null
  if (!(pcm instanceof Int16Array) || !(starts instanceof Int32Array) || !(lengths instanceof Int32Array))
    return null
  if (
    !(
      velocities instanceof Float64Array &&
      pitches instanceof Float64Array &&
      gains instanceof Float64Array
    ) ||
    !(dulls instanceof Float64Array && lifts instanceof Float64Array)
  )
    return null
  const count = starts.length
  if (count === 0 || count > MOST_RECORDINGS || pcm.length > MOST_SAMPLES) return null
  if ([lengths, pitches, gains, dulls, lifts].some(({ length }) => length !== count)) return null
  if (velocities.length === 0 || count % velocities.length !== 0) return null
  const read: SampleBank = { rate, velocities, pcm, starts, lengths, pitches, gains, dulls, lifts }
  return isSound(read) ? read : null
}

function isSound({ velocities, pcm, starts, lengths, pitches, gains, dulls, lifts }: SampleBank): boolean {
  const rising = (list: Float64Array): boolean => list.every((x, i) => i === 0 || x > (list[i - 1] ?? x))
  if (!velocities.every(isShare) || !rising(velocities) || velocities[velocities.length - 1] !== 1)
    return false
  // The first layer of each key says where the key lies.
  if (!rising(pitches.filter((_, i) => i % velocities.length === 0))) return false
  return starts.every((start, i) => {
    const length = lengths[i] ?? 0
    return (
      start >= GUARD &&
      length > 0 &&
      start + length + GUARD <= pcm.length &&
      isWithin(pitches[i], 10, 20000) &&
      isWithin(gains[i], 0, 1) &&
      isWithin(lifts[i], 0.1, 100) &&
      isShare(dulls[i] ?? 0)
    )
  })
}

const isWithin = (x: number | undefined, low: number, high: number): boolean =>
  x !== undefined && x >= low && x <= high
