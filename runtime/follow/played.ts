/**
 * The file says what the player plays (`plays |x . x x|`): an event belongs to the nearest place where one is
 * expected, and all expected places speak for the beat they lie in.
 *
 * HOT PATH: one call an onset; allocates nothing.
 */

import type { Quarters } from '../units.ts'
import type { Events } from './events.ts'
import { type BeatPlace, type Evidence, type Expectation, type Loudness, loudestNear } from './evidence.ts'
import type { Expected } from './expected.ts'
import { nearestShare } from './window.ts'

/** Places this close, in quarters, are the same. */
const SAME: Quarters = 1e-6

const NOTHING: readonly Quarters[] = []

/**
 * What `plays` brings.
 * @param beat length of a beat
 * @param length of a bar
 */
export const expecting = (
  bars: readonly (readonly Quarters[])[],
  beat: Quarters,
  length: Quarters,
): Expected => ({
  played: new Played(bars),
  share: nearestShare(bars, beat, length),
})

export class Played implements Expectation {
  readonly #bars: readonly (readonly Quarters[])[]

  /** @param bars expected places, quarters from bar start, ascending, one list a bar of the pattern */
  constructor(bars: readonly (readonly Quarters[])[]) {
    this.#bars = bars
  }

  judge(events: Events, place: BeatPlace, loudness: Loudness, evidence: Evidence): void {
    const { at, shift, beat, length } = place
    const bars = this.#bars
    const expected = bars[place.bar % bars.length] ?? NOTHING
    const toSeconds = beat / length
    let weights = 0
    let sum = 0
    for (let i = 0; i < expected.length; i++) {
      const from = (expected[i] ?? 0) - place.place
      if (from < -SAME) continue
      if (from >= length - SAME) break
      const onBeat = from < SAME
      const reach = onBeat ? place.window : toSeconds * reachOf(expected, i, from, length - from)
      const when = at + from * toSeconds
      const found = loudestNear(events, when + shift, reach)
      if (found < 0) continue
      const weight = loudness.weight(events.velocity(found))
      weights += weight
      sum += weight * (events.time(found) - when)
      if (onBeat) {
        evidence.onset = events.time(found)
        evidence.velocity = events.velocity(found)
      }
    }
    if (weights === 0) return
    evidence.deviation = sum / weights
    evidence.weight = weights < 1 ? weights : 1
  }

  learn(): void {}
}

/**
 * Half the way to the nearer neighbour, or to a beat: who plays the beats where off-beats are expected would else be
 * taken for early or late ones, and drag the band to the end of its range.
 */
function reachOf(expected: readonly Quarters[], i: number, before: Quarters, after: Quarters): Quarters {
  const here = expected[i] ?? 0
  return Math.min(before, here - (expected[i - 1] ?? -1 / 0), after, (expected[i + 1] ?? 1 / 0) - here) / 2
}
