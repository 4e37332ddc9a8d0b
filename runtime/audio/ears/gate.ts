/**
 * The band comes back from the loudspeaker, and the microphone hears it: those onsets are nobody's playing.
 *
 * What tells them apart is that the band knows when it sounds. An onset that follows the band's events again and again
 * after the same few milliseconds is the loudspeaker; people are never that exact (a drummer's standard deviation is
 * 10 ms and more). How loud the band comes back is learned from the same onsets, so that a player who is clearly louder
 * counts even at the very moment of an event. What the host says about when it will be heard is believed until the
 * events say otherwise. Until enough of them have passed, an onset beside one has to be clearer than usual.
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
  /** Is the band known to be heard at this time, to the millisecond? */
  expects(time: Seconds): boolean
  /** When the band is heard first from this time on, after its usual lag; NaN where no event or no such lag is known. */
  strokeAfter(time: Seconds): Seconds
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
/** Seconds that the loudspeaker's onsets may differ by: of a player with a deviation of 10 ms one in twelve is as near by chance. */
const SAME_LAG = 0.001
/** Of the remembered events that were followed by anything, so many after the same time: it is the loudspeaker. */
const ENOUGH: Ratio = 0.35
/** No fewer than these, and a calibrated host's own word, a lag of nothing, is worth as many. */
const LEAST = 2
/** Seconds by which a calibrated host may be wrong. */
const EXACT = 0.0005
/** Fewer events are no habit. */
const FEWEST = 8
/** Louder than nearly all that came back by this much is a player … */
const CLEARLY_LOUDER: Decibels = 7
/** … and by this much more, divided by their number, where that is small. */
const FEW_LEVELS: Decibels = 10
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

  /** Remembered events after which something was heard this long afterwards. */
  function heardAfter(lag: Seconds): number {
    let count = 0
    const known = past < MEMORY ? past : MEMORY
    for (let i = 0; i < known; i++) if (isSame(pastLags[i] ?? Number.NaN, lag)) count++
    return count
  }

  /** Is an onset this long after an event the loudspeaker's, unless it is loud? */
  function isKnown(lag: Seconds): boolean {
    let heard = 0
    const known = past < MEMORY ? past : MEMORY
    for (let i = 0; i < known; i++) if (!Number.isNaN(pastLags[i] ?? Number.NaN)) heard++
    const count = heardAfter(lag) + (lag >= -EXACT && lag <= EXACT ? LEAST : 0)
    return count >= LEAST && count >= ENOUGH * heard
  }

  /** The level, for a strength of 1, below which an onset this long after an event is the loudspeaker's. */
  function loudspeaker(lag: Seconds): Decibels {
    if (!isKnown(lag)) return Number.NEGATIVE_INFINITY
    const known = past < MEMORY ? past : MEMORY
    let count = 0
    for (let i = 0; i < known; i++) {
      if (!isSame(pastLags[i] ?? Number.NaN, lag)) continue
      // Sorted as they come, loudest last.
      const level = pastLevels[i] ?? 0
      let at = count++
      for (; at > 0 && (sorted[at - 1] ?? 0) > level; at--) sorted[at] = sorted[at - 1] ?? 0
      sorted[at] = level
    }
    if (count === 0) return Number.POSITIVE_INFINITY
    return (sorted[Math.floor(0.8 * (count - 1))] ?? 0) + CLEARLY_LOUDER + FEW_LEVELS / count
  }

  /** The lag that most of the remembered events have; none until there are any. */
  function usualLag(): Seconds {
    const known = past < MEMORY ? past : MEMORY
    let usual = 0
    let most = 0
    for (let i = 0; i < known; i++) {
      const lag = pastLags[i] ?? Number.NaN
      const count = heardAfter(lag)
      if (count > most) {
        most = count
        usual = lag
      }
    }
    return usual
  }

  return {
    expects(time) {
      const event = nearest(time)
      return event >= 0 && isKnown(time - (times[event] ?? 0))
    },

    strokeAfter(time) {
      const lag = usualLag()
      if (!isKnown(lag)) return Number.NaN
      for (let i = 0; i < events; i++) {
        const heard = (times[i] ?? 0) + lag
        if (heard >= time) return heard
      }
      return Number.NaN
    },

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

const isSame = (lag: Seconds, other: Seconds): boolean => lag - other >= -SAME_LAG && lag - other <= SAME_LAG

/** 20·log10. */
const decibelsOf = (gain: Ratio): Decibels => 6.020599913279624 * log2(gain)
