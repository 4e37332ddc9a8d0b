/** From the moment of an event in the page to the audio context's clock: what was heard when the key went down. */

import type { Milliseconds, Seconds } from '../../runtime/units.ts'

/** What is needed of an `AudioContext`. */
export interface HeardClock {
  readonly currentTime: Seconds
  readonly outputLatency?: Seconds
  getOutputTimestamp(): { readonly contextTime?: number; readonly performanceTime?: number }
}

/** The two clocks are never further apart than this; a browser that says so has just woken up. */
const MOST_APART: Seconds = 1

/** @param timeStamp of an event, on the clock of `performance.now()` */
export function heardAt(context: HeardClock, timeStamp: Milliseconds, now: Milliseconds): Seconds {
  const rendered = context.currentTime + (timeStamp - now) / 1000
  const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp()
  // What the loudspeaker gives at a moment of the page's clock.
  const heard = contextTime + (timeStamp - performanceTime) / 1000
  const sound = contextTime > 0 && performanceTime > 0 && Math.abs(heard - rendered) < MOST_APART
  return sound ? heard : rendered - (context.outputLatency ?? 0)
}
