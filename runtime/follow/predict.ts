/**
 * Next-beat prediction over beats that are known already: how well the zones and the clock track a recorded human.
 *
 * Hear beats 0..3 (period = their mean interval, phase = beat 3); for each later beat predict its time from the
 * earlier ones only, then see it. The same kernel as in a performance, without onsets to be told apart, and without
 * habit: here the player hears no band to be early for.
 */

import type { TempoSettings, ZoneSettings } from '../policy.ts'
import type { Seconds } from '../units.ts'
import { FollowClock } from './clock.ts'
import { TempoBank } from './tempo-bank.ts'
import { ZoneThresholds } from './thresholds.ts'
import { correction } from './zones.ts'

/** Beats that are heard before the first prediction. */
export const HEARD_FIRST = 4

/**
 * One prediction a beat from beat 4 on.
 * @param beats seconds, ascending
 * @param tempo the range has the last word here as everywhere
 * @param unitsInBeat how many of what bpm counts make a beat (`beat-unit.ts`)
 */
export function predictBeats(
  beats: readonly Seconds[],
  zones: ZoneSettings,
  tempo: Pick<TempoSettings, 'lowBpm' | 'highBpm'>,
  unitsInBeat: number,
): readonly Seconds[] {
  const last = beats[HEARD_FIRST - 1]
  const mean = firstBeat(beats)
  if (last === undefined || mean === null) return []
  const shortest = (60 / tempo.highBpm) * unitsInBeat
  const longest = (60 / tempo.lowBpm) * unitsInBeat
  const clock = new FollowClock()
  const thresholds = new ZoneThresholds()
  clock.start(last, 0, 1, mean < shortest ? shortest : mean > longest ? longest : mean)
  const bank = zones.track === 'many' ? new TempoBank() : null
  bank?.start(clock.period, 0)
  bank?.answer(0, 1, 0, clock.period, 1)
  const predicted: Seconds[] = []
  for (let i = HEARD_FIRST; i < beats.length; i++) {
    predicted.push(clock.nextTime)
    const before = clock.time
    clock.decideNext(1, Number.NEGATIVE_INFINITY)
    bank?.keep(clock.time - before)
    thresholds.fit(zones, clock.period)
    const deviation = (beats[i] ?? 0) - clock.time
    bank?.answer(deviation, 1, 0, clock.period, 1)
    const c = correction(
      bank?.shift ?? deviation,
      thresholds.snap,
      thresholds.follow,
      thresholds.limit,
      zones.strength,
      zones.curve,
    )
    const limit = thresholds.limit / 1000
    const pace = bank === null ? c : bank.period - clock.period
    clock.bend(zones.adapt * Math.max(-limit, Math.min(limit, pace)), c, shortest, longest)
  }
  return predicted
}

/** How long a beat is by those that are heard first; null where there are fewer. */
export function firstBeat(beats: readonly Seconds[]): Seconds | null {
  const first = beats[0]
  const last = beats[HEARD_FIRST - 1]
  return first === undefined || last === undefined ? null : (last - first) / (HEARD_FIRST - 1)
}
