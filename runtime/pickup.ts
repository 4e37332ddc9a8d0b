/** The feature `pickingUp`: where a pickup begins. It ends the bar before bar 1, which has the number 0. */

import type { SectionDef } from './policy.ts'
import type { Quarters } from './units.ts'

/** A part of a beat is a quotient that was rounded: what stands at the pickup's start is in it. */
const SAME_PLACE: Quarters = 1e-9

/** How many beats before bar 1 the band comes in: those that the pickup touches. */
function beats(opening: SectionDef | undefined): number {
  const { pickup = 0, meter = null } = opening ?? {}
  const bar = meter?.beats.length ?? 1
  // All of a bar would be no pickup.
  const whole = pickup >= bar ? bar - 1 : Math.ceil(pickup)
  // Nor is what is no number one.
  return whole > 0 ? whole : 0
}

/** Its place in its bar. */
function start(opening: SectionDef | undefined): Quarters {
  if (opening === undefined) return 0
  const { pickup = 0, meter } = opening
  const whole = beats(opening)
  const first = meter.beats.length - whole
  const from = meter.beats[first] ?? meter.quarters
  const length = (meter.beats[first + 1] ?? meter.quarters) - from
  return from + Math.max(0, whole - pickup) * length - SAME_PLACE
}

/** How long those beats are. */
function length({ meter }: SectionDef, beats: number): Quarters {
  return meter.quarters - (meter.beats[meter.beats.length - beats] ?? meter.quarters)
}

export const pickingUp = { beats, start, length } as const
