/** Where the player's onset fell, as the log has it where the log knows already. */

import { zoneOf } from '../../runtime/follow/zones.ts'
import type { Ratio, Seconds } from '../../runtime/units.ts'
import type { BeatMark, TapMark, ZoneView } from '../protocol.ts'
import type { Marks } from './marks.ts'

/** Latencies are added and taken off again on the way: times that are this near are one. */
const SAME: Seconds = 1e-6

/**
 * @param marks read after the band has heard the onset
 * @param habit NaN where nobody knows it yet
 */
export function tapMark(
  time: Seconds,
  velocity: Ratio,
  marks: Marks,
  zones: ZoneView | null,
  habit: Seconds,
): TapMark {
  const met = metBy(marks.recent(), time)
  if (met !== undefined) return { time, velocity, deviation: met.deviation, n: met.n, mode: met.mode }
  const near = marks.nearest(time)
  if (near === null || Math.abs(time - near.time) > near.length / 2) {
    return { time, velocity, deviation: null, n: null, mode: null }
  }
  const off = time - near.time
  const away = off - (Number.isNaN(habit) ? 0 : habit)
  // A beat that was decided took another onset, or none: this one has no answer. Of one to come it is foreseen.
  const isToCome = near.n > (marks.last?.n ?? Number.NEGATIVE_INFINITY)
  const foreseen = zones !== null && isToCome && Math.abs(away) * 1000 <= zones.limit
  return {
    time,
    velocity,
    deviation: off * 1000,
    n: near.n,
    mode: foreseen ? zoneOf(away, zones.snap, zones.follow) : null,
  }
}

/**
 * Of the taps that were told those whose beat has another onset by now, a nearer or a louder one, without their verdict.
 * @param told the last ones; what is lost is taken out of it
 */
export function displaced(told: TapMark[], fresh: readonly BeatMark[]): readonly TapMark[] {
  const lost = told.filter(
    ({ n, mode, time }) =>
      mode !== null &&
      fresh.some((beat) => beat.n === n && beat.onset !== null) &&
      metBy(fresh, time) === undefined,
  )
  for (const tap of lost) told.splice(told.indexOf(tap), 1)
  return lost.map((tap) => ({ ...tap, mode: null }))
}

/** The beat that has this onset. */
function metBy(beats: readonly BeatMark[], time: Seconds): BeatMark | undefined {
  return beats.find(({ onset }) => onset !== null && Math.abs(onset - time) < SAME)
}
