/** What the player is expected to play in each section, and how far from there a note may lie. */

import type { PlaysDef, PolicyDefinition } from '../policy.ts'
import type { Ratio } from '../units.ts'
import type { Expectation } from './evidence.ts'
import type { expecting } from './played.ts'
import { nearestShare } from './window.ts'

export interface Expected {
  /** null where nobody said. */
  readonly played: Expectation | null
  /** Of a beat, see `nearestShare`. */
  readonly share: Ratio
}

export const ANYTHING: Expected = { played: null, share: nearestShare(null, 1) }

/**
 * By section.
 * @param expects what the policy brings for `plays`
 */
export function expectedIn(
  { player, sections }: PolicyDefinition,
  expects: typeof expecting | undefined,
): readonly Expected[] {
  const of = (bars: PlaysDef, beat: number): Expected => ({
    played: expects?.(bars) ?? null,
    share: nearestShare(bars, beat),
  })
  return sections.map(({ meter, plays = player.plays }) =>
    plays === null ? ANYTHING : of(plays, meter.beats[1] ?? meter.quarters),
  )
}
