/**
 * The length of a usual beat: what one turn of the dial is. In 7/8 (2+2+3) beats differ, and a band that follows changes
 * its tempo a little with each; the dial must not breathe with them.
 */

import type { Seconds } from '../../../runtime/units.ts'

const KEPT = 16
/** What changes by less than this share is the same to the eye. */
const SAME = 0.004

export interface UsualBeat {
  /** A beat began. @returns the usual length over the last bar, or the one before where the two look alike */
  hear(n: number, length: Seconds, beatsInBar: number): Seconds
  clear(): void
}

export function createUsualBeat(): UsualBeat {
  const lengths = new Float64Array(KEPT)
  let heard = 0
  let last = Number.NaN
  let usual: Seconds = Number.NaN

  return {
    hear(n, length, beatsInBar) {
      if (n === last) return usual
      last = n
      lengths[heard++ % KEPT] = length
      const bar = Math.max(1, Math.min(KEPT, beatsInBar, heard))
      let sum = 0
      for (let back = 1; back <= bar; back++) sum += lengths[(heard - back) % KEPT] ?? 0
      const mean = sum / bar
      if (!(Math.abs(mean / usual - 1) < SAME)) usual = mean
      return usual
    },
    clear() {
      heard = 0
      last = Number.NaN
      usual = Number.NaN
    },
  }
}
