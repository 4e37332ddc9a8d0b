/**
 * What the players of many bands played lately: `runtime/follow/events.ts` for each, where onsets come in order and all are equally loud.
 *
 * HOT PATH: allocates nothing.
 */

import { ONE_EVENT } from '../../runtime/follow/events.ts'
import type { Seconds } from '../../runtime/units.ts'
import type { Columns } from './columns.ts'

export const ONSET_COLUMNS = 3
/** More nobody plays within the beats that are remembered, at one a beat. A power of two. */
const DEPTH = 16

export class Onsets {
  readonly count: Uint8Array
  /** What came before is forgotten. */
  readonly since: Float64Array

  readonly #size: number
  readonly #played: Float64Array
  /** Rings, one a column. */
  readonly #times: Float64Array
  readonly #head: Uint8Array

  /** @param played when the player of each plays: read when `hear` says so */
  constructor(size: number, { floats, bytes }: Columns, played: Float64Array) {
    this.count = bytes()
    this.since = floats()
    this.#size = size
    this.#played = played
    this.#times = new Float64Array(size * DEPTH)
    this.#head = bytes()
  }

  start(i: number): void {
    this.count[i] = 0
    this.#head[i] = 0
  }

  /** The k-th that is remembered, the oldest first; NaN where there is none. */
  time(i: number, k: number): Seconds {
    return this.#times[(((this.#head[i] ?? 0) + k) & (DEPTH - 1)) * this.#size + i] ?? Number.NaN
  }

  hear(i: number): void {
    const time = this.#played[i] ?? 0
    const count = this.count[i] ?? 0
    // Two that are close are one event, which has the time of the first.
    if (count > 0 && !(time > this.time(i, count - 1) + ONE_EVENT)) return
    if (count === DEPTH) return
    this.#times[(((this.#head[i] ?? 0) + count) & (DEPTH - 1)) * this.#size + i] = time
    this.count[i] = count + 1
  }

  /** Of those within `window` of a moment the nearest, and of two that are as near the first; NaN for none. */
  nearest(i: number, at: Seconds, window: Seconds): Seconds {
    let best = Number.NaN
    // The last ones are asked for: what lies before the window is long over.
    for (let k = (this.count[i] ?? 0) - 1; k >= 0; k--) {
      const time = this.time(i, k)
      const off = time - at
      if (off < -window) break
      if (off > window || Math.abs(off) > Math.abs(best - at)) continue
      best = time
    }
    return best
  }

  forget(i: number): void {
    const since = this.since[i] ?? 0
    const count = this.count[i] ?? 0
    let gone = 0
    while (gone < count && this.time(i, gone) < since) gone++
    if (gone === 0) return
    this.#head[i] = ((this.#head[i] ?? 0) + gone) & (DEPTH - 1)
    this.count[i] = count - gone
  }
}
