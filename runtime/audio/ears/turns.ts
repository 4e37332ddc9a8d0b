/**
 * Is it struck, or does it only come round? HOT PATH: runs once an onset, allocates nothing after construction.
 *
 * A low string goes through a place 31 to 55 times a second, and the window of `novelty.ts` is shorter than one of its turns:
 * each turn rises out of what the last one left, like a stroke. But a turn is as the one before it, and no louder. So the newest
 * stretch is held against what was heard one turn earlier, both without what a linear predictor knew would come (`foot.ts`):
 * drums that ring are gone with it, and a soft stroke on them is not alike.
 */

import type { Hertz, Ratio, Seconds } from '../../units.ts'

export interface Turns {
  /** Samples needed. */
  readonly span: number
  /** @param errors what was not predicted of the newest `span` samples */
  comesRound(errors: Float64Array): boolean
}

/** What is compared: the attack and all that there is of it when it is decided. */
const STRETCH: Seconds = 0.018
/** A turn of A1 and one of B0, with a little slack. Shorter ones hardly rise: they are over within the window of `novelty.ts`. */
const SHORTEST_TURN: Seconds = 0.0175
const LONGEST_TURN: Seconds = 0.034
/** What comes round sooner is no low string, whatever its multiples do. */
const SOONEST: Seconds = 0.004
/** Samples are averaged down to about this rate: a string's highs are no longer alike after a turn. */
const RATE: Hertz = 6000
/** Two turns are as like as this … */
const ALIKE: Ratio = 0.75
/** … and by so much more than at any shorter distance. */
const CLEARLY: Ratio = 0.25
/** The later turn has at most this much of the amplitude of the one before. */
const GROWN: Ratio = 1.1

export function createTurns(rate: Hertz): Turns {
  const step = Math.max(1, Math.floor(rate / RATE))
  const slow = rate / step
  const stretch = Math.round(STRETCH * slow)
  const soonest = Math.round(SOONEST * slow)
  const shortest = Math.round(SHORTEST_TURN * slow)
  const longest = Math.round(LONGEST_TURN * slow) + 1
  const length = stretch + longest
  const heard = new Float64Array(length)
  const alike = new Float64Array(longest + 1)
  const span = (length + 1) * step

  function comesRound(errors: Float64Array): boolean {
    // Each sample is the mean of two steps, so that little is left of what a step cannot hold.
    let last = 0
    for (let n = 0; n <= length; n++) {
      let sum = 0
      for (let k = 0; k < step; k++) sum += errors[n * step + k] ?? 0
      if (n > 0) heard[n - 1] = sum + last
      last = sum
    }
    let now = 0
    for (let n = length - stretch; n < length; n++) now += (heard[n] ?? 0) * (heard[n] ?? 0)
    let sooner = 0
    let best = 0
    let at = 0
    for (let lag = soonest; lag <= longest; lag++) {
      let both = 0
      let before = 0
      for (let n = length - stretch; n < length; n++) {
        const then = heard[n - lag] ?? 0
        both += then * (heard[n] ?? 0)
        before += then * then
      }
      const r = both > 0 ? both / Math.sqrt(now * before) : 0
      alike[lag] = r
      if (lag < shortest) {
        if (r > sooner) sooner = r
      } else if (r > best && lag < longest) {
        best = r
        at = lag
      }
    }
    // A turn is seldom a whole number of steps: the top of a parabola through three of them.
    const left = alike[at - 1] ?? 0
    const right = alike[at + 1] ?? 0
    const bend = 2 * best - left - right
    if (bend > 0) best += ((left - right) * (left - right)) / (8 * bend)
    if (!(best > ALIKE && best > sooner + CLEARLY)) return false
    let before = 0
    for (let n = length - stretch - at; n < length - at; n++) before += (heard[n] ?? 0) * (heard[n] ?? 0)
    return now < GROWN * GROWN * before
  }

  return { span, comesRound }
}
