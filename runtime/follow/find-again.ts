/**
 * The band coasts and the player is back: where is the beat now?
 *
 * The first event within a quarter beat of the band's beat is it. Where the player is further off than that, two
 * events that lie 1, 2 or ½ beat apart tell that somebody is keeping time: the later one is a beat.
 *
 * HOT PATH: one call an onset while the band coasts; allocates nothing.
 */

import type { Ratio, Seconds } from '../units.ts'
import type { Events } from './events.ts'
import type { BeatPlace } from './evidence.ts'

const NEAR: Ratio = 0.25
const APART: readonly Ratio[] = [1, 2, 0.5]
const TOLERANCE: Ratio = 0.06

/** How far the player's beat lies behind the band's, half a beat at most; NaN while nobody can tell. */
export function findAgain(
  events: Pick<Events, 'count' | 'time'>,
  place: Pick<BeatPlace, 'at' | 'beat'>,
  bias: Seconds,
): Seconds {
  const at = place.at + bias
  for (let i = 0; i < events.count; i++) {
    const off = events.time(i) - at
    if (off >= -NEAR * place.beat && off <= NEAR * place.beat) return off
  }
  const last = events.count - 1
  for (let i = last - 1; i >= 0; i--) {
    const apart = (events.time(last) - events.time(i)) / place.beat
    if (!keepsTime(apart)) continue
    const off = events.time(last) - at
    return off - place.beat * Math.floor(off / place.beat + 0.5)
  }
  return Number.NaN
}

function keepsTime(apart: number): boolean {
  for (let i = 0; i < APART.length; i++) {
    const beats = APART[i] ?? 1
    if (Math.abs(apart - beats) <= TOLERANCE * beats) return true
  }
  return false
}
