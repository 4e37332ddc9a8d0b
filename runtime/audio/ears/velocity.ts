/**
 * How hard was it played? A microphone's level says nothing by itself (distance, gain), so the attack is held against
 * the loud ones lately. Velocity is taken as MIDI instruments take it: level goes with its square, so half the
 * velocity is 12 dB less.
 */

import { exp2 } from '../../math.ts'
import type { Decibels, Ratio } from '../../units.ts'

export interface VelocityScale {
  /** The velocity of an attack of this level; it becomes part of what later ones are held against. */
  next(level: Decibels): Ratio
}

/** The first attack counts as neither loud nor soft. */
const FIRST: Ratio = 0.7
const FIRST_BELOW_FULL: Decibels = 6.2
/** Of the way to a louder attack, at once; of the way to a softer one, each time. */
const UP = 0.7
const DOWN = 0.02
/** Octaves of velocity in a decibel: log2(10) / 40. */
const OCTAVES_PER_DECIBEL = 0.08304820237218406

export function createVelocityScale(): VelocityScale {
  /** The level of velocity 1. */
  let full = Number.NaN
  return {
    next(level) {
      if (Number.isNaN(full)) {
        full = level + FIRST_BELOW_FULL
        return FIRST
      }
      const below = level - full
      full += below * (below > 0 ? UP : DOWN)
      return below >= 0 ? 1 : exp2(below * OCTAVES_PER_DECIBEL)
    },
  }
}
