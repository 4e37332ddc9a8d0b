/**
 * What becomes of a person's noise: within a session they get steadier by practice (measured) and, later, unsteadier by tiredness (an
 * assumption); from session to session they may learn, or the contrary (an assumption, off unless asked for). All their noises are
 * scaled alike, and so the SD of their asynchronies is.
 */

import type { HumanTraits } from '../../runtime/player/humans.ts'
import type { Beats, Milliseconds, Ratio, Seconds } from '../../runtime/units.ts'

/** SD of the asynchrony in the first, second and third block of a session: measured. */
const SD_IN_BLOCKS: readonly [Milliseconds, Milliseconds, Milliseconds] = [23.1, 21.1, 19.9]
/** How long a block was is not known. An assumption. */
export const BLOCK: Beats = 100
/** Until then nobody tires, and what noise grows by in each minute after. Assumptions. */
export const FRESH: Seconds = 300
export const TIRES: Ratio = 0.02
/** Nobody gets more tired than that. An assumption. */
export const MOST_TIRED: Ratio = 1.5
/** Whether people learn from one session to the next: no open data were found, so that `off` is the default. */
export const LEARNING_ACROSS = ['off', 'on', 'negative'] as const
export type LearningAcross = (typeof LEARNING_ACROSS)[number]
/** What a session that went wholly together takes off the noise, or with `negative` adds to it, and how far that goes. Assumptions. */
export const LEARNS: Ratio = 0.03
export const MOST_LEARNED: Ratio = 0.3

const [FIRST, SECOND, THIRD] = SD_IN_BLOCKS
/** The steps from block to block shrink by the same share: an exponential through the three, and where it leads. */
const STAYS = (SECOND - THIRD) / (FIRST - SECOND)
const LAST = FIRST - (FIRST - SECOND) / (1 - STAYS)
const MEAN = (FIRST + SECOND + THIRD) / 3

/** What noise is multiplied by at a beat; 1 on average over the three blocks that were measured. */
export function practised(beat: Beats): Ratio {
  // At the middle of the first block the SD is that of the first block.
  const blocks = Math.max(0, beat) / BLOCK - 0.5
  return (LAST + (FIRST - LAST) * Math.exp(Math.log(STAYS) * blocks)) / MEAN
}

export function tired(time: Seconds): Ratio {
  return Math.min(MOST_TIRED, 1 + (TIRES * Math.max(0, time - FRESH)) / 60)
}

/** @param lived the sum of `togetherness` over the sessions before */
export function learned(across: LearningAcross, lived: number): Ratio {
  switch (across) {
    case 'off':
      return 1
    case 'on':
      return Math.max(1 - MOST_LEARNED, Math.exp(-LEARNS * lived))
    case 'negative':
      return Math.min(1 + MOST_LEARNED, Math.exp(LEARNS * lived))
  }
}

export function noisier(traits: HumanTraits, by: Ratio): HumanTraits {
  const { timekeeper, motor, scatter, drift } = traits
  return {
    ...traits,
    timekeeper: timekeeper * by,
    motor: motor * by,
    scatter: scatter * by,
    drift: drift * by,
  }
}
