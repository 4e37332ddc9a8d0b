/**
 * The band comes back from the loudspeaker, and the microphone hears it: those onsets are nobody's playing.
 *
 * What tells them apart is that the band knows when it sounds. An onset that follows the band's events again and again
 * after the same few milliseconds is the loudspeaker; people are never that exact (a drummer's standard deviation is
 * 10 ms and more). How loud the band comes back is learned from the same onsets, so that a player who is clearly louder
 * counts even at the very moment of an event. Until enough events have passed, an onset beside one has to be clearer
 * than usual.
 *
 * Allocates nothing after construction.
 */

import { log2 } from '../../math.ts'
import type { Decibels, Ratio, Seconds } from '../../units.ts'

export interface Gate {
  /** An event of the band, at the time when the microphone will hear it; soon after or before, in any order. */
  expect(time: Seconds, strength: Ratio): void
  /**
   * Is this onset the band's own? Also how the gate learns: it wants to hear of each onset once, in order.
   *
   * @param above how far it stands above the threshold of onsets: 1 is just there
   */
  isBand(time: Seconds, level: Decibels, above: Ratio): boolean
}

/** Events that may be known at once; the oldest one gives way. */
const MOST_EVENTS = 256
/** Seconds around an event in which an onset may be the band's: the clock's jitter before, the room after. */
const BEFORE = 0.02
const AFTER = 0.06
/** Events this near, in seconds, are one: a chord, or a bass with the drum. */
const TOGETHER = 0.004
/** Events that are remembered. */
const MEMORY = 32
/** Seconds that the loudspeaker's onsets may differ by. */
const SAME_LAG = 0.003
/** Of the remembered events, so many had an onset after the same time: it is the loudspeaker. */
const ENOUGH: Ratio = 0.4
/** Fewer events are no habit. */
const FEWEST = 8
/** Louder than nearly all that came back by this much is a player. */
const CLEARLY_LOUDER: Decibels = 5
/** Beside an event of full strength an unknown onset has to be this much clearer than the threshold asks. */
const CLEARER = 1

export function createGate(): Gate {
  const times = new Float64Array(MOST_EVENTS)
  const strengths = new Float64Array(MOST_EVENTS)
  /** What each event was followed by; NaN where by nothing yet. */
  const lags = new Float64Array(MOST_EVENTS)
  const levels = new Float64Array(MOST_EVENTS)
  let events = 0
  /** The last events that are over: lag, and level for a strength of 1. */
  const pastLags = new Float64Array(MEMORY).fill(Number.NaN)
  const pastLevels = new Float64Array(MEMORY)
  const sorted = new Float64Array(MEMORY)
  let past = 0

  function forgetFirst(): void {
    pastLags[past % MEMORY] = lags[0] ?? Number.NaN
    pastLevels[past % MEMORY] = levels[0] ?? 0
    past++
    events--
    times.copyWithin(0, 1, events + 1)
    strengths.copyWithin(0, 1, events + 1)
    lags.copyWithin(0, 1, events + 1)
    levels.copyWithin(0, 1, events + 1)
  }

  function nearest(time: Seconds): number {
    let best = -1
    let distance = Number.POSITIVE_INFINITY
    for (let i = 0; i < events; i++) {
      const lag = time - (times[i] ?? 0)
      if (lag < -BEFORE || lag > AFTER) continue
      const away = lag < 0 ? -lag : lag
      if (away < distance) {
        distance = away
        best = i
      }
    }
    return best
  }

  /** The level, for a strength of 1, below which an onset this long after an event is the loudspeaker's. */
  function loudspeaker(lag: Seconds): Decibels {
    const known = past < MEMORY ? past : MEMORY
    let count = 0
    for (let i = 0; i < known; i++) {
      const away = (pastLags[i] ?? Number.NaN) - lag
      if (!(away >= -SAME_LAG && away <= SAME_LAG)) continue
      // Sorted as they come, loudest last.
      const level = pastLevels[i] ?? 0
      let at = count++
      for (; at > 0 && (sorted[at - 1] ?? 0) > level; at--) sorted[at] = sorted[at - 1] ?? 0
      sorted[at] = level
    }
    if (count < ENOUGH * (known > FEWEST ? known : FEWEST)) return Number.NEGATIVE_INFINITY
    return (sorted[Math.floor(0.8 * (count - 1))] ?? 0) + CLEARLY_LOUDER
  }

  return {
    expect(time, strength) {
      if (!Number.isFinite(time) || !(strength > 0)) return
      const share = strength < 1 ? strength : 1
      let at = events
      while (at > 0 && (times[at - 1] ?? 0) > time) at--
      for (let i = at - 1; i <= at; i++) {
        if (i < 0 || i >= events || Math.abs((times[i] ?? 0) - time) > TOGETHER) continue
        if (share > (strengths[i] ?? 0)) strengths[i] = share
        return
      }
      if (events === MOST_EVENTS) {
        forgetFirst()
        if (at > 0) at--
      }
      times.copyWithin(at + 1, at, events)
      strengths.copyWithin(at + 1, at, events)
      lags.copyWithin(at + 1, at, events)
      levels.copyWithin(at + 1, at, events)
      times[at] = time
      strengths[at] = share
      lags[at] = Number.NaN
      levels[at] = 0
      events++
    },

    isBand(time, level, above) {
      while (events > 0 && (times[0] ?? 0) < time - AFTER) forgetFirst()
      const event = nearest(time)
      if (event < 0) return false
      const strength = strengths[event] ?? 0
      const lag = time - (times[event] ?? 0)
      const relative = level - decibelsOf(strength)
      if (Number.isNaN(lags[event])) {
        lags[event] = lag
        levels[event] = relative
      }
      if (relative <= loudspeaker(lag)) return true
      return past < FEWEST && above < 1 + CLEARER * strength
    },
  }
}

/** 20·log10. */
const decibelsOf = (gain: Ratio): Decibels => 6.020599913279624 * log2(gain)
