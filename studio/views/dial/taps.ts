/** The player's last taps, in arrays that are written round and round: nothing is allocated while they come. */

import type { ResponseMode } from '../../../runtime/score/beat.ts'
import type { Milliseconds, Ratio, Seconds } from '../../../runtime/units.ts'

/** Sixteen beats of 16ths. */
const KEPT = 64

export interface Taps {
  /** One that is told again, with another verdict, keeps its place. */
  add(time: Seconds, away: Milliseconds, mode: ResponseMode | null, velocity: Ratio): void
  /** How many are kept; 0 is the newest. */
  readonly count: number
  time(back: number): Seconds
  /** From its beat; what met none keeps its place in the turn. */
  away(back: number): Milliseconds
  mode(back: number): ResponseMode | null
  velocity(back: number): Ratio
  clear(): void
}

export function createTaps(): Taps {
  const times = new Float64Array(KEPT).fill(Number.NaN)
  const aways = new Float64Array(KEPT)
  const velocities = new Float64Array(KEPT)
  const modes: (ResponseMode | null)[] = Array.from({ length: KEPT }, () => null)
  let added = 0
  const slot = (back: number): number => (added - 1 - back) % KEPT

  return {
    add(time, away, mode, velocity) {
      const known = times.indexOf(time)
      const at = known < 0 ? added++ % KEPT : known
      times[at] = time
      aways[at] = away
      modes[at] = mode
      velocities[at] = velocity
    },
    get count() {
      return Math.min(added, KEPT)
    },
    time: (back) => times[slot(back)] ?? 0,
    away: (back) => aways[slot(back)] ?? 0,
    mode: (back) => modes[slot(back)] ?? null,
    velocity: (back) => velocities[slot(back)] ?? 0,
    clear() {
      added = 0
      times.fill(Number.NaN)
    },
  }
}
