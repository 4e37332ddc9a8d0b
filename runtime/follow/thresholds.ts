/**
 * The zones in force on one beat: thresholds as times, whatever unit they were written in.
 *
 * HOT PATH: one object a clock, refilled in place with each onset; allocates nothing.
 */

import type { Threshold, ZoneSettings } from '../policy.ts'
import type { Milliseconds, Seconds } from '../units.ts'

export class ZoneThresholds {
  snap: Milliseconds = 0
  follow: Milliseconds = 0
  limit: Milliseconds = 0

  /**
   * Sets the thresholds for a beat of the given length. Where the limit would pass half a beat all three shrink
   * together by T/(2·limit): beyond half a beat a late onset could as well be an early one.
   */
  fit(zones: ZoneSettings, beat: Seconds): void {
    const limit = inMs(zones.limit, beat)
    const half = beat * 500
    const shrink = limit > half ? half / limit : 1
    this.snap = inMs(zones.snap, beat) * shrink
    this.follow = inMs(zones.follow, beat) * shrink
    this.limit = limit * shrink
  }
}

/** A threshold as it was written, on a beat of that length. */
export function inMs(threshold: Threshold, beat: Seconds): Milliseconds {
  return threshold.ms + threshold.beats * beat * 1000
}
