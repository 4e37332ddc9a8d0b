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

type Plays = NonNullable<PolicyDefinition['player']['plays']>

export const ANYTHING: Expected = { played: null, share: NEAREST_SHARE }

/**
 * By section. Most sections share a pattern and a metre, and what is expected with them.
 * @param expects what the policy brings for `plays`
 */
export function expectedIn(
  { player, sections }: PolicyDefinition,
  expects: typeof expecting | undefined,
): readonly Expected[] {
  const known = new Map<Plays, Map<string, Expected>>()
  return sections.map(({ meter, plays = player.plays }) => {
    if (plays === null || expects === undefined) return ANYTHING
    const beat = meter.beats[1] ?? meter.quarters
    const metre = `${beat} ${meter.quarters}`
    const alike = known.get(plays) ?? new Map<string, Expected>()
    known.set(plays, alike)
    const found = alike.get(metre) ?? expects(plays, beat, meter.quarters)
    alike.set(metre, found)
    return found
  })
}
