/**
 * Which rises of the novelty are onsets: causal peak picking. HOT PATH: allocates nothing after construction.
 *
 * A peak is the highest value from 18 ms before it to a frame after it, above a threshold that goes with what the
 * novelty has lately been (so noise raises it), and above what is left of the last peak (so an attack that rattles
 * counts once). A rise that goes on for four frames is told before it is over: a bowed note's attack takes longer than an
 * onset may wait, and what has risen so long would have been a peak anyway.
 */

import { exp } from '../../math.ts'
import type { Seconds } from '../../units.ts'

export interface PeakPicker {
  /** Frames that a peak is decided late. */
  readonly lookahead: number
  /** How far the last peak stands above its threshold: 1 is just there. */
  readonly above: Float64Array
  /** Takes the next frame's novelty, `novelty[0]`: is there a peak `lookahead` frames ago, or a rise that has lasted? */
  next(novelty: Float64Array): boolean
  /** As `next`, when no more frames come. */
  last(): boolean
}

const LOOKAHEAD = 1
/** Octaves of power, as `novelty.ts` measures them. */
const THRESHOLD = 0.22
/** Times what the novelty has been on average … */
const ABOVE_MEAN = 1.4
/** … over this long, seconds. */
const MEAN_MEMORY = 0.05
/** A single onset moves the average by no more than one of this height would. */
const MEAN_STEP = 1
/** Seconds before a peak in which nothing is higher. */
const ALONE_BEFORE = 0.018
/** What is left of a peak falls by a factor of e in this time, seconds. */
const MASK_MEMORY = 0.06
const MASK = 0.45
/** So many frames above the threshold, each higher than the last, need no frame after them. */
const STEADY = 4

export function createPeakPicker(hopSeconds: Seconds): PeakPicker {
  const before = Math.round(ALONE_BEFORE / hopSeconds)
  const length = before + 1 + LOOKAHEAD
  const values = new Float64Array(length)
  const thresholds = new Float64Array(length)
  const share = hopSeconds / MEAN_MEMORY
  const fade = exp(-hopSeconds / MASK_MEMORY)
  const above = new Float64Array(1)
  /** In arrays, since a fraction in a variable of a closure is an object to the engine. */
  const mean = new Float64Array(1)
  const mask = new Float64Array(1)
  let frame = 0
  let lastPeak = -1
  /** Frames for which the novelty has risen above its threshold. */
  let rising = 0
  /** The rise that goes on has been told. */
  let told = false

  function next(novelty: Float64Array): boolean {
    const at = frame % length
    const value = novelty[0] ?? 0
    const usual = mean[0] ?? 0
    const threshold = THRESHOLD + ABOVE_MEAN * usual
    const higher = value > (values[(at + length - 1) % length] ?? 0)
    values[at] = value
    thresholds[at] = threshold
    const held = value < usual + MEAN_STEP ? value : usual + MEAN_STEP
    mean[0] = usual + (held - usual) * share
    mask[0] = (mask[0] ?? 0) * fade
    rising = value < threshold ? 0 : higher ? rising + 1 : 1
    frame++
    if (rising === STEADY && value >= (mask[0] ?? 0)) {
      tell(frame - 1, value, threshold)
      told = true
      return true
    }
    const peak = judge(frame - 1 - LOOKAHEAD, frame)
    // The top of a rise that was told on its way.
    const again = told && !higher
    if (!higher) told = false
    return peak && !again
  }

  function tell(peak: number, value: number, threshold: number): void {
    lastPeak = peak
    mask[0] = MASK * value
    above[0] = value / threshold
  }

  /** @param end frames that have been heard */
  function judge(candidate: number, end: number): boolean {
    if (candidate <= lastPeak) return false
    const value = values[candidate % length] ?? 0
    const threshold = thresholds[candidate % length] ?? 0
    if (value < threshold || value < (mask[0] ?? 0)) return false
    for (let n = candidate + 1; n < end; n++) if ((values[n % length] ?? 0) > value) return false
    const from = Math.max(0, candidate - before, lastPeak + 1)
    for (let n = from; n < candidate; n++) if ((values[n % length] ?? 0) >= value) return false
    tell(candidate, value, threshold)
    return true
  }

  return {
    lookahead: LOOKAHEAD,
    above,
    next,
    last() {
      for (let candidate = Math.max(0, frame - LOOKAHEAD); candidate < frame; candidate++) {
        if (judge(candidate, frame)) return true
      }
      return false
    },
  }
}
