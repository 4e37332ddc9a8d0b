/** Where the player's onset fell. */

import { zoneOf } from '../../runtime/follow/zones.ts'
import type { Ratio, Seconds } from '../../runtime/units.ts'
import type { TapMark, ZoneView } from '../protocol.ts'
import type { Marks } from './marks.ts'

export function tapMark(
  time: Seconds,
  velocity: Ratio,
  marks: Marks,
  zones: ZoneView | null,
  habit: Seconds,
): TapMark {
  const near = marks.nearest(time)
  if (near === null || Math.abs(time - near.time) > near.length / 2) {
    return { time, velocity, deviation: null, n: null, mode: null }
  }
  const off = time - near.time
  const expected = Number.isNaN(habit) ? 0 : habit
  return {
    time,
    velocity,
    deviation: off * 1000,
    n: near.n,
    mode: zones === null ? null : zoneOf(off - expected, zones.snap, zones.follow),
  }
}
