/**
 * How sure the band is that it hears the player's beat, 0..1. Corrections scale with it; below `COASTS_BELOW` it
 * holds the tempo, corrects nothing and goes on counting, until the player is found again.
 *
 * HOT PATH: one call a beat; allocates nothing.
 */

import type { Ratio } from '../units.ts'

const EXPLAINED: Ratio = 0.1
const UNEXPLAINED: Ratio = -0.15
const SILENT: Ratio = -0.05
export const COASTS_BELOW: Ratio = 0.3
/** As sure as the band is of a player who has come back. */
const FOUND_AGAIN: Ratio = 0.5
/** 0.1 and 0.05 are no binary fractions: without this, 1 − 14 · 0.05 would not be 0.3. */
export const STEPS = 20
/** The same in steps. */
export const FOUND_AGAIN_STEPS = FOUND_AGAIN * STEPS

export class Confidence {
  /** In twentieths, so that steps add up exactly. */
  #steps = STEPS

  get value(): Ratio {
    return this.#steps / STEPS
  }

  get coasts(): boolean {
    return this.value < COASTS_BELOW
  }

  closeBeat(explained: boolean, heard: boolean): void {
    this.#steps = stepsAfter(this.#steps, explained, heard)
  }

  foundAgain(): void {
    this.#steps = FOUND_AGAIN_STEPS
  }
}

/** How sure the band is after a beat, in steps. */
export function stepsAfter(before: number, explained: boolean, heard: boolean): number {
  const change = explained ? EXPLAINED : heard ? UNEXPLAINED : SILENT
  const steps = before + Math.round(change * STEPS)
  return steps < 0 ? 0 : steps > STEPS ? STEPS : steps
}
