/** What the player is expected to play in each section, and how far from there a note may lie. */

import type { PolicyDefinition } from '../policy.ts'
import type { Ratio } from '../units.ts'
import type { Expectation } from './evidence.ts'
import type { expecting } from './played.ts'
import { NEAREST_SHARE } from './window.ts'

export interface Expected {
  /** null where nobody said. */
  readonly played: Expectation | null
  /** Of a beat, see `nearestShare`. */
  readonly share: Ratio
}

export const ANYTHING: Expected = { played: null, share: NEAREST_SHARE }

/**
 * By section.
 * @param expects what the policy brings for `plays`
 */
export function expectedIn(
  { player, sections }: PolicyDefinition,
  expects: typeof expecting | undefined,
): readonly Expected[] {
  return sections.map(({ meter, plays = player.plays }) =>
    plays === null || expects === undefined ? ANYTHING : expects(plays, meter.beats[1] ?? meter.quarters),
  )
}
