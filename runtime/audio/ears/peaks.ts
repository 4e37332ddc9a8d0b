/**
 * Which rises of the novelty are onsets: causal peak picking. HOT PATH: allocates nothing after construction.
 *
 * A peak is the highest value from 18 ms before it to two hops after it, above a threshold that goes with what the
 * novelty has lately been (so noise raises it), and above what is left of the last peak (so an attack that rattles
 * counts once).
 */

import { exp } from '../../math.ts'
import type { Seconds } from '../../units.ts'

export interface PeakPicker {
  /** Frames that a peak is decided late. */
  readonly lookahead: number
  /** Takes the next frame's novelty; gives how far the peak `lookahead` frames ago stands above its threshold, or 0. */
  next(novelty: number): number
  /** As `next`, when no more frames come. */
  last(): number
}

const LOOKAHEAD = 2
/** Octaves of power, as `novelty.ts` measures them. */
const THRESHOLD = 0.22
/** Times what the novelty has been on average … */
const ABOVE_MEAN = 1.3
/** … over this long, seconds. */
const MEAN_MEMORY = 0.05
/** A single onset moves the average by no more than one of this height would. */
const MEAN_STEP = 1
/** Seconds before a peak in which nothing is higher. */
const ALONE_BEFORE = 0.018
/** What is left of a peak falls by a factor of e in this time, seconds. */
const MASK_MEMORY = 0.04
const MASK = 0.32

export function createPeakPicker(hopSeconds: Seconds): PeakPicker {
  const before = Math.round(ALONE_BEFORE / hopSeconds)
  const length = before + 1 + LOOKAHEAD
  const values = new Float64Array(length)
  const thresholds = new Float64Array(length)
  const share = hopSeconds / MEAN_MEMORY
  const fade = exp(-hopSeconds / MASK_MEMORY)
  let frame = 0
  let mean = 0
  let mask = 0
  let lastPeak = Number.NEGATIVE_INFINITY

  function next(novelty: number): number {
    const at = frame % length
    values[at] = novelty
    thresholds[at] = THRESHOLD + ABOVE_MEAN * mean
    const held = novelty < mean + MEAN_STEP ? novelty : mean + MEAN_STEP
    mean += (held - mean) * share
    mask *= fade
    frame++
    return judge(frame - 1 - LOOKAHEAD, frame)
  }

  /** @param end frames that have been heard */
  function judge(candidate: number, end: number): number {
    if (candidate < 0) return 0
    const value = values[candidate % length] ?? 0
    const threshold = thresholds[candidate % length] ?? 0
    if (value < threshold || value < mask) return 0
    for (let n = candidate + 1; n < end; n++) if ((values[n % length] ?? 0) > value) return 0
    const from = Math.max(0, candidate - before, lastPeak + 1)
    for (let n = from; n < candidate; n++) if ((values[n % length] ?? 0) >= value) return 0
    lastPeak = candidate
    mask = MASK * value
    return value / threshold
  }

  return {
    lookahead: LOOKAHEAD,
    next,
    last() {
      for (let candidate = Math.max(0, frame - LOOKAHEAD); candidate < frame; candidate++) {
        const above = judge(candidate, frame)
        if (above > 0) return above
      }
      return 0
    },
  }
}
