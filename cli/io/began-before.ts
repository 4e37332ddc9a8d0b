/**
 * A recording that was switched on while something hummed, hissed or stood beside zero: to the ears that is a stroke on its first
 * sample, and a band that lets the player count in would count from it.
 */

import type { Hertz, Ratio, Seconds } from '../../runtime/units.ts'

/** What goes on like this for so long was there before … */
const LOOKED_AT: Seconds = 0.25
const PARTS = 5
/** … give or take 3 dB: hiss whose lows wander moves by 2.6 (19 times of 20), a bass or a piano that is struck falls by 4. */
const ALIKE: Ratio = 2
/** What moves by 40 dB less than it stands beside zero is a constant; what moves more is heard for itself. */
const UNMOVED: Ratio = 1e-4

export interface Start {
  /** The time before which nothing was played. */
  readonly begins: Seconds
  /** By how much the recording stands beside zero: to be taken off the rest of it, too. */
  readonly constant: number
}

/** A stroke may be its first sample. */
const PLAYED: Start = { begins: 0, constant: 0 }

/**
 * Lets a start that was there before come slowly, in place, so that what is played after it is not measured by it. A start with a stroke
 * in it is left as it is.
 */
export function letComeSlowly(samples: Float32Array, frames: number, rate: Hertz): Start {
  const part = Math.round((LOOKED_AT / PARTS) * rate)
  const length = part * PARTS
  if (frames < length) return PLAYED
  let constant = 0
  for (let i = 0; i < length; i++) constant += (samples[i] ?? 0) / length
  let least = Number.POSITIVE_INFINITY
  let most = 0
  for (let from = 0; from < length; from += part) {
    let power = part * UNMOVED * constant * constant
    for (let i = from; i < from + part; i++) power += ((samples[i] ?? 0) - constant) ** 2
    least = Math.min(least, power)
    most = Math.max(most, power)
  }
  if (most === 0 || !(most <= ALIKE * least)) return PLAYED
  for (let i = 0; i < length; i++) {
    const share = 0.5 - 0.5 * Math.cos((Math.PI * i) / length)
    samples[i] = constant + share * ((samples[i] ?? 0) - constant)
  }
  return { begins: LOOKED_AT, constant }
}
