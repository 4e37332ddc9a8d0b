/**
 * How loudly the player plays, for members whose `dynamics follow player`.
 */

import { type Decibels, decibelsOfGain, type Ratio } from '../units.ts'
import { PLAIN_VELOCITY } from './velocity.ts'

/** The mean remembers about this many onsets. */
const MEMORY = 8

export class PlayerLoudness {
  /** Against a plain stroke. */
  #level: Decibels = 0
  #mean: Ratio = PLAIN_VELOCITY

  hear(velocity: Ratio): void {
    this.#mean += (velocity - this.#mean) / MEMORY
    this.#level = decibelsOfGain(this.#mean / PLAIN_VELOCITY)
  }

  /** What a member adds to its level that follows the player a `share` of the way, at most `most`. */
  lift(share: Ratio, most: Decibels): Decibels {
    const wanted = share * this.#level
    return wanted > most ? most : wanted < -most ? -most : wanted
  }
}

/** The feature `dynamics`. */
export const dynamics = (): PlayerLoudness => new PlayerLoudness()
