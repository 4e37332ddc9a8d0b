/**
 * What a player played lately: `runtime/follow/events.ts` for onsets that come in order and are all equally loud.
 *
 * HOT PATH: allocates nothing.
 */

import { ONE_EVENT } from '../../runtime/follow/events.ts'
import type { Seconds } from '../../runtime/units.ts'

/** More nobody plays within the beats that are remembered, at one a beat. A power of two. */
const DEPTH = 16

export class Onsets {
  count = 0

  /** A ring. No typed array: one of 16 numbers takes three times the memory. */
  readonly #times: number[] = new Array<number>(DEPTH).fill(Number.NaN)
  #head = 0

  start(): void {
    this.count = 0
    this.#head = 0
  }

  /** The k-th that is remembered, the oldest first; NaN where there is none. */
  time(k: number): Seconds {
    return this.#times[(this.#head + k) & (DEPTH - 1)] ?? Number.NaN
  }

  hear(time: Seconds): void {
    const { count } = this
    // Two that are close are one event, which has the time of the first.
    if (count > 0 && !(time > this.time(count - 1) + ONE_EVENT)) return
    if (count === DEPTH) return
    this.#times[(this.#head + count) & (DEPTH - 1)] = time
    this.count = count + 1
  }

  /** Of those within `window` of a moment, and not outside `from`..`to`, the nearest; of two that are as near the first; NaN for none. */
  nearest(
    at: Seconds,
    window: Seconds,
    from: Seconds = Number.NEGATIVE_INFINITY,
    to: Seconds = Number.POSITIVE_INFINITY,
  ): Seconds {
    let best = Number.NaN
    // The last ones are asked for: what lies before the window is long over.
    for (let k = this.count - 1; k >= 0; k--) {
      const time = this.time(k)
      const off = time - at
      if (off < -window || time < from) break
      if (off > window || time > to || Math.abs(off) > Math.abs(best - at)) continue
      best = time
    }
    return best
  }

  forgetBefore(since: Seconds): void {
    const { count } = this
    let gone = 0
    while (gone < count && this.time(gone) < since) gone++
    if (gone === 0) return
    this.#head = (this.#head + gone) & (DEPTH - 1)
    this.count = count - gone
  }
}
