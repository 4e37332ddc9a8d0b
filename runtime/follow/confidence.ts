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
const COASTS_BELOW: Ratio = 0.3
/** As sure as the band is of a player who has come back. */
const FOUND_AGAIN: Ratio = 0.5
/** 0.1 and 0.05 are no binary fractions: without this, 1 − 14 · 0.05 would not be 0.3. */
const STEPS = 20

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
    const change = explained ? EXPLAINED : heard ? UNEXPLAINED : SILENT
    const steps = this.#steps + Math.round(change * STEPS)
    this.#steps = steps < 0 ? 0 : steps > STEPS ? STEPS : steps
  }

  foundAgain(): void {
    this.#steps = FOUND_AGAIN * STEPS
  }
}
