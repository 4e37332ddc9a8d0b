/** How loud a band is made before it plays: found once for each piece, by listening to some of its bars (runtime/audio/level.ts). */

import { gainOfBand } from '../../runtime/audio/level.ts'
import { wantsSamples } from '../../runtime/audio/palette/piano-of-timbre.ts'
import type { Policy } from '../../runtime/create-policy.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import type { Decibels, Seconds } from '../../runtime/units.ts'

/** Stretches from all over the form, for a first section may be soft: as much as is computed before anybody has waited for it. */
const STRETCHES = 4
const STRETCH: Seconds = 2
/** A minute and a half of events take 10 ms; most forms have come round in it. */
const LOOKED_AT: Seconds = 96
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
      const { beats } = score({ seconds: LOOKED_AT })
      if (wantsSamples(beats, definition.members)) onSampled()
      return gainOfBand({
        beats: stretchesOf(beats),
        members: definition.members,
        sampleRate: RATE,
        seconds: STRETCHES * STRETCH,
      })
    } catch {
      // A band that cannot be scored may still play.
      return 0
    }
  }
}

/** Some seconds of the beginning, of the end and of what lies between, one after the other. */
function stretchesOf(beats: readonly Beat[]): readonly Beat[] {
  const length = beats.at(-1)?.timestamp ?? 0
  // What is shorter is heard whole.
  if (length <= STRETCHES * STRETCH) return beats
  return Array.from({ length: STRETCHES }, (_, i) => {
    const from = (i * (length - STRETCH)) / (STRETCHES - 1)
    return beats
      .filter(({ timestamp }) => timestamp >= from && timestamp < from + STRETCH)
      .map((beat) => ({ ...beat, timestamp: beat.timestamp - from + i * STRETCH }))
  }).flat()
}
