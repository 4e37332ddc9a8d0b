/**
 * Responsiveness zones: how far the band moves towards a player who is off the beat.
 *
 *                    ◄───────── limit ─────────►
 *                    ◄───── follow ─────►
 *                         ◄─ snap ─►
 *     ───────────────────────|●|───────────────────────
 *                            beat
 *
 * HOT PATH: called once per player onset and, in bulk, by the training environment; allocates nothing. This is
 * the only implementation of the zones in the project.
 */

import type { ResponseMode } from '../score/beat.ts'
import type { Milliseconds, Ratio, Seconds } from '../units.ts'

export type Curve = 'classic' | 'smooth'

/** The founding settings of a responsive metronome. */
export interface ResponsivenessConfig {
  /** Closer than this the beat is held. */
  readonly snapThresholdMs: Milliseconds
  /** Closer than this the band leans towards the player. */
  readonly followThresholdMs: Milliseconds
  /** The band never moves further than this. */
  readonly limitThresholdMs: Milliseconds
  /** 0 ignores the player, 1 goes all the way at the far end of the follow zone. */
  readonly followStrength: Ratio
}

/** Those of a band without a `player` block: 20, 100 and 200 ms, strength 0.5. */
export const DEFAULT_RESPONSIVENESS: ResponsivenessConfig = {
  snapThresholdMs: 20,
  followThresholdMs: 100,
  limitThresholdMs: 200,
  followStrength: 0.5,
}

/**
 * The founding formula: when the band plays its next beat, given when it expected to and when the player played.
 *
 * Bit for bit the founding Python function, its strict comparisons and its jump at the follow threshold included.
 * The tempo range of a band is not its concern: see `follow/clock.ts`.
 */
export function computeNextBeat(
  expectedBeatTime: Seconds,
  humanOnsetTime: Seconds,
  config: ResponsivenessConfig = DEFAULT_RESPONSIVENESS,
): Seconds {
  const deviation = humanOnsetTime - expectedBeatTime
  const { snapThresholdMs, followThresholdMs, limitThresholdMs, followStrength } = config
  if (zoneOf(deviation, snapThresholdMs, followThresholdMs) === 'snap') return expectedBeatTime
  return (
    expectedBeatTime +
    correction(deviation, snapThresholdMs, followThresholdMs, limitThresholdMs, followStrength, 'classic')
  )
}

/** The zone that a deviation falls into. A threshold belongs to the zone outside it. */
export function zoneOf(deviation: Seconds, snap: Milliseconds, follow: Milliseconds): ResponseMode {
  const distance = Math.abs(deviation * 1000)
  if (distance < snap) return 'snap'
  return distance < follow ? 'follow' : 'limit'
}

/**
 * The correction, in seconds, that the next beat gets for a deviation.
 *
 * With d the deviation, S, F, L the thresholds and k the strength (language/REFERENCE.md, Following):
 * 0 below S; k·(|d|−S)/(F−S)·d from S to F; beyond, `classic` gives d clamped to ±L (it jumps at F), `smooth`
 * rises in a straight line from k·F at F to L at L, so that it is continuous and monotone.
 *
 * Thresholds are in milliseconds and the deviation in seconds, as in the founding function: comparing in one unit
 * and blending in the other is part of its bits.
 */
export function correction(
  deviation: Seconds,
  snap: Milliseconds,
  follow: Milliseconds,
  limit: Milliseconds,
  strength: Ratio,
  curve: Curve,
): Seconds {
  const distance = Math.abs(deviation * 1000)
  if (distance < snap) return 0
  if (distance < follow) {
    const t = (distance - snap) / (follow - snap)
    return t * strength * deviation
  }
  const furthest = limit / 1000
  if (curve === 'smooth' && distance < limit) {
    const near = strength * follow
    const reach = (near + (limit - near) * ((distance - follow) / (limit - follow))) / 1000
    return deviation < 0 ? -reach : reach
  }
  // Written as comparisons, because Python's min and max keep their first argument where neither is smaller.
  const clamped = deviation < furthest ? deviation : furthest
  return clamped > -furthest ? clamped : -furthest
}
