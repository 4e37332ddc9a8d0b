/** How loud a band is made before it plays: found once for each piece, by listening to its first bars (runtime/audio/level.ts). */

import { gainOfBand } from '../../runtime/audio/level.ts'
import { wantsSamples } from '../../runtime/audio/palette/piano-of-timbre.ts'
import type { Policy } from '../../runtime/create-policy.ts'
import type { Decibels, Seconds } from '../../runtime/units.ts'

/** As much as tells how loud a band is, and is computed before anybody has waited for it. */
const LISTENED: Seconds = 8
/** What lies above 12 kHz adds nothing to loudness. */
const RATE = 24_000

const known = new Map<string, Decibels>()

/**
 * @param onSampled called when the band has a piano that is played from recordings. It is listened to as a modal one, which is as loud.
 */
export function levelOfBand(
  { definition, score }: Pick<Policy, 'definition' | 'score'>,
  onSampled: () => void = () => {},
): Decibels {
  const found = known.get(definition.behaviour)
  if (found !== undefined) return found
  const level = listen()
  known.set(definition.behaviour, level)
  return level

  function listen(): Decibels {
    try {
      const { beats } = score({ seconds: LISTENED })
      if (wantsSamples(beats, definition.members)) onSampled()
      return gainOfBand({ beats, members: definition.members, sampleRate: RATE, seconds: LISTENED })
    } catch {
      // A band that cannot be scored may still play.
      return 0
    }
  }
}
